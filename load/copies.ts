import { z } from 'zod';
import type { Finding } from './audit/finding.ts';

const Arrivals = z.object({ messages: z.number(), copies: z.number() });
type Arrivals = z.infer<typeof Arrivals>;

/** What has arrived in the mailbox until now, and how much of it twice; undefined without a mailbox of ours. */
export async function arrivalsNow(mailboxUrl: string | undefined): Promise<Arrivals | undefined> {
  if (mailboxUrl === undefined) return undefined;
  const answer = await fetch(new URL('/api/arrivals', mailboxUrl), { signal: AbortSignal.timeout(5_000) });
  return Arrivals.parse(await answer.json());
}

/** A worker that dies or stands still between the mail server's yes and its own note leaves a mail that is sent again. */
export function noMoreCopiesThan(occasions: number, before: Arrivals, after: Arrivals): Finding {
  const copies = after.copies - before.copies;
  return {
    id: 'Q3',
    name: 'no more mails came twice than workers died or stood still',
    broken: Math.max(0, copies - occasions),
    examples: [],
    note: `${copies} of ${after.messages - before.messages} mails, ${occasions} occasions`,
  };
}
