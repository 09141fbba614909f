// kill -9 of the server process while contacts are recorded, 25 times (500 with CAIRN_THOROUGH=1, or CAIRN_KILLS). Each contact that was acknowledged is noted in a
// file outside the data; after every restart by the parent the trail must be whole, and in the end all of them there.
import assert from 'node:assert/strict';
import { appendFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { changed, formTo, linksOf } from '../support/html.mjs';
import { addPerson, openNetwork } from '../support/network.mjs';
import { cairn, removeFolder, startServer, temporaryFolder } from '../support/server.mjs';

const THOROUGH = process.env.CAIRN_THOROUGH === '1', KILLS = Number(process.env.CAIRN_KILLS || (THOROUGH ? 500 : 25));
const WRITERS = 4, CONTACTS_MOST = 100, SHORTEST_MS = 30, LONGEST_MS = 250, READY_WITHIN_MS = 15_000, READY_AGAIN_MS = 2000;
const people = [];
let folder, network, ledger;
let all = 0, acknowledged = 0, slowest = 0;

before(async () => {
  folder = temporaryFolder();
  ledger = path.join(folder, 'acknowledged');
  network = await openNetwork(folder);
});
after(async () => {
  await network?.close();
  removeFolder(folder);
});

// The one process that the parent started; it owns the data.
function childOf(pid) {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
  assert.equal(children.length, 1, 'the parent has one server process');
  return Number(children[0]);
}

async function untilReady() {
  const from = Date.now();
  while (Date.now() - from < READY_WITHIN_MS) {
    const answer = await fetch(`${network.server.url}/healthz`).catch(() => null);
    if (answer?.status === 200) return Date.now() - from;
    await delay(10);
  }
  throw new Error('the parent did not start the server again');
}

const newNonce = () => crypto.randomUUID();

// Each writer of each round has a person of its own, as people at work do: nobody has thousands of contacts a minute.
async function newForm() {
  const visitor = network.as('care-coordinator');
  const person = await addPerson(visitor, { given_names: `Kay ${people.length + 1}`, family_name: 'Killed' });
  people.push(person);
  return { person, ...formTo((await visitor.get(`${person}/contacts/new`)).text, `${person}/contacts/new`) };
}

// Records contacts, one after the other, until told to stop; notes each only after its answer came. A form's contacts are
// all of one minute, and of one minute a timeline shows a hundred and fifty.
async function writeUntil(stopped, first) {
  const visitor = network.as('care-coordinator');
  let form = first;
  for (let written = 0; !stopped.now; written++) {
    if (written % CONTACTS_MOST === CONTACTS_MOST - 1) form = await newForm().catch(() => null);
    if (form === null) return;
    const note = `contact-${++all}-end`;
    const answer = await visitor.post(form.action, changed(form.fields, { note, nonce: newNonce() })).catch(() => null);
    if (answer === null) return;
    if (answer.status === 303 && answer.headers.location.startsWith(form.person)) {
      appendFileSync(ledger, `${note}\n`);
      acknowledged++;
    } else assert.equal(answer.status, 503, `a contact was answered ${answer.status}`);
  }
}

async function round() {
  const stopped = { now: false }, forms = [];
  while (forms.length < WRITERS) forms.push(await newForm());
  const writers = forms.map((form) => writeUntil(stopped, form));
  await delay(SHORTEST_MS + Math.random() * (LONGEST_MS - SHORTEST_MS));
  process.kill(childOf(network.server.pid), 'SIGKILL');
  stopped.now = true;
  await Promise.all(writers);
  slowest = Math.max(slowest, await untilReady());
}

// The timeline shows a page at a time, and leads on to what is older.
async function allNotes(person, found) {
  const visitor = network.as('care-coordinator');
  let address = `${person}/timeline`;
  for (let pages = 0; address && pages < 500; pages++) {
    const { status, text } = await visitor.get(address);
    assert.equal(status, 200, address);
    for (const [note] of text.matchAll(/contact-\d+-end/g)) found.set(note, (found.get(note) ?? 0) + 1);
    address = linksOf(text).find((link) => link.text === 'Older')?.href;
  }
}

test(`the server process is killed ${KILLS} times while contacts are recorded, and the parent starts it again`, async () => {
  for (let kills = 0; kills < KILLS; kills++) await round();
  assert.ok(slowest <= READY_AGAIN_MS, `it took ${slowest} ms to be ready again`);
  assert.ok(acknowledged >= KILLS, `only ${acknowledged} contacts were acknowledged between the kills`);
});

test('nothing that was acknowledged is lost, and nothing is there twice', async () => {
  const found = new Map();
  for (const person of people) await allNotes(person, found);
  const lost = readFileSync(ledger, 'utf8').trim().split('\n').filter((note) => !found.has(note));
  assert.deepEqual(lost.slice(0, 20), [], `${lost.length} of ${acknowledged} acknowledged`);
  assert.deepEqual([...found].filter(([, times]) => times > 1), []);
});

test('the trail is whole and the data is sound', async () => {
  await network.server.stop();
  for (const command of [['audit', 'verify'], ['check']]) {
    const { code, stdout, stderr } = await cairn(...command, '--data', network.data);
    assert.equal(code, 0, `${command.join(' ')}: ${stdout}${stderr}`);
  }
});

test('it serves again as if nothing had happened', async () => {
  network.server = await startServer({ data: network.data });
  const visitor = network.as('care-coordinator');
  visitor.url = network.server.url;
  assert.equal((await visitor.get(people[0])).status, 200);
});
