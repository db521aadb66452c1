import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Hammer } from 'lucide-react';
import { useState } from 'react';
import type { OutputOf } from '#kernel/contract';
import { marketplace } from '#services/marketplace/contract';
import { useAction, useRead } from '#web/api/queries.ts';
import { useAccess } from '#web/app/me.ts';
import { Button } from '#web/kit/button.tsx';
import { Choices } from '#web/kit/choices.tsx';
import { moment, money, span } from '#web/kit/format.ts';
import { Badge, Card, Empty, Page, Skeleton } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { QuoteForm } from '#web/screens/provide/quote-form.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { servicesText } from '#web/text/services.ts';
import { FileRow } from './files.tsx';
import type { QuoteRequest } from './listing.ts';
import { QuoteMessages } from './quote-messages.tsx';
import { requestTones } from './request-card.tsx';

const {
  getQuoteRequest,
  listRequestFiles,
  listMyQuoteRequests,
  cancelQuoteRequest,
  acceptQuote,
  declineQuote,
  withdrawQuote,
  listMyProviders,
  listMyJobs,
} = marketplace.endpoints;
type Details = OutputOf<typeof getQuoteRequest>;
type Quote = Details['quotes'][number];

/** A request with its quotes: its resident compares and accepts, a provider makes one. */
export default function RequestPage() {
  const t = useText(servicesText);
  const problems = useText(problemText);
  const { userId } = useAccess();
  const { requestId } = useParams({ strict: false }) as { requestId: string };
  const { data: request, error } = useRead(getQuoteRequest, { requestId }, { everyMs: 20_000 });
  const files = useRead(listRequestFiles, { requestId }, { enabled: (request?.fileIds.length ?? 0) > 0 });
  const mine = request?.userId === userId;
  const providers = useRead(listMyProviders, {}, { enabled: request !== undefined && !mine });
  const provider = mine ? undefined : providers.data?.items[0];
  const cancel = useAction(cancelQuoteRequest, { refreshes: [getQuoteRequest, listMyQuoteRequests] });
  if (error) return <Empty icon={<Hammer />} title={sentenceFor(error, problems)} />;
  if (!request)
    return (
      <Page title=" ">
        <Skeleton className="h-64 rounded-card" />
      </Page>
    );
  const open = request.quotes.filter(({ state }) => state === 'open');
  return (
    <Page
      title={request.title}
      lead={`${t.categories[request.category]} · ${request.building}${request.unit ? ` · ${request.unit}` : ''}`}
      actions={
        mine && request.state === 'open' ? (
          <Button look="outline" size="small" busy={cancel.isPending} onClick={() => cancel.mutate({ requestId })}>
            {t.cancelRequest}
          </Button>
        ) : undefined
      }
    >
      <div className="flex flex-col gap-4">
        <Card className="p-4 sm:p-5">
          <Badge tone={requestTones[request.state]}>{t.requestStates[request.state]}</Badge>
          {request.description && <p className="mt-3 whitespace-pre-line">{request.description}</p>}
          <FileRow files={files.data?.items} alt={request.title} />
        </Card>
        <h2 className="mt-2 text-xl">{t.quotes}</h2>
        {request.quotes.length === 0 && !provider && (
          <Card>
            <Empty icon={<Hammer />} title={t.noQuotes} />
          </Card>
        )}
        {request.quotes.map(quote => (
          <QuoteCard
            key={quote.id}
            quote={quote}
            request={request}
            mine={mine}
            cheapest={open.length > 1 && open[0]?.id === quote.id}
          />
        ))}
        {provider && request.state === 'open' && <QuoteForm request={request} provider={provider} />}
      </div>
    </Page>
  );
}

interface QuoteCardProps {
  quote: Quote;
  request: QuoteRequest;
  mine: boolean;
  cheapest: boolean;
}

function QuoteCard({ quote, request, mine, cheapest }: QuoteCardProps) {
  const t = useText(servicesText);
  const language = useLanguage();
  const withdraw = useAction(withdrawQuote, { refreshes: [getQuoteRequest] });
  return (
    <Card className="p-4 sm:p-5">
      <article aria-label={quote.provider}>
        <header className="flex flex-wrap items-start justify-between gap-2">
          <h3 className="text-lg">
            <Link to="/providers/$providerId" params={{ providerId: quote.providerId }} className="hover:underline">
              {quote.provider}
            </Link>
          </h3>
          <span className="flex gap-2">
            {cheapest && <Badge tone="good">{t.cheapest}</Badge>}
            {quote.state !== 'open' && (
              <Badge tone={quote.state === 'accepted' ? 'good' : 'plain'}>{t.quoteStates[quote.state]}</Badge>
            )}
          </span>
        </header>
        <ul className="mt-3 divide-y divide-line border-y border-line">
          {quote.lines.map((line, index) => (
            <li key={String(index)} className="flex justify-between gap-4 py-2">
              <span className="min-w-0">
                {line.quantity > 1 && `${line.quantity} × `}
                {line.text}
              </span>
              <span className="tabular-nums">{money(line.amount, language)}</span>
            </li>
          ))}
        </ul>
        <p className="mt-2 flex justify-between gap-4 text-lg font-bold">
          <span>{t.total}</span>
          <span className="tabular-nums">{money(quote.total, language)}</span>
        </p>
        <p className="text-right text-sm text-soft">{t.tax(money(quote.tax, language))}</p>
        {quote.note && <p className="mt-2 whitespace-pre-line">{quote.note}</p>}
        <p className="mt-2 text-sm text-soft">
          {[
            quote.warrantyDays > 0 && t.warranty(quote.warrantyDays),
            t.freeCancel(quote.freeCancelHours),
            quote.lateCancelPercent > 0 && t.lateCancel(quote.lateCancelPercent),
            `${t.validUntil} ${moment(quote.validUntil, language)}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {mine && quote.state === 'open' && request.state === 'open' ? (
          <Decide quote={quote} zone={request.zone} />
        ) : (
          <ul className="mt-3 text-soft">
            {quote.slots.map(slot => (
              <li key={slot.start}>{span(slot, request.zone, language)}</li>
            ))}
          </ul>
        )}
        {!mine && quote.state === 'open' && (
          <Button
            look="outline"
            size="small"
            className="mt-3"
            busy={withdraw.isPending}
            onClick={() => withdraw.mutate({ quoteId: quote.id })}
          >
            {t.withdraw}
          </Button>
        )}
        <QuoteMessages quoteId={quote.id} provider={quote.provider} mine={mine} />
      </article>
    </Card>
  );
}

function Decide({ quote, zone }: { quote: Quote; zone: string }) {
  const t = useText(servicesText);
  const problems = useText(problemText);
  const language = useLanguage();
  const navigate = useNavigate();
  const [start, setStart] = useState(quote.slots[0]?.start ?? '');
  const accept = useAction(acceptQuote, {
    refreshes: [getQuoteRequest, listMyQuoteRequests, listMyJobs],
    done: ({ id }) => void navigate({ to: '/jobs/$jobId', params: { jobId: id } }),
  });
  const decline = useAction(declineQuote, { refreshes: [getQuoteRequest], done: () => toast(t.declined) });
  const failed = { onError: (error: Error) => toast(sentenceFor(error, problems), 'bad') };
  return (
    <div className="mt-4">
      <Choices
        label={t.chooseTime}
        value={start}
        onChoose={setStart}
        options={quote.slots.map(slot => ({ value: slot.start, label: span(slot, zone, language) }))}
      />
      <div className="mt-4 flex flex-wrap gap-2">
        <Button busy={accept.isPending} onClick={() => accept.mutate({ quoteId: quote.id, start }, failed)}>
          {t.accept}
        </Button>
        <Button look="plain" busy={decline.isPending} onClick={() => decline.mutate({ quoteId: quote.id }, failed)}>
          {t.decline}
        </Button>
      </div>
    </div>
  );
}
