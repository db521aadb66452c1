import { notification } from '#services/notification/contract';
import { useRead } from '#web/api/queries.ts';
import { Failed } from '#web/kit/failed.tsx';
import { Card, Page, Skeleton } from '#web/kit/surface.tsx';
import { useText } from '#web/text/language.ts';
import { notificationSettingsText } from '#web/text/notification-settings.ts';
import { MessageLanguage } from './message-language.tsx';
import { Preferences } from './preferences.tsx';
import { QuietHours } from './quiet-hours.tsx';

const { getSettings } = notification.endpoints;

/** What one is told of, how, and when. */
export default function NotificationSettings() {
  const t = useText(notificationSettingsText);
  const { data: settings, error, refetch } = useRead(getSettings, {});
  return (
    <Page title={t.title} lead={t.lead}>
      <div className="flex flex-col gap-5">
        <Preferences />
        <Card className="p-5 sm:p-6">
          <h2 className="text-lg">{t.when}</h2>
          <p className="mt-1 mb-4 text-soft">{t.whenLead}</p>
          {error && !settings && <Failed error={error} retry={refetch} />}
          {settings ? <QuietHours settings={settings} /> : !error && <Skeleton className="h-60" />}
        </Card>
        <MessageLanguage />
      </div>
    </Page>
  );
}
