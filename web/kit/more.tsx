import { kitText } from '#web/text/kit.ts';
import { useText } from '#web/text/language.ts';
import { Button } from './button.tsx';

interface MoreProps {
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };
}

/** The way to the next page of a list; nothing where it has ended. */
export function More({ list }: MoreProps) {
  const t = useText(kitText);
  if (!list.hasNextPage) return null;
  return (
    <Button look="outline" className="w-full" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
      {t.more}
    </Button>
  );
}
