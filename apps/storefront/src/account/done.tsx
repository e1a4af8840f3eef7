import { useEffect, useRef, type ReactNode } from 'react';

/** Takes the place of a form that has done its work, and the focus with it: the button that had it is gone. */
export function Done({ words, children }: { words: string; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <div ref={place} role="status" tabIndex={-1} className="mt-6 space-y-8 outline-none">
      <p className="text-lg wrap-anywhere text-soft">{words}</p>
      <p>{children}</p>
    </div>
  );
}
