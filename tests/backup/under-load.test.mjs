// A backup while contacts are recorded: what is restored is, for each writer, the beginning of what was acknowledged and
// nothing else; it holds all that was acknowledged before the backup began; and it serves.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { changed, formTo, linksOf } from '../support/html.mjs';
import { addPerson, openNetwork } from '../support/network.mjs';
import { cairn, removeFolder, startServer, temporaryFolder } from '../support/server.mjs';
import { must, restore } from './support.mjs';

// Each writer takes its time, as people do.
const WRITERS = 8, BEFORE_MS = 500, PAUSE_MS = 8, NEVER_BLOCKED_MS = 200;
let folder, network, key, writers, made;
before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder);
  key = path.join(folder, 'private.key');
  await must('backup-key', '--data', network.data, '--private', key);
});
after(async () => {
  await network?.close();
  removeFolder(folder);
});

async function newWriter(number) {
  const visitor = network.as('care-coordinator');
  const person = await addPerson(visitor, { given_names: `Kit ${number}`, family_name: 'Backed-Up' });
  return { number, person, sent: 0, acknowledged: 0, ...formTo((await visitor.get(`${person}/contacts/new`)).text, `${person}/contacts/new`) };
}

// One after the other, so what was sent is at most one more than what was acknowledged.
async function writeUntil(stopped, w) {
  const visitor = network.as('care-coordinator');
  while (!stopped.now) {
    const note = `w${w.number}-${++w.sent}-end`;
    const answer = await visitor.post(w.action, changed(w.fields, { note, nonce: crypto.randomUUID() }));
    assert.equal(answer.status, 303, `a contact was answered ${answer.status}`);
    w.acknowledged = w.sent;
    await delay(PAUSE_MS);
  }
}

async function notesOf(visitor, person) {
  const found = new Set();
  for (let address = `${person}/timeline`, pages = 0; address && pages < 500; pages++) {
    const { text } = await visitor.get(address);
    for (const [, n] of text.matchAll(/w\d+-(\d+)-end/g)) found.add(Number(n));
    address = linksOf(text).find((link) => link.text === 'Older')?.href;
  }
  return found;
}

test('a backup is made while everybody writes, and never holds the writer for long', async () => {
  writers = [];
  for (let i = 0; i < WRITERS; i++) writers.push(await newWriter(i));
  const stopped = { now: false }, running = writers.map((w) => writeUntil(stopped, w));
  await delay(BEFORE_MS);
  for (const w of writers) w.before = w.acknowledged;
  made = JSON.parse(await must('backup', '--data', network.data, '--json', path.join(folder, 'loaded.backup')));
  for (const w of writers) w.after = w.sent;
  await delay(200);
  stopped.now = true;
  await Promise.all(running);
  assert.ok(made.longest_step_us < NEVER_BLOCKED_MS * 1000, `${made.longest_step_us} us`);
  for (const w of writers) assert.ok(w.before > 0 && w.acknowledged > w.after, 'each wrote before, meanwhile and after');
});

test('what is restored is the beginning of what was acknowledged, and serves', async () => {
  const to = path.join(folder, 'restored');
  const done = await restore(path.join(folder, 'loaded.backup'), key, to);
  assert.equal(done.code, 0, done.stderr);
  const server = await startServer({ data: to });
  const visitor = network.as('care-coordinator'), before = visitor.url;
  visitor.url = server.url;
  try {
    for (const w of writers) {
      const found = await notesOf(visitor, w.person);
      const n = Math.max(0, ...found);
      assert.equal(found.size, n, 'no contact is missing before the last one');
      assert.ok(n >= w.before && n <= w.after, `${n} of ${w.before} to ${w.after}`);
    }
  } finally {
    visitor.url = before;
    assert.deepEqual(await server.stop(), { code: 0, signal: null });
  }
  assert.notEqual((await cairn('check', '--data', to)).code, 3);
});

test('two backups at once: the second is refused in plain words', async () => {
  const both = await Promise.all(['one', 'two'].map((name) => cairn('backup', '--data', network.data, path.join(folder, name))));
  assert.ok(both.some((b) => b.code === 0));
  for (const b of both.filter((one) => one.code !== 0)) assert.match(b.stderr, /another backup .* is being made/);
});
