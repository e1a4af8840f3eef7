'use client';

import { Trouble } from '../shell/trouble.tsx';
import './globals.css';

/** When not even the frame around the pages could be made: without the store, hence in the quiet look. */
export default function GlobalErrorPage({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en" data-look="gallery">
      <body>
        <title>That did not work</title>
        <main>
          <Trouble retry={retry} />
        </main>
      </body>
    </html>
  );
}
