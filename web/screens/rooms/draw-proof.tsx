import { useState } from 'react';
import { Button } from '#web/kit/button.tsx';
import { Card, Note } from '#web/kit/surface.tsx';
import { drawText } from '#web/text/draws.ts';
import { useText } from '#web/text/language.ts';
import { type Draw, isRight } from './draw-check.ts';

/** What it takes to check a draw, and the check itself. */
export function DrawProof({ draw }: { draw: Draw }) {
  const t = useText(drawText);
  const [right, setRight] = useState<boolean>();
  const { seed, seedHash, entriesDigest, entries } = draw;
  const facts = [
    [t.seedHash, seedHash],
    ...(seed === null ? [] : [[t.seed, seed]]),
    ...(entriesDigest === null ? [] : [[t.digest, entriesDigest]]),
  ];
  return (
    <Card className="flex flex-col gap-3 p-4 sm:p-5">
      <h2 className="text-lg">{t.check}</h2>
      <p className="text-soft">{seed === null ? t.checkOpen : t.checkDrawn}</p>
      <dl className="flex flex-col gap-2">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt className="text-sm text-soft">{label}</dt>
            <dd className="font-mono text-sm break-all">{value}</dd>
          </div>
        ))}
      </dl>
      {seed !== null && !window.isSecureContext && <p className="text-sm text-soft">{t.insecure}</p>}
      {seed !== null && window.isSecureContext && (
        <Button look="quiet" className="self-start" onClick={() => void isRight(draw).then(setRight)}>
          {t.checkNow}
        </Button>
      )}
      {right !== undefined && (
        <Note tone={right ? 'good' : 'bad'} role="status">
          {right ? t.right(entries.length) : t.wrong}
        </Note>
      )}
    </Card>
  );
}
