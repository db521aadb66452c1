import { iam } from '#services/iam/contract';
import { useRead } from '#web/api/queries.ts';
import { adminText } from '#web/text/admin.ts';
import { useText } from '#web/text/language.ts';

/** What somebody is called, by the account; a blank while it is asked for. */
export function useAccountName(userId: string | null): string {
  const t = useText(adminText);
  const { data, error } = useRead(iam.endpoints.getUser, { userId: userId ?? '' }, { enabled: userId !== null });
  return error ? t.somebodyGone : (data?.name ?? ' ');
}
