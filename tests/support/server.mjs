// A running Cairn for tests: invented networks in temporary folders, and servers on free ports.
//
// makeDemo() lays a network once; copyData() gives a test its own copy in milliseconds; startServer() answers when
// /healthz does. Every server is stopped by its own process id, and stop() says how it ended. CAIRN_BIN chooses the
// program, build/cairn otherwise. Where a PostgreSQL runs for the tests (script/lib/postgres.sh run ...) every new
// installation gets a database of its own there, and a copy of it a copy of that.
import { execFile, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, openSync, readFileSync, closeSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { copyDatabase, newDatabase, onPostgres } from './postgres.mjs';

export const CAIRN = path.resolve(process.env.CAIRN_BIN || path.join(import.meta.dirname ?? '.', '../../build/cairn'));
const READY_WITHIN_MS = 20_000, STOPPED_WITHIN_MS = 20_000;

// The development build, with its sanitizers and its hooks for faults.
export const CAIRN_DEV = path.resolve(process.env.CAIRN_DEV_BIN || path.join(import.meta.dirname ?? '.', '../../build-dev/cairn'));

export function temporaryFolder() {
  return mkdtempSync(path.join(tmpdir(), 'cairn-test-'));
}

export const removeFolder = (folder) => rmSync(folder, { recursive: true, force: true });

// Runs the program to its end; resolves to {code, stdout, stderr} whatever the code.
export async function cairn(...args) {
  const where = onPostgres && ['init', 'demo'].includes(args[0]) && !args.includes('--database') ? newDatabase() : [];
  try {
    const { stdout, stderr } = await promisify(execFile)(CAIRN, [...args, ...where], { timeout: 120_000, maxBuffer: 64 << 20 });
    return { code: 0, stdout, stderr };
  } catch (error) {
    return { code: error.code ?? null, signal: error.signal, stdout: error.stdout ?? '', stderr: error.stderr ?? String(error) };
  }
}

// An invented network in folder/data, its accounts in folder/accounts.json.
export async function makeDemo(folder, { people = 300, seed = 1, more = [] } = {}) {
  const data = path.join(folder, 'data'), accounts = path.join(folder, 'accounts.json');
  const made = await cairn('demo', '--data', data, '--people', String(people), '--seed', String(seed), '--accounts', accounts, ...more);
  if (made.code !== 0) throw new Error(`cairn demo failed (${made.code ?? made.signal}): ${made.stderr}`);
  return { data, accounts, accountList: () => JSON.parse(readFileSync(accounts, 'utf8')) };
}

export function copyData(from, to) {
  cpSync(from, to, { recursive: true });
  copyDatabase(to);
  return to;
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function untilReady(url, child, log) {
  for (const end = Date.now() + READY_WITHIN_MS; Date.now() < end; await delay(20)) {
    if (child.exitCode !== null || child.signalCode) break;
    const answer = await fetch(`${url}/healthz`).catch(() => null);
    if (answer?.status === 200) return;
  }
  throw new Error(`the server did not become ready at ${url}:\n${readFileSync(log, 'utf8').slice(-4000)}`);
}

// { url, port, pid, log (path), running(), stop() -> {code, signal}, kill() -> the same after SIGKILL }
export async function startServer({ data, log = `${data}.log`, args = [], port, env = {}, program = CAIRN }) {
  const chosen = port ?? await freePort(), url = `http://127.0.0.1:${chosen}`;
  const out = openSync(log, 'a');
  const child = spawn(program, ['serve', '--data', data, '--listen', `127.0.0.1:${chosen}`, ...args],
    { stdio: ['ignore', out, out], env: { ...process.env, ...env } });
  closeSync(out);
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, error }));
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  const end = async (signal) => {
    child.kill(signal);
    const late = delay(STOPPED_WITHIN_MS, null, { ref: false }).then(() => {
      child.kill('SIGKILL');
      return { code: null, signal: 'late' };
    });
    return Promise.race([ended, late]);
  };
  const server = { url, port: chosen, pid: child.pid, log, running: () => child.exitCode === null && !child.signalCode,
    stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
  try {
    await untilReady(url, child, log);
  } catch (error) {
    await server.kill();
    throw error;
  }
  return server;
}
