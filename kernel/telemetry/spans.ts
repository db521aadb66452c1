// OpenTelemetry spans, exported over OTLP when an endpoint is set. The libraries are loaded only then.

import type { SpanExporter } from '@opentelemetry/sdk-trace-base';

export type SpanStatus = 'ok' | 'error';

export interface Spans {
  /** Records a finished piece of work of the trace; times in milliseconds since the epoch. */
  record(span: {
    name: string;
    service: string;
    traceparent: string;
    parent?: string;
    startMs: number;
    endMs: number;
    status: SpanStatus;
  }): void;
  close(): Promise<void>;
}

/** Where nothing is exported. */
export const noSpans: Spans = { record: () => {}, close: async () => {} };

/** Spans over OTLP/HTTP, or none at all without an endpoint. `exporter` is for tests. */
export async function createSpans(endpoint: string | undefined, exporter?: SpanExporter): Promise<Spans> {
  if (!endpoint && !exporter) return noSpans;
  const { BasicTracerProvider, BatchSpanProcessor } = await import('@opentelemetry/sdk-trace-base');
  const { resourceFromAttributes } = await import('@opentelemetry/resources');
  const { context, SpanStatusCode, trace, TraceFlags } = await import('@opentelemetry/api');
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const target = exporter ?? new OTLPTraceExporter({ url: `${endpoint!.replace(/\/$/, '')}/v1/traces` });
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'agora' }),
    spanProcessors: [new BatchSpanProcessor(target)],
  });
  const tracer = provider.getTracer('agora');
  return {
    record({ name, service, traceparent, startMs, endMs, status }) {
      const [, traceId, spanId] = traceparent.split('-');
      const parent = trace.setSpanContext(context.active(), {
        traceId: traceId!,
        spanId: spanId!,
        traceFlags: TraceFlags.SAMPLED,
        isRemote: true,
      });
      const span = tracer.startSpan(name, { startTime: startMs, attributes: { 'agora.service': service } }, parent);
      span.setStatus({ code: status === 'ok' ? SpanStatusCode.OK : SpanStatusCode.ERROR });
      span.end(endMs);
    },
    close: () => provider.shutdown(),
  };
}
