'use client';

import { useEffect, useRef, type ReactNode } from 'react';
import { usePathname } from 'next/navigation';

/** The categories on a phone. A `<details>`, so it opens before any script has run. */
export function CategoryMenu({ children }: { children: ReactNode }) {
  const menu = useRef<HTMLDetailsElement>(null);
  const pathname = usePathname();

  // The header outlives a navigation: the menu has done its work once the page changes.
  useEffect(() => menu.current?.removeAttribute('open'), [pathname]);

  function closeOnEscape(event: React.KeyboardEvent) {
    if (event.key !== 'Escape') return;
    menu.current?.removeAttribute('open');
    menu.current?.querySelector('summary')?.focus();
  }

  return (
    <details ref={menu} className="group lg:hidden" onKeyDown={closeOnEscape}>
      <summary className="flex list-none items-center p-3 [&::-webkit-details-marker]:hidden">
        <span className="sr-only">Menu</span>
        <svg
          width="22"
          height="22"
          viewBox="0 0 22 22"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
          aria-hidden="true"
        >
          <path className="group-open:hidden" d="M2 6h18M2 11h18M2 16h18" />
          <path className="hidden group-open:block" d="M4 4l14 14M18 4L4 18" />
        </svg>
      </summary>
      <div className="shell absolute inset-x-0 z-20 mt-3 border-y border-line bg-page py-3 shadow-xl">
        {children}
      </div>
    </details>
  );
}
