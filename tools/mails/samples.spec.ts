import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { brandSample, germanBrandSample, type MailSample } from '@tradewind/stores';
import { root } from '../services/paths.ts';

const templates = globSync('libs/*/src/**/*.email.tsx', { cwd: root });

describe('the sample of', () => {
  it.each(templates)('%s can be looked at in both languages', async (template) => {
    const path = join(root, template.replace(/\.email\.tsx$/, '.sample.ts'));
    const { sample } = (await import(path)) as { sample: MailSample };
    const [english, german] = [await sample.mail(brandSample()), await sample.mail(germanBrandSample())];
    expect(english.subject).not.toBe(german.subject);
    expect(english.text).not.toBe(german.text);
    for (const { subject, html, text } of [english, german])
      expect(subject + html + text).not.toMatch(/undefined|\[object|NaN|Invalid Date/);
  });
});

describe('the list of mails in the documentation', () => {
  it('has all of them', async () => {
    const listed = await readFile(join(root, 'docs/mails.md'), 'utf8');
    for (const template of templates) {
      const name = basename(template, '.email.tsx').replaceAll('-', ' ');
      expect(listed).toMatch(new RegExp(`^\\| ${name}\\b`, 'm'));
    }
  });
});
