import { type Context, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, TraceFlags } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { formatTraceparent, parseTraceparent } from './trace-context.ts';
import type { Span, SpanStart, Tracer } from './tracing.ts';

const kinds = { request: SpanKind.SERVER, job: SpanKind.CONSUMER, call: SpanKind.CLIENT };

/** A collector that is away must not hold up a process that is told to stop. */
const exportMs = 3_000;

/**
 * Sends spans to an OpenTelemetry collector, as JSON over HTTP. Loaded only when the configuration names one. The
 * SDK's own variables (OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES, OTEL_TRACES_SAMPLER, OTEL_EXPORTER_OTLP_HEADERS,
 * OTEL_BSP_…) work as its documentation says.
 */
export class OtlpTracer implements Tracer {
  private readonly provider: BasicTracerProvider;
  private readonly tracer;

  constructor(service: string, endpoint: string) {
    const exporter = new OTLPTraceExporter({
      url: `${endpoint.replace(/\/$/, '')}/v1/traces`,
      timeoutMillis: exportMs,
    });
    const named = resourceFromAttributes({ 'service.name': service, 'service.namespace': 'tradewind' });
    this.provider = new BasicTracerProvider({
      resource: defaultResource()
        .merge(named)
        .merge(detectResources({ detectors: [envDetector] })),
      spanProcessors: [new BatchSpanProcessor(exporter, { exportTimeoutMillis: exportMs })],
      forceFlushTimeoutMillis: exportMs,
    });
    this.tracer = this.provider.getTracer('tradewind');
  }

  begin({ name, kind, parent, attributes = {} }: SpanStart): Span {
    const span = this.tracer.startSpan(name, { kind: kinds[kind], attributes }, contextOf(parent));
    const { traceId, spanId, traceFlags } = span.spanContext();
    const isSampled = (traceFlags & TraceFlags.SAMPLED) !== 0;
    return {
      traceparent: formatTraceparent({ traceId, spanId, isSampled }),
      end: ({ name: finalName, attributes: more, failedWith } = {}) => {
        if (finalName) span.updateName(finalName);
        if (more) span.setAttributes(more);
        if (failedWith) span.setAttribute('error.type', failedWith).setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      },
    };
  }

  /** Gives up on a collector that is away: its spans are lost, and nothing else. */
  close(): Promise<void> {
    return this.provider.shutdown().catch(() => undefined);
  }
}

function contextOf(traceparent: string | undefined): Context {
  const parent = parseTraceparent(traceparent);
  if (!parent) return ROOT_CONTEXT;
  const { traceId, spanId, isSampled } = parent;
  const traceFlags = isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}
