// The calendar feed: what an ordinary calendar gets by its secret address, and when it gets nothing any more.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addPerson, openNetwork, recordContact } from '../support/network.mjs';
import { removeFolder, temporaryFolder } from '../support/server.mjs';

let folder, network, coordinator, feed;
before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder);
  coordinator = network.of('care-coordinator', network.MILL);
});
after(async () => {
  const end = await network?.close();
  removeFolder(folder);
  assert.deepEqual(end, { code: 0, signal: null });
});

const PAGE = '/my-day/calendar';
async function makeFeed(visitor) {
  const made = await visitor.send(await visitor.get(PAGE), PAGE);
  assert.equal(made.status, 200);
  return /\/calendar\/[\w-]{43}\.ics/.exec(made.text)[0];
}
// As a calendar asks: with no cookie and nothing else.
async function fetched(address) {
  const answer = await fetch(network.server.url + address, { redirect: 'manual' });
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
}
const lines = (text, name) => text.replaceAll('\r\n ', '').split('\r\n').filter((l) => l.startsWith(`${name}:`)).map((l) => l.slice(name.length + 1));

test('a calendar is told how much is due, without signing in', async () => {
  const person = await addPerson(coordinator, { given_names: 'Carla', family_name: 'Calendar' });
  await recordContact(coordinator, person, { note: 'Secretive', next: 'tomorrow', next_title: 'Ring about the ramp' });
  await recordContact(coordinator, person, { note: 'Secretive', next: 'tomorrow', next_title: 'Ring her daughter' });
  feed = await makeFeed(coordinator);
  const { status, type, text } = await fetched(feed);
  assert.equal(status, 200);
  assert.equal(type, 'text/calendar; charset=utf-8');
  assert.deepEqual(lines(text, 'SUMMARY'), ['Cairn: 2 promises due']);
  assert.equal(new Set(lines(text, 'UID')).size, 1);
});

test('it names nobody, and tells nothing of what is to be done', async () => {
  const { text } = await fetched(feed);
  for (const word of ['Carla', 'Calendar', 'ramp', 'daughter', 'Secretive', '/people/', coordinator.email ?? 'care-coordinator A99001'])
    assert.ok(!text.includes(word), `${word} is in the feed`);
});

test('an address is shown once; what is stored does not give it away', async () => {
  const page = await coordinator.get(PAGE);
  assert.match(page.text, /Made on /);
  assert.doesNotMatch(page.text, /\/calendar\/[\w-]{43}/);
});

test('a colleague has a calendar of their own', async () => {
  const other = await fetched(await makeFeed(network.of('care-coordinator', network.QUAY)));
  assert.equal(other.status, 200);
  assert.deepEqual(lines(other.text, 'SUMMARY'), []);
});

for (const [what, address] of [['a guessed address', `/calendar/${'A'.repeat(43)}.ics`], ['half an address', '/calendar/AAAA.ics'],
  ['an address without its end', () => feed.replace('.ics', '')], ['no token', '/calendar/.ics'], ['a very long one', `/calendar/${'A'.repeat(4000)}.ics`]])
  test(`${what} is answered as if nothing were there`, async () => {
    assert.equal((await fetched(typeof address === 'function' ? address() : address)).status, 404);
  });

test('a new address stops the old one, and stopping stops it', async () => {
  const old = feed;
  feed = await makeFeed(coordinator);
  assert.equal((await fetched(old)).status, 404);
  assert.equal((await fetched(feed)).status, 200);
  const stopped = await coordinator.send(await coordinator.get(PAGE), `${PAGE}/end`);
  assert.equal(stopped.status, 303);
  assert.match((await coordinator.get(stopped.headers.location)).text, /has stopped working/);
  assert.equal((await fetched(feed)).status, 404);
});

test('the address of somebody who leaves stops with their account', async () => {
  const leaver = network.of('health-coach', network.MILL), administrator = network.as('administrator');
  const address = await makeFeed(leaver);
  assert.equal((await fetched(address)).status, 200);
  const account = network.accounts.find((a) => a.visitor === leaver);
  const list = (await administrator.get('/admin/staff')).text;
  const key = new RegExp(`href="/admin/staff/([0-9a-f-]{36})"[^>]*>(?:(?!href=)[\\s\\S])*?${account.email}`).exec(list)?.[1];
  assert.ok(key, 'the leaver is in the list of staff');
  const form = `/admin/staff/${key}`;
  const disabled = await administrator.send(await administrator.get(form), `${form}/disable`);
  assert.equal(disabled.status, 303);
  assert.equal((await fetched(address)).status, 404);
});
