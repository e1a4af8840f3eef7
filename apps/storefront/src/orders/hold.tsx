'use client';

import { useEffect, useSyncExternalStore } from 'react';
import { useRouter } from 'next/navigation';

const minute = 60_000;
const halfMinute = minute / 2;

/** Until when an unpaid order's goods are set aside, by the clock on the buyer's wall. */
export function Hold({ until, locale }: { until: string; locale: string }) {
  const router = useRouter();
  const now = useNow();
  const end = new Date(until);
  const isOver = now !== null && end.getTime() <= now;
  // By then the shop has given it up, or been paid.
  useEffect(() => {
    if (isOver) router.refresh();
  }, [isOver, router]);

  // The server does not know where the buyer's clock stands: the first words are the same on both sides.
  if (now === null) return <p className="mt-4 text-soft">It is held for you for a short time.</p>;
  return (
    <p className="mt-4 text-soft">
      {!isOver ? (
        <>
          It is held for you until <time dateTime={until}>{clockTime(end, now, locale)}</time>,{' '}
          {timeLeft(end.getTime() - now)}.
        </>
      ) : (
        'The time to pay is over; others may buy it now.'
      )}
    </p>
  );
}

/** The time to the half minute; null on the server, and in the browser's first look at what the server wrote. */
const useNow = (): number | null => useSyncExternalStore(eachHalfMinute, thisHalfMinute, () => null);

function eachHalfMinute(onTick: () => void): () => void {
  const ticking = setInterval(onTick, halfMinute);
  return () => clearInterval(ticking);
}

const thisHalfMinute = (): number => Math.floor(Date.now() / halfMinute) * halfMinute;

function clockTime(end: Date, now: number, locale: string): string {
  const isToday = end.toDateString() === new Date(now).toDateString();
  return end.toLocaleString(locale, {
    ...(!isToday && { dateStyle: 'medium' }),
    timeStyle: 'short',
  });
}

/** In the largest unit that says something, and never more than there is. */
function timeLeft(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / minute);
  if (minutes < 1) return 'less than a minute more';
  if (minutes < 100) return minutes === 1 ? 'another minute' : `another ${minutes} minutes`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `another ${hours} hours` : `another ${Math.floor(hours / 24)} days`;
}
