// What leaves: every route that makes something for somebody outside the team is found in the program itself, and tried
// on a person who never said yes, who said no, who said yes and took it back, who died. A route that isn't in the table
// fails. And what reminds: once somebody died, no page that can be opened tells anybody to ring or to write to them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addPerson, openNetwork, recordContact } from '../support/network.mjs';
import { makeAppointment } from '../support/objects.mjs';
import { cairn, removeFolder, temporaryFolder } from '../support/server.mjs';

const routes = JSON.parse((await cairn('routes', '--json')).stdout);
const leaving = (word) => routes.filter((r) => r.leaving === word).map((r) => `${r.method} ${r.path}`);

// Where each is tried, for a person and somebody named. kinds: of information that it is made of.
const GOES_OUT = {
  'GET /people/:person/consent/:party/note': { kinds: ['planned'], address: (person, party) => `${person}/consent/${party}/note` },
};
// Getting in touch with the person themselves: nobody need be asked first, and no means no.
const TO_THE_PERSON = {
  'GET /people/:person/letters/:letter/print': { address: (person, letter) => `${letter}/print` },
  // Sending it: tests/api/mail.test.mjs.
  'GET /people/:person/letters/:letter/copy': { address: async (person, letter) => {
    await agreedToEmail(person);
    return `${letter}/copy`;
  } },
  // To a party: tests/api/plan.test.mjs.
  'GET /people/:person/plan/copies/:copy': { address: async (person) => {
    const form = `${person}/plan/copy`;
    return (await coordinator.send(await coordinator.get(form), form, { to: 'hand', format: 'standard' })).headers.location;
  } },
  'GET /people/:person/appointments/:entry/sheet': { address: async (person) => {
    const key = '0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a7b';
    await makeAppointment(coordinator, person, key);
    return `${person}/appointments/${key}/sheet`;
  } },
};
// Files for the team's own use: nobody's consent is asked, and nobody outside the scope is in them. Who died is left out
// unless somebody asks for them.
const TEAM_FILES = {
  'POST /people/export': async (filter) => {
    const supervisor = network.as('supervisor'), page = await supervisor.get(`/people/export?${filter}`);
    return (await supervisor.send(page, '/people/export', { reason: 'downtime', format: 'csv' })).text;
  },
};
// Of a care home: tests/api/care-homes.test.mjs tries who is left out of it.
const OF_A_HOME = ['POST /care-homes/:home/export'];
// Of cases: tests/api/caseload.test.mjs does; a death closes them.
const OF_CASES = ['POST /caseload/export'];
// For the GP record: tests/api/gp-record.test.mjs tries who is left out of it.
const OF_CODES = ['POST /gp-record/file'];

let folder, network, coordinator;
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

const ALL_KINDS = ['planned', 'support', 'plan', 'health', 'reach'];
const ticks = (kinds) => Object.fromEntries(kinds.map((kind) => [`kinds[${kind}]`, 'yes']));
async function decide(person, fields) {
  const form = `${person}/consent/decision`;
  assert.equal((await coordinator.send(await coordinator.get(form), form, fields)).status, 303);
}
async function agreedToEmail(person) {
  assert.equal((await coordinator.send(await coordinator.get(`${person}/edit`), `${person}/edit`, { email: 'delia@home.example' })).status, 303);
  await decide(person, { about: 'channel-email', answer: 'given' });
}
const partyOf = async (person) => /value="party-([0-9a-f-]{36})"/.exec((await coordinator.get(`${person}/consent/decision`)).text)[1];

test('every route says what leaves by it', () =>
  assert.deepEqual([...new Set(routes.map((r) => r.leaving))].filter((w) => !['stays', 'team_file', 'goes_out'].includes(w)), []));
test('every route by which something goes out is tried here', () => assert.deepEqual(leaving('goes_out').sort(), [...Object.keys(GOES_OUT), ...Object.keys(TO_THE_PERSON)].sort()));
test('every file for the team is named here', () => assert.deepEqual(leaving('team_file').sort(), [...Object.keys(TEAM_FILES), ...OF_A_HOME, ...OF_CASES, ...OF_CODES].sort()));

for (const [route, { kinds, address }] of Object.entries(GOES_OUT))
  test(`${route} asks before anything leaves`, async () => {
    const person = await addPerson(coordinator, { given_names: 'Olive', family_name: 'Outgoing' });
    await decide(person, { about: 'new', party_name: 'Oscar Outside', party_kind: 'organisation', answer: 'refused' });
    const party = await partyOf(person), method = route.split(' ')[0], where = address(person, party);
    const ask = async () => (await coordinator.request(method, where)).status;
    assert.equal(await ask(), 403, 'refused');
    await decide(person, { about: `party-${party}`, answer: 'given', ...ticks(ALL_KINDS.filter((k) => !kinds.includes(k))) });
    assert.equal(await ask(), 403, 'agreed to everything else');
    await decide(person, { about: `party-${party}`, answer: 'given', ...ticks(kinds) });
    assert.equal(await ask(), 200, 'agreed');
    await decide(person, { about: `party-${party}`, answer: 'withdrawn' });
    assert.equal(await ask(), 403, 'withdrawn');
    await decide(person, { about: `party-${party}`, answer: 'given', ...ticks(kinds) });
    assert.equal(await ask(), 200, 'agreed again');
    const edit = await coordinator.get(`${person}/edit`);
    assert.equal((await coordinator.send(edit, `${person}/edit`, { died_known: 'yes' })).status, 303);
    assert.equal(await ask(), 403, 'an agreement ends with a death');
  });

async function writtenTo(person) {
  const form = `${person}/letters/new?about=tried`;
  const sent = await coordinator.send(await coordinator.get(form), `${person}/letters/new`, { body: 'We tried to reach you.', phone: '01632 960 001', despite: 'yes' });
  assert.equal(sent.status, 303);
  return /^[^?]*/.exec(sent.headers.location)[0];
}
const statusOf = async (address) => (await coordinator.get(address)).status;
async function setDied(person, died) {
  const edit = await coordinator.get(`${person}/edit`);
  assert.equal((await coordinator.send(edit, `${person}/edit`, { died_known: died ? 'yes' : '' })).status, 303);
}

test('a letter is printed until they refuse letters, and again when they no longer do', async () => {
  const person = await addPerson(coordinator, { given_names: 'Lettice', family_name: 'Lettered', address_1: '1 Mill Row', postcode: 'LS8 4QT' });
  const letter = await writtenTo(person), ask = () => statusOf(`${letter}/print`);
  assert.equal(await ask(), 200, 'nobody asked');
  await decide(person, { about: 'channel-letter', answer: 'refused' });
  assert.equal(await ask(), 403, 'refused');
  await decide(person, { about: 'channel-letter', answer: 'given' });
  assert.equal(await ask(), 200, 'agreed');
  await decide(person, { about: 'channel-letter', answer: 'withdrawn' });
  assert.equal(await ask(), 403, 'withdrawn');
});

test('a letter is copied into an email only after they agreed to email, and not after they took that back', async () => {
  const person = await addPerson(coordinator, { given_names: 'Lettice', family_name: 'Mailed', email: 'lettice@home.example' });
  const letter = await writtenTo(person), ask = () => statusOf(`${letter}/copy`);
  assert.equal(await ask(), 403, 'nobody asked');
  for (const [answer, status] of [['given', 200], ['withdrawn', 403], ['refused', 403], ['given', 200]]) {
    await decide(person, { about: 'channel-email', answer });
    assert.equal(await ask(), status, answer);
  }
});

for (const [route, { address }] of Object.entries(TO_THE_PERSON))
  test(`${route} ends with a death, and begins again when it was a mistake`, async () => {
    const person = await addPerson(coordinator, { given_names: 'Delia', family_name: 'Departed', address_1: '1 Mill Row', postcode: 'LS8 4QT' });
    const where = await address(person, await writtenTo(person));
    assert.equal(await statusOf(where), 200);
    await setDied(person, true);
    assert.equal(await statusOf(where), 403, 'dead');
    await setDied(person, false);
    assert.equal(await statusOf(where), 200, 'alive after all');
  });

for (const [route, file] of Object.entries(TEAM_FILES))
  test(`${route} leaves out who died, unless somebody asks for them`, async () => {
    const person = await addPerson(coordinator, { given_names: 'Delia', family_name: 'Exported' });
    assert.match(await file('q='), /Exported/);
    await setDied(person, true);
    assert.doesNotMatch(await file('q='), /Exported/);
    assert.match(await file('died=too'), /"Exported","Delia"[^\n]*"Yes, date not known"/, 'and it says so of them');
  });

test('no page tells anybody of a task for somebody who died, and all do again when it was a mistake', async () => {
  const pages = routes.filter((r) => r.method === 'GET' && !/[:*]/.test(r.path) && r.path !== '/sign-in').map((r) => r.path);
  const person = await addPerson(coordinator, { given_names: 'Delia', family_name: 'Remembered' });
  await recordContact(coordinator, person, { note: 'A good talk', next: 'tomorrow', next_title: 'Ring about the quillback' });
  const reminding = async () => {
    const found = [];
    for (const page of [...pages, person]) if (/quillback/.test((await coordinator.get(page)).text)) found.push(page);
    return found;
  };
  const before = await reminding();
  assert.ok(before.includes('/my-day') && before.includes(person), `somewhere: ${before}`);
  await setDied(person, true);
  assert.deepEqual(await reminding(), []);
  assert.doesNotMatch((await coordinator.get(person)).text, /href="tel:/, 'and no number of theirs asks to be rung');
  await setDied(person, false);
  assert.deepEqual(await reminding(), before);
});
