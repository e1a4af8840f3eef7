import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Lsn } from './lsn.ts';
import { probe, Replica } from './replica.ts';
import { ReplicaChoice } from './replica-choice.ts';

// Nothing here connects: what the polls would have found is written down by hand.
const maxLagMs = 1_000;
const aReplica = (replayed?: Lsn) => Object.assign(new Replica('postgres://replica.test', 1), { replayed });
const choiceOf = (...replicas: Replica[]) =>
  new ReplicaChoice(probe('postgres://primary.test'), replicas, maxLagMs);

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('the server that answers a read', () => {
  it('is the primary when there is no replica, or none that answers', () => {
    expect(choiceOf().choose(undefined)).toBeUndefined();
    expect(choiceOf(aReplica(), aReplica()).choose(undefined)).toBeUndefined();
  });

  it('is the replica that has come furthest', () => {
    const [behind, ahead] = [aReplica(10n), aReplica(20n)];
    const choice = choiceOf(behind, ahead, aReplica());
    choice.primaryIsAt(10n);
    choice.primaryIsAt(20n);
    jest.advanceTimersByTime(500);

    expect([choice.choose(undefined), choice.choose(undefined)]).toEqual([ahead, ahead]);
  });

  it('is each of two replicas in turn that differ by less than two polls', () => {
    const [one, two] = [aReplica(20n), aReplica(10n)];
    const choice = choiceOf(one, aReplica(5n), two);
    for (const position of [5n, 10n]) choice.primaryIsAt(position);
    jest.advanceTimersByTime(300);
    choice.primaryIsAt(20n);
    jest.advanceTimersByTime(300);

    const chosen = Array.from({ length: 4 }, () => choice.choose(undefined));

    expect(chosen.map((replica) => (replica === one ? 'one' : replica === two ? 'two' : 'another'))).toEqual([
      ...['one', 'two', 'one', 'two'],
    ]);
  });

  it('has replayed what its caller wrote, to the byte; else it is the primary', () => {
    const replica = aReplica(10n);
    const choice = choiceOf(replica);

    expect(choice.choose(10n)).toBe(replica);
    expect(choice.choose(11n)).toBeUndefined();
  });
});

describe('a replica that lags', () => {
  it('is read from up to the limit, not beyond it, and again once it has caught up', () => {
    const replica = aReplica(10n);
    const choice = choiceOf(replica);
    choice.primaryIsAt(10n);
    choice.primaryIsAt(20n);

    jest.advanceTimersByTime(maxLagMs);
    expect(choice.choose(undefined)).toBe(replica);

    jest.advanceTimersByTime(1);
    expect(choice.choose(undefined)).toBeUndefined();
    expect(choice.lagMs(replica)).toBe(maxLagMs + 1);

    replica.replayed = 20n;
    expect(choice.choose(undefined)).toBe(replica);
    expect(choice.lagMs(replica)).toBe(0);
  });

  it('does not lag because nothing is written', () => {
    const replica = aReplica(10n);
    const choice = choiceOf(replica);
    for (let hour = 0; hour < 24; hour++) {
      choice.primaryIsAt(10n);
      jest.advanceTimersByTime(3_600_000);
    }

    expect(choice.choose(undefined)).toBe(replica);
  });

  it('lags by the time since the primary left its position, however busy the primary is', () => {
    const replica = aReplica(10n);
    const choice = choiceOf(replica);
    for (let lsn = 10n; lsn <= 60n; lsn += 10n) {
      choice.primaryIsAt(lsn);
      jest.advanceTimersByTime(200);
    }

    expect(choice.lagMs(replica)).toBe(1_000);
  });

  it('is never taken back because what it lacks was long ago', () => {
    const replica = aReplica(10n);
    const choice = choiceOf(replica);
    for (let lsn = 10n; lsn < 200n; lsn++) {
      choice.primaryIsAt(lsn);
      jest.advanceTimersByTime(200);
      if (lsn > 20n) expect(choice.choose(undefined)).toBeUndefined();
    }
  });

  it('is not read from by a process that has just started: how long it has lagged, nobody knows', () => {
    const replica = aReplica(10n);
    const choice = choiceOf(replica);
    choice.primaryIsAt(20n);
    choice.primaryIsAt(30n);

    expect(choice.choose(undefined)).toBeUndefined();

    replica.replayed = 20n;
    expect(choice.choose(undefined)).toBe(replica);
  });
});
