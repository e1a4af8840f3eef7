import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Journal, type JournalEntry, readJournal } from './journal.ts';

describe('the journal of promises', () => {
  const folder = mkdtempSync(join(tmpdir(), 'journal-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const seen = (n: number): JournalEntry => ({
    event: 'seen paid',
    storeId: '01a1fc13-73f9-73ac-a780-b1c0e5df3553',
    orderId: `01a1fc13-73f9-73ac-a780-${String(n).padStart(12, '0')}`,
  });

  it('has an entry on the disk when writing it returns, however many are written at once', async () => {
    const journal = new Journal(join(folder, 'new/run.jsonl'));
    await journal.write(seen(0));
    expect(await readJournal(journal.path)).toEqual([seen(0)]);

    const many = Array.from({ length: 100 }, (_, n) => seen(n + 1));
    await Promise.all(many.map((entry) => journal.write(entry)));
    expect(await readJournal(journal.path)).toEqual([seen(0), ...many]);
    await journal.close();
  });

  it('never writes into the journal of another run', async () => {
    const first = new Journal(join(folder, 'once.jsonl'));
    await first.write(seen(1));
    await expect(new Journal(first.path).write(seen(2))).rejects.toThrow(/EEXIST/);
    await first.close();
  });
});
