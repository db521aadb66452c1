import { CalendarClock } from 'lucide-react';
import { useState } from 'react';
import type { OutputOf } from '#kernel/contract';
import { ticket } from '#services/ticket/contract';
import { useAction, useList } from '#web/api/queries.ts';
import { useHolds } from '#web/app/me.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { More } from '#web/kit/more.tsx';
import { Badge, Card, Empty, Skeleton } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { momentThere } from '#web/screens/tickets/when.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { upkeepText } from '#web/text/upkeep.ts';
import { rhythmOf, wordsOf } from './rhythm.ts';
import { AddSchedule, ChangeSchedule } from './schedule-form.tsx';

const { listSchedules, updateSchedule } = ticket.endpoints;
export type Schedule = OutputOf<typeof listSchedules>['items'][number];

/** The work that comes round: a report opens by itself when it is time. */
export function Schedules({ buildingId }: { buildingId: string }) {
  const t = useText(upkeepText);
  const manages = useHolds('manager', `building:${buildingId}`);
  const [adding, setAdding] = useState(false);
  const list = useList(listSchedules, { buildingId, limit: 50 });
  return (
    <>
      {manages && (
        <Button className="self-end" onClick={() => setAdding(true)}>
          {t.addSchedule}
        </Button>
      )}
      {list.error && !list.items && <Failed error={list.error} retry={list.refetch} />}
      {!list.items && !list.error && <Skeleton className="h-80 rounded-card" />}
      {list.items?.length === 0 && (
        <Card>
          <Empty icon={<CalendarClock />} title={t.noSchedules}>
            {t.noSchedulesLead}
          </Empty>
        </Card>
      )}
      <ul className="flex flex-col gap-3">
        {list.items?.map(schedule => (
          <li key={schedule.id}>
            <ScheduleCard schedule={schedule} manages={manages} />
          </li>
        ))}
      </ul>
      <More list={list} />
      <Dialog open={adding} onOpenChange={setAdding} title={t.addSchedule}>
        <AddSchedule buildingId={buildingId} close={() => setAdding(false)} />
      </Dialog>
    </>
  );
}

function ScheduleCard({ schedule, manages }: { schedule: Schedule; manages: boolean }) {
  const t = useText(upkeepText);
  const problems = useText(problemText);
  const language = useLanguage();
  const [changing, setChanging] = useState(false);
  const update = useAction(updateSchedule, { refreshes: [listSchedules] });
  const { id, title, rrule, active, nextRunAt, place, zone, version } = schedule;
  const rhythm = rhythmOf(rrule);
  const flip = () =>
    update.mutate(
      { scheduleId: id, active: !active, expectedVersion: version },
      { onError: error => toast(sentenceFor(error, problems), 'bad') },
    );
  return (
    <Card className="p-4 sm:p-5">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <h2 className="min-w-0 text-lg">{title}</h2>
        {!active && <Badge tone="warn">{t.paused}</Badge>}
      </div>
      <p>{rhythm ? wordsOf(rhythm, t, language) : <code className="text-sm">{rrule}</code>}</p>
      <p className="text-soft">
        {[place?.text, active && nextRunAt && t.next(momentThere(nextRunAt, zone, language))]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {manages && (
        <div className="mt-3 flex flex-wrap gap-2">
          <Button look="outline" size="small" aria-label={t.changeOf(title)} onClick={() => setChanging(true)}>
            {t.change}
          </Button>
          <Button look="plain" size="small" busy={update.isPending} onClick={flip}>
            {active ? t.pause : t.resume}
          </Button>
        </div>
      )}
      <Dialog open={changing} onOpenChange={setChanging} title={t.changeOf(title)}>
        <ChangeSchedule schedule={schedule} close={() => setChanging(false)} />
      </Dialog>
    </Card>
  );
}
