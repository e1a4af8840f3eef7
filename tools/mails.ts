/**
 * `npm run mails`: renders every e-mail with made-up content, in both languages and for each demo store, to files that
 * a browser shows. Needs no service and no build.
 */
import { globSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { MailSample } from '@tradewind/stores';
import { compileOnImport } from './mails/compile-on-import.ts';
import { indexPage, type Preview } from './mails/index-page.ts';
import { withPictures } from './mails/pictures.ts';
import { previewBrands } from './mails/preview-brands.ts';
import { generateClient } from './services/generate-client.ts';
import { dataDir, root } from './services/paths.ts';
import { bold } from './services/steps.ts';

const folder = join(dataDir, 'mails');

await generateClient();
compileOnImport();
const brands = await previewBrands();
await rm(folder, { recursive: true, force: true });

const previews: Preview[] = [];
for (const template of globSync('libs/*/src/**/*.email.tsx', { cwd: root }).toSorted()) {
  const name = basename(template, '.email.tsx');
  const path = join(root, template.replace(/\.email\.tsx$/, '.sample.ts'));
  const { sample } = (await import(pathToFileURL(path).href)) as { sample: MailSample };
  for (const { slug, brand } of brands) {
    const { subject, html, text } = await sample.mail(brand);
    await mkdir(join(folder, slug), { recursive: true });
    await writeFile(join(folder, slug, `${name}.html`), await withPictures(html, folder));
    await writeFile(join(folder, slug, `${name}.txt`), `Subject: ${subject}\n\n${text}\n`);
    previews.push({ name, when: sample.when, slug, subject });
  }
}
await writeFile(join(folder, 'index.html'), indexPage(previews));
console.log(`\n  ${previews.length} mails: ${bold(pathToFileURL(join(folder, 'index.html')).href)}\n`);
