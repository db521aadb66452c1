import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { InputOf } from '#kernel/contract';
import { notification } from '#services/notification/contract';
import { ask } from '#web/api/client.ts';
import { keyOf } from '#web/api/queries.ts';
import { Choices } from '#web/kit/choices.tsx';
import { Card, Note, Skeleton } from '#web/kit/surface.tsx';
import { useText } from '#web/text/language.ts';
import { messagesText } from '#web/text/messages.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';

const { getTemplate, previewTemplate } = notification.endpoints;
type On = InputOf<typeof getTemplate>;
type Draft = NonNullable<InputOf<typeof previewTemplate>['draft']>;

const restMs = 400;

/** What is typed, once the typing rests. */
function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMs);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}

/** How the texts look as they are typed, filled with sample data by the server. */
export function TemplatePreview({ on, parts }: { on: On; parts: Record<string, unknown> }) {
  const m = useText(messagesText);
  const problems = useText(problemText);
  const [part, setPart] = useState<'html' | 'text'>('html');
  const input = { ...on, draft: useRested(parts) as unknown as Draft };
  const { data, error } = useQuery({
    queryKey: keyOf(previewTemplate, input),
    queryFn: ({ signal }) => ask(previewTemplate, input, { signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <Card className="p-4 sm:p-5">
      <h2 className="text-lg">{m.preview}</h2>
      <p className="mb-3 text-sm text-soft">{m.previewLead}</p>
      <Choices
        label={m.part}
        shown={false}
        value={part}
        onChoose={setPart}
        options={[
          { value: 'html', label: m.htmlPart },
          { value: 'text', label: m.textPart },
        ]}
      />
      <div className="mt-4 flex flex-col gap-3">
        {error && (
          <Note tone="bad" role="status">
            {m.unfinished} {sentenceFor(error, problems)}
          </Note>
        )}
        {!data && !error && <Skeleton className="h-128" />}
        {data && (
          <>
            <p className="font-semibold break-words">{data.subject}</p>
            <p className="text-[0.9375rem] break-words text-soft">{data.short}</p>
            {part === 'html' ? (
              // What is written here is somebody's HTML: it is shown without scripts, forms, or an origin.
              <iframe
                sandbox=""
                srcDoc={data.html}
                title={m.previewOf(on.type)}
                className="h-128 w-full rounded-control border border-line bg-white"
              />
            ) : (
              <pre className="font-sans text-[0.9375rem] break-words whitespace-pre-wrap">{data.text}</pre>
            )}
          </>
        )}
      </div>
    </Card>
  );
}
