import type { ReactNode } from 'react';
import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import { Footer } from '../shell/footer.tsx';
import { Header } from '../shell/header.tsx';
import { iconOf, lookOf } from '../shell/look.ts';
import { schemeOf } from '../shell/scheme.ts';
import { findCategories, findStore } from '../shell/store.ts';
import './globals.css';

export async function generateMetadata(): Promise<Metadata> {
  const store = await findStore();
  const name = store?.name ?? 'No shop here';
  return {
    title: { default: store ? `${name} · ${store.tagline}` : name, template: `%s · ${name}` },
    description: store?.tagline,
    icons: { icon: iconOf(lookOf(store)) },
    formatDetection: { telephone: false },
  };
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [store, categories, jar] = await Promise.all([findStore(), findCategories(), cookies()]);
  const scheme = schemeOf(jar.get('tw_scheme')?.value);
  return (
    <html
      lang={store?.locale.startsWith('en') ? store.locale : 'en'}
      data-look={lookOf(store)}
      data-scheme={scheme}
    >
      <body className="flex min-h-dvh flex-col">
        <a
          href="#content"
          className="sr-only z-30 bg-page p-3 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
        >
          Skip to the content
        </a>
        {store && <Header store={store} categories={categories} />}
        <main id="content" tabIndex={-1} className="flex-1 outline-none">
          {children}
        </main>
        {store && <Footer store={store} scheme={scheme} />}
      </body>
    </html>
  );
}
