// A disk that fails: the nth write or flush of the server gives an error, a file system is full or can't be written, the
// database is locked by somebody else. Nothing acknowledged is lost, and service comes back when the disk does.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { EIO, ENOSPC, EROFS, Faults } from '../support/faulty.mjs';
import { textOf } from '../support/html.mjs';
import { childrenOf } from '../support/processes.mjs';
import { openNetwork, PASSWORD } from '../support/network.mjs';
import { removeFolder, startServer, temporaryFolder } from '../support/server.mjs';
import { auditRows, untilReady, Work } from '../support/work.mjs';

const THOROUGH = process.env.CAIRN_THOROUGH === '1', POINTS_IN_CI = 6, MANY = 1_000_000;
let folder, network, faults, work, rows;

before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder, { env: (data) => (faults = new Faults(data)).env });
  work = new Work(network, folder);
  await work.begin();
  rows = await auditRows(network.data);
});
after(async () => {
  await network?.close();
  faults?.close();
  removeFolder(folder);
});

const logged = (event) => readFileSync(network.server.log, 'utf8').split('\n').filter((line) => line.includes(`"${event}"`));

async function sweep(kind, error) {
  faults.arm(kind, MANY);
  await work.list({ withImport: false });
  const all = MANY - faults.left(kind), stride = THOROUGH ? 1 : Math.max(1, Math.floor(all / POINTS_IN_CI));
  assert.ok(all > 0, `no ${kind} was seen`);
  let n = 1, failed = 0;
  for (; ; n += stride) {
    faults.arm(kind, n, { error });
    await work.list({ withImport: false });
    const clean = faults.left(kind) > 0;
    faults.disarm(kind);
    await untilReady(work.url);
    if (clean) return `${all} in a run; ${failed} failed in turn; first clean run at n = ${n}`;
    assert.ok(n < all * 20 + 100, 'no run was clean');
    failed++;
  }
}

test('the nth write fails with an error of the device', async (t) => {
  t.diagnostic(await sweep('write', EIO));
  await work.check(rows);
});

test('the nth write fails since there is no space', async (t) => {
  t.diagnostic(await sweep('write', ENOSPC));
  await work.check(rows);
});

test('a flush that fails stops the server, and its parent starts it again: it never goes on', async (t) => {
  const before = logged('server.died').length;
  faults.arm('flush', 1, { error: EIO });
  const answer = await work.visitor.get(work.form.person).catch(() => null);
  assert.notEqual(answer?.status, 200, 'a page left although its row is not durable');
  await untilReady(work.url);
  assert.equal(faults.left('flush'), 0);
  const died = logged('server.died').slice(before);
  assert.equal(died.length, 1, died.join('\n'));
  assert.equal(JSON.parse(died[0]).status >> 8, 75);
  t.diagnostic(await sweep('flush', EIO));
  await work.check(rows);
});

test('while nothing at all can be written no page of a person is shown, and it works again when the disk does', async (t) => {
  faults.arm('write', 1, { error: EROFS, many: 1_000_000 });
  const seen = {};
  for (let i = 0; i < 10; i++) {
    const status = (await work.visitor.get(work.form.person).catch(() => null))?.status ?? 'none';
    seen[status] = (seen[status] ?? 0) + 1;
    await delay(50);
  }
  faults.disarm('write');
  assert.equal(seen[200], undefined, 'a page was shown that could not be audited');
  await untilReady(work.url);
  assert.equal((await work.visitor.get(work.form.person)).status, 200);
  t.diagnostic(`meanwhile: ${JSON.stringify(seen)}`);
  await work.check(rows);
});

test('what could not be saved comes back on a page that can send it again, and no secret with it', async () => {
  const { visitor } = work, where = `${work.form.person}/edit`, WORDS = 'Only "after" four <o’clock>\nand never on Mondays';
  const form = await visitor.get(where), fields = { communication_note: WORDS, named_gp: 'Dr Full Disk' };
  faults.arm('write', 1, { error: ENOSPC, many: MANY });
  const refused = await visitor.send(form, where, fields);
  faults.disarm('write');
  assert.equal(refused.status, 503);
  assert.match(textOf(refused.text), /This is not saved yet .*no room left.*What you typed Only "after" four <o’clock> and never on Mondays Try again/s);
  assert.doesNotMatch(refused.text, /Faulty<|Mill Row Surgery/, 'nothing is shown that could not be audited');
  const again = await visitor.send(refused, where);
  assert.match(again.headers.location ?? String(again.status), /\/details\?done=saved/);
  const details = textOf((await visitor.follow(again)).text);
  for (const words of ['Only "after" four', 'never on Mondays', 'Dr Full Disk']) assert.ok(details.includes(words), words);
});

test('a password that could not be saved is echoed nowhere', async () => {
  const { visitor } = work, where = '/account/password', secret = 'wholly new words 4711';
  const form = await visitor.get('/account');
  assert.equal(form.status, 200);
  faults.arm('write', 1, { error: ENOSPC, many: MANY });
  const refused = await visitor.send(form, where, { present: PASSWORD, password: secret });
  faults.disarm('write');
  assert.equal(refused.status, 503);
  assert.match(refused.text, /This is not saved yet/);
  for (const word of [PASSWORD, secret]) assert.ok(!refused.text.includes(word), 'a secret came back');
});

// ---- a file system of our own, small ----

const isMounted = (place) => execFileSync('mount', { encoding: 'utf8' }).includes(` ${place} `);
function mount(place, ...args) {
  mkdirSync(place, { recursive: true });
  try {
    execFileSync('mount', [...args, place], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}
function notHere(t, what) {
  t.diagnostic(`${what}: NOT PROVEN HERE, this machine lets us mount nothing`);
  console.error(`${what}: not proven here, this machine lets us mount nothing`);
}

// The network moves onto the small disk, with everybody's sessions.
async function moveTo(place) {
  await network.server.stop();
  cpSync(network.data, place, { recursive: true });
  const server = await startServer({ data: place, log: path.join(folder, 'small.log'), port: network.server.port });
  return { server, back: async () => {
    await server.stop();
    execFileSync('umount', [place]);
    network.server = await startServer({ data: network.data, port: network.server.port, env: faults.env });
  } };
}

test('on a full disk writes are refused in plain words, and it works again when there is space', async (t) => {
  const place = path.join(folder, 'small'), ballast = path.join(place, 'ballast');
  if (!mount(place, '-t', 'tmpfs', '-o', 'size=24m', 'none')) return notHere(t, 'a full disk');
  const { server, back } = await moveTo(place);
  try {
    const { bavail, bsize } = statfsSync(place);
    writeFileSync(ballast, Buffer.alloc(bavail * bsize));
    const seen = {};
    for (let i = 0; i < 30; i++) {
      const page = await work.visitor.get(work.form.person).catch(() => null);
      seen[page?.status ?? 'none'] = (seen[page?.status ?? 'none'] ?? 0) + 1;
      if (page && page.status !== 200) assert.match(page.text, /<h1[\s\S]*<\/html>/, 'a plain page');
      if (page) assert.ok([200, 503, 507].includes(page.status), String(page.status));
      await work.contact();
    }
    assert.ok(seen[503] || seen[507], `the disk was full, and yet: ${JSON.stringify(seen)}`);
    const pid = server.pid;
    rmSync(ballast);
    await delay(100);
    await untilReady(work.url);
    const again = await work.visitor.get(work.form.person);
    assert.equal(again.status, 200, 'there is space again');
    assert.equal(server.pid, pid);
    const died = existsSync(server.log) && /server\.died/.test(readFileSync(server.log, 'utf8'));
    assert.ok(!died, 'a full disk stopped the server');
    t.diagnostic(`while full: ${JSON.stringify(seen)}`);
    const { stdout } = await new Promise((done) => { execFile(process.env.CAIRN_BIN || 'build/cairn', ['audit', 'verify', '--data', place],
      (error, stdout, stderr) => done({ stdout: error ? stderr : stdout })); });
    t.diagnostic(stdout.trim());
    for (const { note, person } of work.acknowledged.filter((one) => one.person === work.form.person))
      assert.ok((await work.notesOf(person)).includes(note), `${note} is gone`);
  } finally {
    work.acknowledged = work.acknowledged.filter((one) => one.person !== work.form.person);
    work.people = work.people.filter((one) => one !== work.form.person);
    await back();
    await work.begin();
    assert.ok(!isMounted(place));
  }
});

test('on a disk that became read-only nothing is written, nothing shown that could not be audited, nothing crashes', async (t) => {
  const place = path.join(folder, 'readonly');
  if (!mount(place, '-t', 'tmpfs', '-o', 'size=64m', 'none')) return notHere(t, 'a read-only disk');
  // Files that are open for writing stop a file system from becoming read-only, except by its administrator's force.
  const { server, back } = await moveTo(place);
  try {
    await server.stop();
    execFileSync('mount', ['-o', 'remount,ro', place]);
    await assert.rejects(startServer({ data: place, log: path.join(folder, 'readonly.log') }), /did not become ready/);
    const log = readFileSync(path.join(folder, 'readonly.log'), 'utf8');
    assert.match(log, /could not be opened/);
    assert.doesNotMatch(log, /"bug"/);
  } finally {
    await back();
    assert.ok(!isMounted(place));
  }
});

test('whoever comes while the data can’t be opened is told so, calmly, and it goes on by itself', async (t) => {
  const place = path.join(folder, 'gone'), url = network.server.url;
  if (!mount(place, '-t', 'tmpfs', '-o', 'size=64m', 'none')) return notHere(t, 'waiting for a disk');
  const { server, back } = await moveTo(place);
  try {
    const [child] = childrenOf(server.pid);
    process.kill(server.pid, 'SIGSTOP'); // so that the disk is another one before the parent can start the next
    process.kill(child, 'SIGKILL');
    // It is gone when the kernel has closed what each of its threads had open.
    for (let i = 0; i < 500 && !mount(place, '-o', 'remount,ro'); i++) await delay(10);
    process.kill(server.pid, 'SIGCONT');
    let page = null;
    for (let i = 0; i < 200 && !page; i++, await delay(50)) page = await work.visitor.get(work.form.person).catch(() => null);
    assert.equal(page?.status, 503);
    assert.match(textOf(page.text), /Cairn can’t do that just now .*Nothing was saved/s);
    assert.match(page.headers['content-security-policy'] ?? '', /default-src/);
    assert.doesNotMatch(page.text, /Faulty/);
    const health = await fetch(`${url}/healthz`);
    assert.equal(health.status, 503);
    assert.match(await health.text(), /can only be read/);
    const asset = /href="(\/assets\/[^"]+\.css)"/.exec(page.text)[1];
    assert.equal((await fetch(url + asset)).status, 200, 'the page has its style');
    assert.equal((await work.visitor.post(`${work.form.person}/edit`, [['family_name', 'Nobody']])).status, 503);
    execFileSync('mount', ['-o', 'remount,rw', place]);
    await untilReady(url);
    assert.equal((await work.visitor.get(work.form.person)).status, 200);
    assert.equal(readFileSync(path.join(folder, 'small.log'), 'utf8').split('server.died').length - 1, 1, 'it was not started again and again');
  } finally {
    await back();
    assert.ok(!isMounted(place));
  }
});

// ---- somebody else has the lock ----

async function lockedFor(ms) {
  const program = path.join(folder, 'lock');
  if (!existsSync(program)) execFileSync('cc', ['-o', program, path.join(import.meta.dirname, 'lock.c'), '-lsqlite3']);
  const child = execFile(program, [path.join(network.data, 'cairn.db'), String(ms)]);
  await new Promise((done) => child.stdout.once('data', done));
  const from = Date.now(), answer = await work.visitor.get(work.form.person), took = Date.now() - from;
  const ended = child.exitCode ?? await new Promise((done) => child.once('exit', done));
  assert.equal(ended, 0);
  return { answer, took };
}

test('a lock that another program holds is waited for', async () => {
  for (const ms of [100, 1000, ...(THOROUGH ? [2000, 4000] : [])]) {
    const { answer, took } = await lockedFor(ms);
    assert.equal(answer.status, 200, `locked for ${ms} ms`);
    assert.ok(took >= ms / 2, `waited ${took} of ${ms} ms`);
  }
});

test('after five seconds the answer is 503 and says when to try again; nothing is lost', async () => {
  const { answer, took } = await lockedFor(6500);
  assert.equal(answer.status, 503);
  assert.match(answer.headers['retry-after'] ?? '', /^\d+$/);
  assert.ok(took >= 4000 && took < 6500, `answered after ${took} ms`);
  await work.contact();
  assert.ok(work.acknowledged.length > 0);
  await work.check(rows);
});
