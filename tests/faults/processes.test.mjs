// Each process of Cairn is killed, by its own fault or from outside, while others work: the parent, the server, the reader
// of an import, each of them by a segmentation fault too. What else runs goes on, nothing acknowledged is lost, no core
// file is left. And each of them is confined as long as it lives, in every thread.
import assert from 'node:assert/strict';
import { execFile, execFileSync, spawn } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { nhsNumber, patient } from '../support/people.mjs';
import { childrenOf, statusOf, threadsOf } from '../support/processes.mjs';
import { openNetwork } from '../support/network.mjs';
import { CAIRN, cairn, freePort, removeFolder, startServer, temporaryFolder } from '../support/server.mjs';
import { auditRows, untilReady, Work } from '../support/work.mjs';

const THOROUGH = process.env.CAIRN_THOROUGH === '1', ROUNDS = THOROUGH ? 50 : 3, PEOPLE = 20_000;
let folder, network, work, rows, crowd;

before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder);
  work = new Work(network, folder);
  await work.begin();
  rows = await auditRows(network.data);
  crowd = path.join(folder, 'crowd.ndjson');
  writeFileSync(crowd, [...crowdOf(PEOPLE)].join('\n'));
});
after(async () => {
  await network?.close();
  removeFolder(folder);
});

function* crowdOf(n) {
  for (let made = 0, i = 500_000; made < n; i++)
    try {
      yield JSON.stringify(patient({ id: `p${i}`, family: `Crowd${i}`, given: 'Cara', born: '1950-02-03',
        number: nhsNumber(`999${i}`), postcode: 'LS1 4AP', practice: network.MILL }));
      made++;
    } catch {
      continue;
    }
}
// A program that is made to believe that its kernel, or a container around it, lacks something.
const lacking = (what) => {
  const shim = path.join(folder, `${what}.so`), source = path.join(import.meta.dirname, 'lacking.c');
  execFileSync(process.env.CC_FOR_TESTS || 'cc', ['-shared', '-fPIC', '-O1', '-o', shim, source]);
  return { ...process.env, LD_PRELOAD: shim, CAIRN_LACKS: what };
};

for (const [how, what] of [['', 'nothing'], [', also where a container refuses close_range', 'close_range']]) {
  test(`what whoever starts it had open is closed, in the parent and in the server${how}`, async () => {
    const file = path.join(folder, 'forgotten'), data = path.join(folder, `inherits-${what}`), port = await freePort();
    writeFileSync(file, 'a secret');
    assert.equal((await cairn('init', '--data', data, '--pcn', 'Quayside Invented PCN', '--admin', 'first@example.nhs.uk')).code, 0);
    const child = spawn('sh', ['-c', 'exec 7<"$1"; shift; exec "$@"', 'sh', file, CAIRN, 'serve', '--data', data, '--listen', `127.0.0.1:${port}`],
      { stdio: ['ignore', 'ignore', 'pipe'], env: lacking(what) });
    let log = '';
    child.stderr.on('data', (part) => { log += part; });
    const ended = new Promise((done) => child.once('exit', done));
    try {
      await untilReady(`http://127.0.0.1:${port}`);
      for (const pid of [child.pid, ...childrenOf(child.pid)]) {
        const open = readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));
        assert.ok(!open.some((at) => at.includes('forgotten')), `${pid}: ${open}`);
      }
      assert.doesNotMatch(log, /descriptors_kept/, 'nobody is warned of what has been dealt with');
    } finally {
      child.kill('SIGTERM');
      await ended;
    }
  });
}

const server = () => childrenOf(network.server.pid)[0];
async function until(found, what) {
  for (let i = 0; i < 2000; i++, await delay(2)) {
    const value = found();
    if (value) return value;
  }
  throw new Error(`${what} did not come`);
}
const noCores = () => assert.deepEqual(
  [network.data, folder, process.cwd()].flatMap((where) => readdirSync(where).filter((name) => /^core(\.|$)/.test(name))), []);

function startImport() {
  const child = execFile(CAIRN, ['import', 'fhir', '--data', network.data, '--json', crowd], { maxBuffer: 64 << 20 });
  child.text = '';
  child.stdout.on('data', (part) => { child.text += part; });
  child.ended = new Promise((done) => child.once('exit', (code, signal) => done({ code, signal })));
  return child;
}
const end = (pid) => until(() => {
  try {
    return statusOf(pid).State.startsWith('Z');
  } catch {
    return true;
  }
}, 'the end of a process');
const readerOf = (pid) => until(() => {
  try {
    return childrenOf(pid)[0];
  } catch {
    return null;
  }
}, 'the reader');

test('the parent, and every thread of the server, is confined, can gain nothing and leaves no core', async (t) => {
  const all = [network.server.pid, ...childrenOf(network.server.pid)];
  assert.equal(all.length, 2);
  for (const pid of all) {
    for (const thread of threadsOf(pid)) {
      const status = statusOf(pid, thread);
      assert.deepEqual([status.Seccomp, status.NoNewPrivs], ['2', '1'], `${status.Name} of ${pid}`);
    }
    assert.match(readFileSync(`/proc/${pid}/limits`, 'utf8'), /Max core file size\s+0\s+0/);
  }
  const filters = threadsOf(server()).map((thread) => statusOf(server(), thread).Seccomp_filters);
  assert.ok(filters.every((n) => n === '3'), 'the parent’s, the start’s, and the narrow one');
  t.diagnostic(`${filters.length} threads of the server`);
});

test('the reader of an import is confined while it reads', async () => {
  const child = startImport();
  const reader = await readerOf(child.pid);
  const status = await until(() => {
    const now = statusOf(reader);
    return now.Seccomp === '2' && now;
  }, 'its sandbox');
  assert.equal(status.NoNewPrivs, '1');
  process.kill(reader, 'SIGKILL');
  await child.ended;
});

for (const signal of ['SIGKILL', 'SIGSEGV']) {
  test(`the reader of an import ends by ${signal}: the server goes on, and the import can be run again`, async () => {
    const before = server();
    for (let i = 0; i < ROUNDS; i++) {
      const child = startImport();
      const reader = await readerOf(child.pid);
      await delay(20 + Math.random() * 60);
      try {
        process.kill(reader, signal);
      } catch {
        continue; // it had read everything
      }
      await work.contact();
      const { code } = await child.ended;
      assert.ok(code === 1 || code === 3, `status ${code}: ${child.text}`);
    }
    assert.equal(server(), before, 'the server is the same');
    await work.check(rows);
    noCores();
  });

  test(`the server ends by ${signal} under load: its parent starts it again within two seconds`, async (t) => {
    let slowest = 0;
    for (let i = 0; i < ROUNDS; i++) {
      const before = server(), asked = [work.contact(), work.page(work.form.person), work.contact()];
      await delay(Math.random() * 20);
      process.kill(before, signal);
      const from = Date.now();
      await until(() => childrenOf(network.server.pid)[0] !== before && childrenOf(network.server.pid)[0], 'a new server');
      await untilReady(work.url);
      slowest = Math.max(slowest, Date.now() - from);
      await Promise.all(asked);
    }
    assert.ok(slowest <= 2000, `it took ${slowest} ms`);
    t.diagnostic(`slowest: ${slowest} ms until it answered again`);
    await work.check(rows);
    noCores();
  });

  test(`the parent ends by ${signal}: the server ends in order too, and the next start finds everything`, async () => {
    for (let i = 0; i < ROUNDS; i++) {
      const orphan = server(), parent = network.server;
      await work.contact();
      process.kill(parent.pid, signal);
      await end(orphan);
      network.server = await startServer({ data: network.data, port: parent.port });
    }
    await work.check(rows);
    noCores();
  });
}

test('between starts that fail it waits a little longer each time, and never longer than a second', async () => {
  const log = () => readFileSync(network.server.log, 'utf8').split('\n').filter((line) => line.includes('"server.died"')).map((line) => JSON.parse(line));
  const before = log().length;
  for (let i = 0; i < 6; i++) {
    process.kill(server(), 'SIGKILL');
    await untilReady(work.url).catch(() => {});
    await until(() => childrenOf(network.server.pid)[0], 'a new server');
  }
  const waits = log().slice(before).map((line) => line.restart_ms);
  assert.ok(waits.every((ms) => ms >= 100 && ms <= 1000) && waits.at(-1) > waits[0], waits.join(', '));
  assert.equal((await cairn('check', '--data', network.data)).code, 0);
});

// ---- from inside the running processes ----

// Injects system calls into a process of the release build, as a debugger could: what comes back is what an intruder's
// own code would get there.
test('code that runs inside the running server gets nowhere, and inside the parent neither', async (t) => {
  if (process.arch !== 'x64') return t.diagnostic('the injector knows x86-64 only; not proven here');
  const inject = path.join(folder, 'inject');
  execFileSync('cc', ['-o', inject, path.join(import.meta.dirname, 'inject.c')]);
  const tried = (pid, what) => execFileSync(inject, [String(pid), what, path.join(folder, 'outside')], { encoding: 'utf8' }).trim();
  writeFileSync(path.join(folder, 'outside'), 'not yours');
  try {
    tried(network.server.pid, 'getpid');
  } catch {
    t.diagnostic('this machine lets nobody trace; not proven here');
    return console.error('injected calls: this machine lets nobody trace; not proven here');
  }
  assert.match(tried(server(), 'getpid'), /^allowed/);
  const told = [];
  for (const what of ['read-outside', 'write-outside', 'execute', 'fork', 'internet-socket', 'local-socket', 'connect', 'trace', 'mount', 'kill', 'memory']) {
    for (const who of ['server', 'parent']) {
      if (who === 'parent' && ['fork', 'internet-socket', 'local-socket', 'memory'].includes(what)) continue; // what it starts needs them
      const orphan = server(), answer = tried(who === 'server' ? orphan : network.server.pid, what);
      assert.match(answer, /^(refused|killed)/, `${who}: ${what}: ${answer}`);
      told.push(`${who} ${what}: ${answer}`);
      if (answer.startsWith('killed')) await end(orphan);
      if (who === 'parent' && answer.startsWith('killed'))
        network.server = await startServer({ data: network.data, port: network.server.port });
      await untilReady(work.url);
    }
  }
  t.diagnostic(told.join('; '));
  await work.check(rows);
});

test('where the kernel cannot hold files to their folder, `cairn check` says so, and only there', () => {
  const check = (what) => JSON.parse(execFileSync(CAIRN, ['check', '--data', network.data, '--json'],
    { encoding: 'utf8', env: lacking(what) }));
  const without = check('landlock');
  assert.match(without.advice.join('\n'), /no Landlock/);
  assert.equal(without.whole, true);
  const opened = readFileSync(network.server.log, 'utf8').includes('sandbox.files_open');
  assert.equal(/no Landlock/.test(check('nothing').advice.join('\n')), opened, 'as the server itself found');
});
