import type { Config } from '../config/config.ts';
import { formatTraceparent, nextPosition, parseTraceparent } from './trace-context.ts';

type Attributes = Readonly<Record<string, string | number>>;

export interface SpanStart {
  /** Few in number: a route or a job, never an id. */
  name: string;
  kind: 'request' | 'job' | 'call';
  /** The `traceparent` of what caused it; without one a new trace begins. */
  parent: string | undefined;
  /** Ids and numbers, never anything personal. */
  attributes?: Attributes;
}

export interface SpanEnd {
  /** Where it is known only at the end. */
  name?: string;
  attributes?: Attributes;
  /** The kind of error that ended it. Never the message, which may quote anything. */
  failedWith?: string;
}

/** Something that takes time, and its place in a trace. */
export interface Span {
  /** What it causes carries this on. */
  readonly traceparent: string;
  end(how?: SpanEnd): void;
}

/** Whoever keeps spans. */
export interface Tracer {
  begin(start: SpanStart): Span;
  /** Tells what is not told yet. */
  close(): Promise<void>;
}

/** Nobody looks: the place in the trace is handed on, and nothing else is done or loaded. */
const carrier: Tracer = {
  begin: ({ parent }) => ({
    traceparent: formatTraceparent(nextPosition(parseTraceparent(parent))),
    end: () => undefined,
  }),
  close: () => Promise.resolve(),
};

let tracer = carrier;

/** Begins to tell a collector of spans, if the configuration names one. */
export async function startTracing(service: string, { OTEL_EXPORTER_OTLP_ENDPOINT }: Config): Promise<void> {
  if (!OTEL_EXPORTER_OTLP_ENDPOINT || tracer !== carrier) return;
  const { OtlpTracer } = await import('./otlp-tracer.ts');
  tracer = new OtlpTracer(service, OTEL_EXPORTER_OTLP_ENDPOINT);
}

/** Tells the collector the rest. */
export async function stopTracing(): Promise<void> {
  const stopped = tracer;
  tracer = carrier;
  await stopped.close();
}

export const beginSpan = (start: SpanStart): Span => tracer.begin(start);
