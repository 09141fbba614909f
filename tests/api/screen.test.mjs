// While the screen is shown to a person nothing is on it of anybody else, nor what others said about them in confidence:
// every page that can be asked for, and every page that those lead to, is searched for words that stand nowhere else.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { linksOf, textOf } from '../support/html.mjs';
import { addPerson, openNetwork, recordContact } from '../support/network.mjs';
import { makeObjects } from '../support/objects.mjs';
import { rows } from '../support/rows.mjs';
import { cairn, removeFolder, temporaryFolder } from '../support/server.mjs';
import { signIn } from '../support/visitor.mjs';

const OTHERS = ['Zanzibarrow', 'Quillowick', 'Yttrabell'], SAID = 'umbrellabird';
let folder, network, objects, coordinator, person, neighbour;
const addresses = []; // of every page, before it begins
const post = async (page, fields) => coordinator.send(await coordinator.get(page), page, fields);
const KEY = '0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a99';

before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder);
  objects = await makeObjects(network);
  coordinator = network.of('care-coordinator', network.MILL);
  person = objects.person;
  for (const family_name of OTHERS) {
    const other = await addPerson(coordinator, { given_names: 'Otto', family_name });
    await recordContact(coordinator, other, { note: 'A word', next: 'tomorrow' });
  }
  await recordContact(coordinator, person, { outcome: 'spoke', with: 'carer', carer_name: 'Sara', note: `Sara said ${SAID}`, next: 'tomorrow', next_title: `Ask about ${SAID}` });
  await post(`${person}/circle/family/${KEY}/edit`, { name: 'Sara Matrix', relation: 'Daughter', does: 'Shops on Fridays', told: `Do not tell: ${SAID}`, power: SAID,
    needs: SAID, contingency: SAID, ended_why: SAID });
  await post(`${person}/consent/decision`, { about: 'new', party_name: `Uncle ${SAID}`, party_kind: 'carer', answer: 'refused', words: SAID });
  await post(`${person}/consent/decision`, { about: 'story', answer: 'refused', words: SAID });
  await post(`${person}/edit`, { communication_note: `They do not know about ${SAID}` });
  await post(`${person}/about/edit`, { wellness: 'The garden' });
  await post(`${person}/plan/needs/${KEY}/edit`, { words: `Their neighbour: ${SAID}`, whose: 'others' });
  await post(`${person}/plan/goals/${KEY}/edit`, { words: 'The garden', need: KEY });
  await post(`${person}/plan/sections/00000000-0000-7000-8000-000000000006/edit`, { said: 'My knees', noted: `The nurse: ${SAID}` });
  const routes = JSON.parse((await cairn('routes', '--json')).stdout).filter((r) => r.method === 'GET');
  for (const { path } of routes) addresses.push(await objects.address(path, 'care-coordinator'));
  neighbour = await objects.neighbour();
});
after(async () => {
  const end = await network?.close();
  removeFolder(folder);
  assert.deepEqual(end, { code: 0, signal: null });
});

const CANARIES = new RegExp([...OTHERS, SAID].join('|'), 'i');

test('it begins with what to close first, and leads to what matters to them', async () => {
  assert.match(textOf((await coordinator.get(`${person}/screen`)).text), /Close other programs/);
  const begun = await post(`${person}/screen`, {});
  assert.equal(begun.headers.location, `${person}/about`);
  const page = textOf((await coordinator.get(`${person}/about`)).text);
  assert.match(page, /The screen is being shown\./);
  assert.doesNotMatch(page, /My day|Find a person|Another NHS number|Timeline|Your account/);
});

test('no page that can be asked for names anybody else or says what was said in confidence', async () => {
  const seen = new Map(), shown = [];
  let left = addresses;
  const fresh = (a) => a?.startsWith('/') && !a.startsWith('/assets/') && !seen.has(a.split('?')[0]);
  while ((left = left.filter(fresh)).length) {
    const address = left.pop(), answer = await coordinator.get(address);
    seen.set(address.split('?')[0], answer.status);
    assert.ok(seen.size < 400, `it ends: ${address}`);
    const found = CANARIES.exec(answer.text);
    assert.equal(found, null, `${address} (${answer.status}): ${found?.[0]}`);
    if (answer.status === 200) shown.push(address.replace(person, ''));
    left.push(...linksOf(answer.text).map((l) => l.href.split('#')[0]), answer.headers.location?.split('#')[0]);
  }
  assert.ok(seen.size > 60, `${seen.size} pages`);
  for (const expected of ['/about', '/about/edit', '/circle', '/letters']) assert.ok(shown.includes(expected), `${expected} is there: ${shown}`);
  for (const hidden of ['/my-day', '/people', '/people/find', `${person}/who-looked`, person, `${person}/timeline`, `${person}/consent`]) assert.equal(seen.get(hidden), 403, hidden);
  assert.match(textOf((await coordinator.get(`${person}/circle`)).text), /Sara Matrix[\s\S]*Shops on Fridays/, 'what they know themselves is there');
});

test('another person is not opened, whoever asks for their pages', async () => {
  assert.equal((await coordinator.get(`${neighbour}/about`)).status, 403);
  const other = await addPerson(network.as('clinician'), { given_names: 'Otto', family_name: OTHERS[0] });
  const answer = await coordinator.get(`${other}/about`);
  assert.equal(answer.status, 403);
  assert.doesNotMatch(answer.text, CANARIES);
});

test('what was being typed elsewhere is kept until it ends, and one button ends it', async () => {
  const calm = await coordinator.get('/my-day');
  assert.match(textOf(calm.text), /This page waits until nobody looks on/);
  const token = /name="_token" value="([^"]+)"/.exec(calm.text)[1];
  const typed = await coordinator.post(`${person}/contacts/new`, [['_token', token], ['note', 'Half a sentence']]);
  assert.equal(typed.status, 403);
  assert.doesNotMatch(typed.text, CANARIES);
  const ended = await coordinator.send(calm, '/screen/end');
  assert.equal(ended.headers.location, '/my-day');
  assert.match((await coordinator.get('/my-day')).text, /ZANZIBARROW/);
  assert.match((await coordinator.get(`${person}/contacts/new`)).text, /Half a sentence/);
});

test('it is of one session, and ends with it', async () => {
  const account = network.accounts.find((a) => a.role === 'clinician'), begun = network.as('clinician');
  const elsewhere = await signIn(network.server.url, account, { at: Date.now() + 30_000 });
  await begun.send(await begun.get(`${person}/screen`), `${person}/screen`);
  assert.equal((await begun.get(person)).status, 403);
  assert.equal((await elsewhere.get(person)).status, 200, 'another machine shows what it did');
  elsewhere.close();
  const token = /name="_token" value="([^"]+)"/.exec((await begun.get(`${person}/about`)).text)[1];
  assert.equal((await begun.post('/sign-out', [['_token', token]])).status, 303);
  const page = textOf((await begun.get('/sign-in')).text);
  assert.doesNotMatch(page, /The screen is being shown/);
  assert.deepEqual(rows(network.data, "SELECT 1 FROM session WHERE shown_to IS NOT NULL AND stage <> 'ended'"), []);
});
