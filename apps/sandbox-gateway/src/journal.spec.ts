import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Journal } from './journal.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journal-'));
});
afterEach(() => rm(folder, { recursive: true }));

const file = () => join(folder, 'ledger.jsonl');

async function entriesOf(journal: Journal): Promise<unknown[]> {
  const entries: unknown[] = [];
  for await (const entry of journal.read()) entries.push(entry);
  return entries;
}

async function aJournal(...entries: unknown[]): Promise<Journal> {
  const journal = new Journal(folder);
  await entriesOf(journal);
  await journal.begin(entries);
  return journal;
}

describe('the journal', () => {
  it('has on file what was flushed, without being closed', async () => {
    const journal = await aJournal();
    for (let entry = 0; entry < 1_000; entry += 1) journal.append(entry);
    await journal.flushed();
    expect((await readFile(file(), 'utf8')).trim().split('\n')).toHaveLength(1_000);
    await journal.close();
  });

  it('keeps the order of appends that arrive while it writes', async () => {
    const journal = await aJournal();
    const waits: Promise<void>[] = [];
    for (let entry = 0; entry < 50; entry += 1) {
      journal.append(entry);
      waits.push(journal.flushed());
      if (entry % 7 === 0) await journal.flushed();
    }
    await Promise.all(waits);
    await journal.close();
    expect(await entriesOf(new Journal(folder))).toEqual(Array.from({ length: 50 }, (_, entry) => entry));
  });

  it('skips a line that a crash has torn', async () => {
    await (await aJournal('first')).close();
    await appendFile(file(), '["payment",{"id":"pi_to');
    expect(await entriesOf(new Journal(folder))).toEqual(['first']);
  });

  it('begins anew with the present state only', async () => {
    await (await aJournal('old', 'older')).close();
    await (await aJournal('present')).close();
    expect(await entriesOf(new Journal(folder))).toEqual(['present']);
  });

  it('keeps nothing without a folder', async () => {
    const journal = new Journal(undefined);
    await journal.begin([]);
    journal.append('forgotten');
    await journal.flushed();
    expect(await entriesOf(journal)).toEqual([]);
  });
});
