import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, cursorOf } from '#kernel/page';
import { compose } from '../compose.ts';
import { gatewayService } from '../definition.ts';

/** Each service is asked for a page after the same one, so the first of all of them together are among what they give. */
export const listBuildingAudit = gatewayService.operation('listBuildingAudit', async (ctx, input, call) => {
  afterCursor(input.cursor, [Timestamp, Id]);
  const asked = [...ctx.backstage].map(([name, service]) => [name, () => service.backstageAudit(input, call)] as const);
  const { parts, gaps } = await compose(Object.fromEntries(asked), ctx.log);
  const found = Object.entries(parts).flatMap(
    ([service, page]) => page?.items.map(item => ({ ...item, service })) ?? [],
  );
  const latest = found.toSorted((one, other) => (isLater(one, other) ? -1 : 1));
  const items = latest.slice(0, input.limit);
  const more = latest.length > items.length || Object.values(parts).some(page => page?.nextCursor);
  const last = items.at(-1);
  return { items, nextCursor: more && last ? cursorOf([last.at, last.id]) : null, gaps };
});

interface Placed {
  at: string;
  id: string;
}
const isLater = (one: Placed, other: Placed): boolean => (one.at === other.at ? one.id > other.id : one.at > other.at);
