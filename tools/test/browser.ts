import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { mayRun } from '../services/account.ts';
import {
  canUnpackDebianPackages,
  unpackDebianPackage,
  unpackedPackage,
  type UnpackedPackage,
} from '../services/debian-package.ts';
import { onPath } from '../services/on-path.ts';
import { run } from '../services/run.ts';

const INSTALL_IT =
  'The browser tests need Chromium, and none was found. Run: npx playwright install --with-deps chromium ' +
  '(or, on Debian: apt-get install chromium).';

/**
 * Tells Playwright which browser to use: nothing when its own is installed;
 * else the machine's; else Debian's package, installed when we are root and
 * unpacked into our cache when we are not.
 */
export async function chromiumEnvironment(): Promise<Record<string, string>> {
  if (existsSync(chromium.executablePath())) return {};
  const path = installedChromium() ?? (await installAsRoot()) ?? (await unpack());
  if (path === undefined) throw new Error(INSTALL_IT);
  return { CHROMIUM_PATH: path };
}

/** Where a browser for the tests comes from, in words; undefined when from nowhere. */
export function chromiumSource(): string | undefined {
  const known = [chromium.executablePath()].find((path) => existsSync(path)) ?? installedChromium();
  if (known) return known;
  if (unpackedPackage('chromium')) return `Debian's package in ${unpackedPackage('chromium')?.folder}`;
  return canUnpackDebianPackages() ? "Debian's package, to be fetched by the first npm test" : undefined;
}

export { INSTALL_IT as installChromiumAdvice };

/** Ubuntu's "chromium-browser" may be a script that only says how to install it: it must run. */
function installedChromium(): string | undefined {
  const found = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map(onPath);
  return found.find((path) => path !== undefined && mayRun(path, undefined));
}

async function installAsRoot(): Promise<string | undefined> {
  if (process.getuid?.() !== 0 || !canUnpackDebianPackages()) return undefined;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { env });
  await run('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium'], { env });
  return installedChromium();
}

async function unpack(): Promise<string | undefined> {
  if (!canUnpackDebianPackages()) return undefined;
  const unpacked = unpackedPackage('chromium') ?? (await unpackDebianPackage('chromium', () => {}));
  const program = join(unpacked.folder, 'usr/lib/chromium/chromium');
  return existsSync(program) ? wrap(program, unpacked) : undefined;
}

/** Playwright starts one file; what that needs around it, the file brings itself. */
function wrap(program: string, { folder, env }: UnpackedPackage): string {
  const fonts = join(folder, 'fonts.conf');
  const wrapper = join(folder, 'chromium.sh');
  mkdirSync(join(folder, 'font-cache'), { recursive: true });
  writeFileSync(fonts, fontsConf(folder));
  writeFileSync(
    wrapper,
    `#!/bin/sh\nexport LD_LIBRARY_PATH='${env.LD_LIBRARY_PATH}' FONTCONFIG_FILE='${fonts}'\nexec '${program}' "$@"\n`,
    { mode: 0o755 },
  );
  return wrapper;
}

const fontsConf = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>${folder}/usr/share/fonts</dir>
  <cachedir>${folder}/font-cache</cachedir>
</fontconfig>
`;
