import { Page } from '#web/kit/surface.tsx';
import { dataText } from '#web/text/data.ts';
import { useText } from '#web/text/language.ts';
import { Erasure } from './erasure.tsx';
import { Exports } from './exports.tsx';

/** What is kept about somebody: to have it, and to have it forgotten. */
export default function Data() {
  const t = useText(dataText);
  return (
    <Page title={t.title} lead={t.lead}>
      <div className="flex flex-col gap-5">
        <Exports />
        <Erasure />
      </div>
    </Page>
  );
}
