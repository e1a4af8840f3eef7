import { z } from 'zod';

const Labels = z.record(z.string(), z.string());
const Probe = z.looseObject({
  httpGet: z.looseObject({ path: z.string(), port: z.union([z.string(), z.number()]) }),
});
const Quantities = z.record(z.string(), z.union([z.string(), z.number()])).default({});

const Container = z.looseObject({
  ports: z.array(z.looseObject({ name: z.string() })).default([]),
  startupProbe: Probe.optional(),
  livenessProbe: Probe.optional(),
  readinessProbe: Probe.optional(),
  lifecycle: z
    .looseObject({ preStop: z.looseObject({ sleep: z.object({ seconds: z.number() }) }) })
    .optional(),
  resources: z.looseObject({ requests: Quantities, limits: Quantities }).optional(),
  securityContext: z
    .looseObject({
      allowPrivilegeEscalation: z.boolean().optional(),
      readOnlyRootFilesystem: z.boolean().optional(),
      capabilities: z.looseObject({ drop: z.array(z.string()) }).optional(),
    })
    .optional(),
});
type Container = z.infer<typeof Container>;

const Pod = z.looseObject({
  automountServiceAccountToken: z.boolean().optional(),
  terminationGracePeriodSeconds: z.number().default(30),
  securityContext: z
    .looseObject({
      runAsNonRoot: z.boolean().optional(),
      seccompProfile: z.looseObject({ type: z.string() }).optional(),
    })
    .optional(),
  containers: z.array(Container).min(1),
});

/** The parts of any Kubernetes object that the rules below look at. */
export const Manifest = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
  spec: z
    .looseObject({
      selector: z.looseObject({ matchLabels: Labels.optional() }).optional(),
      podSelector: z.looseObject({ matchLabels: Labels.optional() }).optional(),
      policyTypes: z.array(z.string()).default([]),
      maxUnavailable: z.number().optional(),
      minReplicas: z.number().optional(),
      scaleTargetRef: z.looseObject({ name: z.string() }).optional(),
      strategy: z
        .looseObject({ rollingUpdate: z.record(z.string(), z.union([z.string(), z.number()])) })
        .optional(),
      template: z
        .looseObject({
          metadata: z.looseObject({
            labels: Labels.default({}),
            annotations: z.record(z.string(), z.string()).default({}),
          }),
          spec: Pod,
        })
        .optional(),
    })
    .optional(),
});
export type Manifest = z.infer<typeof Manifest>;

type Template = NonNullable<NonNullable<Manifest['spec']>['template']>;
type Fault = string | false | undefined;

/** Every rule of a safe rollout that these manifests break, as one sentence each; none when they are sound. */
export function faultsOf(manifests: Manifest[]): string[] {
  const faults = manifests.flatMap((manifest) => {
    const template = manifest.spec?.template;
    if (!template) return manifest.kind === 'Secret' ? ['a secret lies in the repository'] : [];
    const rules = [
      ...podRules(template),
      ...(manifest.kind === 'Deployment' ? serverRules(manifest, template, manifests) : []),
    ];
    return rules
      .filter((fault) => typeof fault === 'string')
      .map((fault) => `${manifest.kind} ${manifest.metadata.name}: ${fault}`);
  });
  return deniesByDefault(manifests) ? faults : [...faults, 'no NetworkPolicy denies everything by default'];
}

function podRules({ spec }: Template): Fault[] {
  const [container] = spec.containers;
  const security = container?.securityContext;
  return [
    spec.automountServiceAccountToken !== false && 'carries a token for the Kubernetes API',
    spec.securityContext?.runAsNonRoot !== true && 'may run as root',
    spec.securityContext?.seccompProfile?.type !== 'RuntimeDefault' && 'has no seccomp profile',
    security?.allowPrivilegeEscalation !== false && 'may gain privileges',
    security?.readOnlyRootFilesystem !== true && 'may write to its root file system',
    !security?.capabilities?.drop.includes('ALL') && 'keeps capabilities',
    !container?.resources?.requests.cpu && 'requests no CPU',
    !container?.resources?.requests.memory && 'requests no memory',
    !container?.resources?.limits.memory && 'has no memory limit',
  ];
}

function serverRules({ metadata, spec }: Manifest, template: Template, all: Manifest[]): Fault[] {
  const [container] = template.spec.containers;
  const { labels, annotations } = template.metadata;
  const ofKind = (kind: string): Manifest[] => all.filter((manifest) => manifest.kind === kind);
  const selects = (selector: unknown): boolean => matches(selector, labels);

  const hasService = ofKind('Service').some((service) => selects(service.spec?.selector));
  const budget = ofKind('PodDisruptionBudget').find((one) => selects(one.spec?.selector?.matchLabels));
  const scaler = ofKind('HorizontalPodAutoscaler').find(
    (one) => one.spec?.scaleTargetRef?.name === metadata.name,
  );
  const policy = ofKind('NetworkPolicy').find((one) => selects(one.spec?.podSelector?.matchLabels));

  const preStop = container?.lifecycle?.preStop.sleep.seconds ?? 0;
  const drain = Number(annotations['tradewind.dev/drain-seconds'] ?? NaN);
  return [
    ...(container ? probeRules(container) : []),
    spec?.strategy?.rollingUpdate.maxUnavailable !== 0 &&
      'a rollout may take a pod away before its successor is ready',
    hasService && preStop < 5 && 'gets SIGTERM while the Service still sends requests: no preStop sleep',
    !(template.spec.terminationGracePeriodSeconds > preStop + drain) && 'is killed before it has drained',
    !budget?.spec?.maxUnavailable && 'has no PodDisruptionBudget that lets a node be drained',
    (scaler?.spec?.minReplicas ?? 0) < 2 && 'has no autoscaler that keeps at least two pods',
    !policy?.spec?.policyTypes.includes('Ingress') && 'has no NetworkPolicy for who may connect',
  ];
}

/** Metrics and probes live on the internal port where there is one; liveness asks nobody else. */
function probeRules({ ports, startupProbe, livenessProbe, readinessProbe }: Container): Fault[] {
  const probes = { startupProbe, livenessProbe, readinessProbe };
  const hasInternalPort = ports.some(({ name }) => name === 'internal');
  return [
    ...Object.entries(probes).map(([name, probe]) => !probe && `has no ${name}`),
    ...Object.entries(probes).map(
      ([name, probe]) =>
        probe && hasInternalPort && probe.httpGet.port !== 'internal' && `asks its ${name} on a public port`,
    ),
    livenessProbe &&
      !/^\/health(z|\/live)$/.test(livenessProbe.httpGet.path) &&
      'is restarted for the trouble of others: liveness',
  ];
}

function deniesByDefault(manifests: Manifest[]): boolean {
  return manifests.some(
    ({ kind, spec }) =>
      kind === 'NetworkPolicy' &&
      spec?.podSelector !== undefined &&
      Object.keys(spec.podSelector).length === 0 &&
      ['Ingress', 'Egress'].every((type) => spec.policyTypes.includes(type)) &&
      !('ingress' in spec || 'egress' in spec),
  );
}

/** Whether a plain selector picks these labels. An empty or missing one picks nothing here: it says nothing about us. */
function matches(selector: unknown, labels: Record<string, string>): boolean {
  const wanted = Object.entries(Labels.catch({}).parse(selector));
  return wanted.length > 0 && wanted.every(([name, value]) => labels[name] === value);
}
