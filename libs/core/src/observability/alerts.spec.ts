import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { jobNames, jobs } from '@tradewind/jobs';
import { z } from 'zod';
import { metrics } from './metrics.ts';

const infra = resolve(import.meta.dirname, '../../../../infra');
const alerts = readFileSync(`${infra}/prometheus/alerts.yml`, 'utf8');
const dashboard = readFileSync(`${infra}/grafana/worker.json`, 'utf8');

const Dashboard = z.object({
  panels: z.array(z.object({ targets: z.array(z.object({ expr: z.string() })) })),
});

const questions = [
  ...[...alerts.matchAll(/expr: (.+)/g)].map(([, expr = '']) => expr),
  ...Dashboard.parse(JSON.parse(dashboard)).panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
];

/** The names of series in a question, without the functions, labels and values in it. */
const seriesIn = (question: string): string[] =>
  question
    .replaceAll(/"[^"]*"/g, '')
    .replaceAll(/\b(by|without) \([^)]*\)/g, '')
    .match(/\b[a-z]+_[a-z_]+\b/g)
    ?.filter((word) => word !== 'histogram_quantile') ?? [];

describe('the alerts and the dashboard', () => {
  it('ask for nothing that is not measured', () => {
    const known = metrics.getMetricsAsArray().map(({ name }) => name);
    const asked = new Set(
      questions.flatMap(seriesIn).map((name) => name.replace(/_(bucket|count|sum)$/, '')),
    );
    expect(asked.size).toBeGreaterThan(6);
    expect([...asked].filter((name) => !known.includes(name))).toEqual([]);
  });

  it('never add up what every worker says alike', () => {
    const alike = /\bsum\b[^(]*(by \([^)]*\) )?\(\s*(outbox_rows|outbox_oldest_due_seconds|queue_jobs)\b/;
    expect(questions.filter((question) => alike.test(question))).toEqual([]);
  });

  it('page about every job of the payment lane, and no other', () => {
    const [, named = ''] =
      /outbox_oldest_due_seconds\{queue=~"([^"]*\bsettle-order\b[^"]*)"/.exec(alerts) ?? [];
    const ofPayment = jobNames.filter((name) => jobs[name].lane === 'payment');
    expect(named.split('|').toSorted()).toEqual(ofPayment.toSorted());
  });
});
