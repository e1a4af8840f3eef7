'use client';

import { useState } from 'react';
import { schemeOf, schemes, type Scheme } from './scheme.ts';

/** Light or dark. Kept in a cookie, so that the server already sends the page in it: no flash. */
export function SchemeChoice({ initial }: { initial: Scheme }) {
  const [scheme, setScheme] = useState(initial);

  function choose(choice: string) {
    const chosen = schemeOf(choice);
    setScheme(chosen);
    document.documentElement.dataset.scheme = chosen;
    document.cookie = `tw_scheme=${chosen}; path=/; max-age=31536000; samesite=lax`;
  }

  return (
    <label className="flex items-center gap-3">
      <span>Colours</span>
      <select
        className="input !min-h-10 !w-auto !py-1"
        value={scheme}
        onChange={(event) => choose(event.target.value)}
      >
        {Object.entries(schemes).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
