'use client';

import { Trouble } from '../shell/trouble.tsx';

export default function ErrorPage({ retry }: { error: unknown; retry: () => void }) {
  return <Trouble retry={retry} />;
}
