// The machine's clock jumps while Cairn runs: a day and ten years, ahead and back, standing still, past 2038, over both
// ends of summer time. Sessions neither live for ever nor all die when it goes back; the audit's order is that of its
// rows; one-time codes are good for a step to either side; what is due is due on the day that London has.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Faults } from '../support/faulty.mjs';
import { textOf } from '../support/html.mjs';
import { openNetwork, PASSWORD, recordContact } from '../support/network.mjs';
import { removeFolder, startServer, temporaryFolder } from '../support/server.mjs';
import { totp } from '../support/totp.mjs';
import { Visitor } from '../support/visitor.mjs';
import { auditRows, Work } from '../support/work.mjs';

const START = Date.UTC(2027, 0, 10, 12, 0, 0), MINUTE = 60_000, DAY = 24 * 60 * MINUTE, YEAR = 365 * DAY, STEP = 30_000;
let folder, network, work, rows, faults;

const setClock = (ms, how) => faults.setClock(ms, how);
const serverNow = async () => Date.parse((await fetch(`${network.server.url}/healthz`)).headers.get('date'));

before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder, { env: (data) => (faults = new Faults(data)).env });
  work = new Work(network, folder);
  await work.begin();
  rows = await auditRows(network.data);
});
after(async () => {
  const ended = await network?.close();
  faults?.close();
  removeFolder(folder);
  assert.deepEqual(ended, { code: 0, signal: null });
});

async function signIn(account, at) {
  const visitor = new Visitor(network.server.url);
  const answer = await visitor.send(await visitor.get('/sign-in'), '/sign-in', { email: account.email, password: PASSWORD });
  assert.equal(answer.headers.location, '/sign-in/code', answer.status);
  const done = await visitor.send(await visitor.get('/sign-in/code'), '/sign-in/code', { code: totp(account.totp_secret, at) });
  return { visitor, signedIn: done.status === 303 && !/\/sign-in\/code/.test(done.headers.location) };
}
const isIn = async (visitor) => (await visitor.get('/my-day')).status === 200;
const account = () => network.accounts.find((a) => a.role === 'link-worker');

test('the clock is ours to set', async () => {
  setClock(START);
  assert.ok(Math.abs(await serverNow() - START) < 5000, new Date(await serverNow()).toISOString());
});

test('codes are good for a step to either side, and no further', async () => {
  for (const [steps, good] of [[-2, false], [-1, true], [0, true], [1, true], [2, false]]) {
    const now = START + (steps + 4) * 10 * MINUTE;
    setClock(now);
    const { signedIn } = await signIn(account(), now + steps * STEP);
    assert.equal(signedIn, good, `${steps} steps off`);
  }
});

const JUMPS = [['a minute ahead', MINUTE], ['a minute back', -MINUTE], ['a day ahead', DAY], ['a day back', -DAY],
  ['ten years ahead', 10 * YEAR], ['ten years back', -10 * YEAR]];
let next = START + 6 * 60 * MINUTE;
for (const [what, by] of JUMPS)
  test(`the clock jumps ${what}: who works stays signed in, and is out after a quarter of an hour without work`, async () => {
    const now = next += 5 * MINUTE;
    setClock(now);
    const { visitor, signedIn } = await signIn(account(), now);
    assert.ok(signedIn, 'signs in before the jump');
    setClock(now + by);
    assert.ok(await isIn(visitor), 'just after the jump');
    faults.elapse(14 * MINUTE);
    assert.ok(await isIn(visitor), 'after fourteen minutes');
    faults.elapse(16 * MINUTE);
    assert.equal(await isIn(visitor), false, 'after sixteen more');
    assert.equal((await fetch(`${network.server.url}/healthz`)).status, 200);
  });

async function startAt(ms) {
  await network.server.stop();
  faults.elapse(-faults.read('clock', 2) / 1e6);
  setClock(ms);
  network.server = await startServer({ data: network.data, port: network.server.port, env: faults.env });
}
for (const [what, by, stays] of [['a minute back', -MINUTE, true], ['a day ahead', DAY, false], ['ten years back', -10 * YEAR, false]])
  test(`the clock jumps ${what} while Cairn is down: sessions ${stays ? 'go on' : 'are over, none lives for years'}`, async () => {
    const now = next += 5 * MINUTE;
    await startAt(now);
    const { visitor, signedIn } = await signIn(account(), now);
    assert.ok(signedIn, 'signs in before the jump');
    await startAt(now + by);
    assert.equal(await isIn(visitor), stays);
  });

test('the clock stands still: everything works, at one moment', async () => {
  const now = next += 5 * MINUTE;
  setClock(now, { still: true });
  const { visitor, signedIn } = await signIn(account(), now);
  assert.ok(signedIn);
  for (let i = 0; i < 3; i++) assert.equal((await visitor.get(work.form.person)).status, 200);
  assert.equal((await recordContact(visitor, work.form.person, { note: 'at one moment', next: 'tomorrow' })).status, 303);
});

const dueOf = async (visitor) => textOf((await visitor.get('/my-day')).text);
// Just before and after midnight in London: [what, the day before (UTC instant late that evening), next midnight]
const DAYS = [
  ['the day summer time begins', Date.UTC(2027, 2, 27, 23, 50), 'Sunday'],
  ['the day summer time ends', Date.UTC(2027, 9, 30, 22, 50), 'Sunday'],
  ['a day after 2038', Date.UTC(2038, 0, 19, 23, 50), 'Wednesday'],
];
for (const [what, evening] of DAYS)
  test(`${what}: what is due tomorrow is due tomorrow, and today once midnight has passed in London`, async () => {
    setClock(evening);
    const { visitor, signedIn } = await signIn(account(), evening);
    assert.ok(signedIn);
    const title = `Ring on ${what}`;
    const saved = await recordContact(visitor, work.form.person, { note: 'spoke', next: 'tomorrow', next_title: title });
    assert.equal(saved.status, 303, textOf(saved.text).slice(0, 300));
    assert.ok(!sectionWith(await dueOf(visitor), title, /Due today|Today/), 'it is not due today yet');
    setClock(evening + 14 * MINUTE);
    const page = await dueOf(visitor);
    assert.ok(page.includes(title), page.slice(0, 1500));
    assert.match(page, /1 due today|today/i);
  });
const sectionWith = (text, title, words) => {
  const at = text.indexOf(title);
  return at >= 0 && words.test(text.slice(Math.max(0, at - 200), at));
};

test('after all of it the trail is whole, in the order of its rows', async (t) => {
  setClock(START + 3 * DAY);
  const now = await auditRows(network.data);
  assert.ok(now > rows);
  t.diagnostic(`${now} rows, written at moments from 2016 to 2038`);
});
