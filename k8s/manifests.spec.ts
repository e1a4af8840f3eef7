import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseAllDocuments, parse, type Document } from 'yaml';
import { z } from 'zod';
import { faultsOf, Manifest } from './check-manifests.ts';

const Kustomization = z.looseObject({ resources: z.array(z.string()) });

/** Every document that a kustomization reaches. Patches are not applied: here they change hosts, sizes and classes. */
function documentsOf(folder: string): Document[] {
  const { resources } = Kustomization.parse(parse(readFileSync(join(folder, 'kustomization.yaml'), 'utf8')));
  return resources.flatMap((resource) => {
    const path = join(folder, resource);
    return statSync(path).isDirectory()
      ? documentsOf(path)
      : [...parseAllDocuments(readFileSync(path, 'utf8'))];
  });
}

const production = join(import.meta.dirname, 'overlays/production');
const manifests = (documents = documentsOf(production)): Manifest[] =>
  documents.map((document) => Manifest.parse(document.toJS()));

/** The same manifests with one line changed, or taken out when no value is given. */
function changed(object: string, path: (string | number)[], value?: unknown): Manifest[] {
  const documents = documentsOf(production);
  const target = documents.find(
    (one) => `${String(one.get('kind'))} ${String(one.getIn(['metadata', 'name']))}` === object,
  );
  if (!target?.hasIn(path)) throw new Error(`${object} has no ${path.join('.')}`);
  if (value === undefined) target.deleteIn(path);
  else target.setIn(path, value);
  return manifests(documents);
}

const pod = ['spec', 'template', 'spec'];
const container = [...pod, 'containers', 0];

describe('the manifests of a deployment', () => {
  it('are all there', () => {
    const deployments = manifests().filter(({ kind }) => kind === 'Deployment');
    expect(deployments.map(({ metadata }) => metadata.name).sort()).toEqual(['api', 'storefront', 'worker']);
  });

  it('break no rule of a safe rollout', () => {
    expect(faultsOf(manifests())).toEqual([]);
  });
});

const gone = undefined;

describe('the check of the manifests notices when', () => {
  it.each<[string, string, (string | number)[], unknown]>([
    ['has no startupProbe', 'Deployment api', [...container, 'startupProbe'], gone],
    ['has no livenessProbe', 'Deployment worker', [...container, 'livenessProbe'], gone],
    ['has no readinessProbe', 'Deployment storefront', [...container, 'readinessProbe'], gone],
    ['public port', 'Deployment api', [...container, 'readinessProbe', 'httpGet', 'port'], 'http'],
    [
      'trouble of others',
      'Deployment api',
      [...container, 'livenessProbe', 'httpGet', 'path'],
      '/health/ready',
    ],
    [
      'before its successor is ready',
      'Deployment api',
      ['spec', 'strategy', 'rollingUpdate', 'maxUnavailable'],
      1,
    ],
    ['no preStop sleep', 'Deployment api', [...container, 'lifecycle'], gone],
    ['before it has drained', 'Deployment api', [...pod, 'terminationGracePeriodSeconds'], 30],
    ['before it has drained', 'Deployment worker', [...pod, 'terminationGracePeriodSeconds'], gone],
    ['before it has drained', 'Deployment api', ['spec', 'template', 'metadata', 'annotations'], gone],
    ['no memory limit', 'Deployment api', [...container, 'resources', 'limits', 'memory'], gone],
    ['requests no CPU', 'Deployment worker', [...container, 'resources', 'requests', 'cpu'], gone],
    ['requests no memory', 'Job migrate', [...container, 'resources', 'requests', 'memory'], gone],
    ['may run as root', 'Deployment api', [...pod, 'securityContext', 'runAsNonRoot'], false],
    ['may run as root', 'Job migrate', [...pod, 'securityContext', 'runAsNonRoot'], gone],
    ['no seccomp profile', 'Deployment api', [...pod, 'securityContext', 'seccompProfile'], gone],
    [
      'root file system',
      'Deployment storefront',
      [...container, 'securityContext', 'readOnlyRootFilesystem'],
      false,
    ],
    [
      'may gain privileges',
      'Deployment api',
      [...container, 'securityContext', 'allowPrivilegeEscalation'],
      gone,
    ],
    [
      'keeps capabilities',
      'Deployment api',
      [...container, 'securityContext', 'capabilities', 'drop'],
      ['NET_RAW'],
    ],
    ['token for the Kubernetes API', 'Deployment api', [...pod, 'automountServiceAccountToken'], true],
    ['no PodDisruptionBudget', 'PodDisruptionBudget api', ['spec', 'maxUnavailable'], 0],
    [
      'no PodDisruptionBudget',
      'PodDisruptionBudget api',
      ['spec', 'selector', 'matchLabels'],
      { app: 'other' },
    ],
    ['keeps at least two pods', 'HorizontalPodAutoscaler api', ['spec', 'minReplicas'], 1],
    ['no NetworkPolicy for', 'NetworkPolicy api', ['spec', 'podSelector', 'matchLabels'], { app: 'other' }],
    ['denies everything', 'NetworkPolicy default-deny', ['spec', 'policyTypes'], ['Ingress']],
    ['lies in the repository', 'ServiceAccount tradewind', ['kind'], 'Secret'],
  ])('something "%s" (%s)', (fault, object, path, value) => {
    const faults = faultsOf(changed(object, path, value));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(fault);
  });
});
