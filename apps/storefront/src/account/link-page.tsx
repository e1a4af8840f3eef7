import type { ReactNode } from 'react';

interface LinkPageProps {
  title: string;
  children: ReactNode;
}

/** The frame of the pages that mails about an account lead to. */
export function LinkPage({ title, children }: LinkPageProps) {
  return (
    <div className="shell max-w-lg pt-14">
      <h1 className="title">{title}</h1>
      {children}
    </div>
  );
}

/** For somebody who came without a token: mostly because their mail program has cut the link in two. */
export function LinkMissing({ children }: { children: ReactNode }) {
  return (
    <div className="mt-6 space-y-6 text-lg">
      <p className="text-soft">
        Part of the link is missing. Open it from the mail again, or copy all of it into the address bar.
      </p>
      <p>{children}</p>
    </div>
  );
}
