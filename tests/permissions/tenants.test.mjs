// Two networks in one installation. Whoever works in one sends its forms, correct in everything, with an id of the other
// in one field: the answer is that of an id which is nowhere. What they send of their own that happens to be the other's
// too (an NHS number, the key of a form) is taken as if nobody had it. The ids in addresses are states.test.mjs's.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { changed, formTo, textOf } from '../support/html.mjs';
import { addPerson, openNetwork, openSecondNetwork, recordContact, unusedNumber } from '../support/network.mjs';
import { makeObjects, UNKNOWN } from '../support/objects.mjs';
import { rows } from '../support/rows.mjs';
import { cairn, removeFolder, temporaryFolder } from '../support/server.mjs';

const BORN = { 'born[day]': '4', 'born[month]': '3', 'born[year]': '1943' };
let folder, first, second, objects, own, theirs, mine;
const uuid = (hex) => hex.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
const keyOf = (sql) => uuid(rows(first.data, sql)[0].key);

// What there is to name in a network: somebody with a number, a contact, a task, a draft, a colleague, a relation.
async function things(network) {
  const coordinator = network.of('care-coordinator', network.MILL), number = unusedNumber();
  const person = await addPerson(coordinator, { given_names: 'Tess', family_name: `Tenant${network.MILL}`, nhs_number: number, ...BORN });
  await recordContact(coordinator, person, { note: 'A word', next: 'week', next_title: 'Ring Tess' });
  const page = await coordinator.get('/people/new'), draft = formTo(page.text, '/people/new').fields.find(([name]) => name === 'draft')[1];
  assert.equal((await coordinator.send(page, '/people/new', { given_names: 'Draft', family_name: `Of${network.MILL}`, practice: '' })).status, 422);
  const contact = formTo((await coordinator.get(`${person}/contacts/new`)).text, `${person}/contacts/new`);
  const team = await coordinator.get(`${person}/team`), who = /<option value="([^"]+\/[^"]+|[^"]{36}[^"]*)"[^>]*>health-coach/.exec(team.text)?.[1];
  assert.ok(who, 'a colleague to choose');
  assert.equal((await coordinator.send(team, `${person}/team`, { who, why: 'team' })).status, 303);
  const task = contact.controls.find((c) => c.name === 'finishes').value;
  const relation = formTo((await coordinator.get(`${person}/team`)).text, `${person}/team/end`).fields.find(([name]) => name === 'relation')[1];
  const place = keyOf(`SELECT hex(key) AS key FROM practice WHERE ods_code = '${network.MILL}'`);
  const pcn = keyOf(`SELECT hex(n.key) AS key FROM pcn n WHERE n.name = '${network.PCN}'`);
  return { coordinator, number, person, draft, task, who, relation, place, pcn,
    nonce: keyOf(`SELECT hex(c.nonce) AS key FROM contact c JOIN person p ON p.person_id = c.person_id WHERE p.nhs_number = ${number} LIMIT 1`),
    held: rows(first.data, `SELECT h.role_held_id AS id FROM role_held h JOIN account a ON a.account_id = h.account_id WHERE a.email LIKE 'clinician.${network.MILL.toLowerCase()}@%'`)[0].id };
}
before(async () => {
  folder = temporaryFolder();
  first = await openNetwork(folder);
  objects = await makeObjects(first);
  second = await openSecondNetwork(first);
  own = await makeObjects(second);
  theirs = await things(first);
  mine = await things(second);
});
after(async () => {
  second?.close();
  const end = await first?.close();
  removeFolder(folder);
  assert.deepEqual(end, { code: 0, signal: null }, 'the server stayed up and stopped in order');
});

// Without what differs each time anyway: tokens, keys of forms and people made now, the value that was sent, times.
const KEY = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const groups = (number) => `${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6)}`;
const plain = ({ status, headers: { date, 'content-length': length, ...headers }, text }, sent) => {
  const asSent = sent.length < 8 ? /(?!)/ : new RegExp(`\\b(${sent}|${groups(sent)})\\b`, 'g');
  const bare = (s) => s.replace(/name="_token" value="[^"]*"| data-seconds="\d+"/g, '').replace(asSent, 'SENT').replace(KEY, 'KEY').replace(/cairn-audit 1 [^<]*/g, 'HEAD');
  return { status, headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, bare(String(value))])), text: bare(text) };
};
async function same(ask, other, unknown) {
  const [a, b] = [await ask(other), await ask(unknown)];
  assert.deepEqual(plain(a, other), plain(b, unknown));
  return a;
}

const at = (visitor, page, action) => async (fields) => visitor().send(await visitor().get(page()), action(), fields);
const newContact = at(() => mine.coordinator, () => `${mine.person}/contacts/new`, () => `${mine.person}/contacts/new`);
const administrator = () => second.as('administrator');
const newDecision = at(() => mine.coordinator, () => `${mine.person}/consent/decision`, () => `${mine.person}/consent/decision`);
const keyThere = async (route) => (await objects.address(route, 'care-coordinator')).split('/').at(-2);
// form, field, the other network's id, one that is nowhere, what is answered, how it is sent
const FIELDS = [
  ['adding a person', 'practice', () => theirs.place, 422, (value) => at(() => mine.coordinator, () => '/people/new', () => '/people/new')({ practice: value, family_name: 'Nowhere' })],
  ['letting a colleague see a record', 'who', () => theirs.who, 422, (value) => at(() => mine.coordinator, () => `${mine.person}/team`, () => `${mine.person}/team`)({ who: value, why: 'team' })],
  ['ending a relation', 'relation', () => theirs.relation, 303, (value) => at(() => mine.coordinator, () => `${mine.person}/team`, () => `${mine.person}/team/end`)({ relation: value })],
  ['recording a contact', 'finishes', () => theirs.task, null, (value) => newContact({ finishes: value, note: 'Ends it', next: 'week' })],
  ['recording a contact from a task', 'then', () => theirs.task, null, (value) => newContact({ then: value, note: 'And then', next: 'week' })],
  ['recording a decision about consent', 'about', () => keyThere('/people/:person/consent/:party/note'), 422,
    (value) => newDecision({ about: `party-${value}`, answer: 'given', 'kinds[planned]': 'yes' })],
  ['recording a decision made for somebody', 'rests_on', () => keyThere('/people/:person/consent/:consent/strike'), 422,
    (value) => newDecision({ about: 'channel-text', answer: 'given', decided_by: 'attorney', rests_on: value })],
  ['adding an account', 'place, a practice', () => theirs.place, 422, (value) => at(administrator, () => '/admin/staff/new', () => '/admin/staff/new')(
    { name: 'Nobody', email: 'nobody@example.nhs.uk', role: 'clinician', place: value })],
  ['adding an account', 'place, a network', () => theirs.pcn, 422, (value) => at(administrator, () => '/admin/staff/new', () => '/admin/staff/new')(
    { name: 'Nobody', email: 'nobody@example.nhs.uk', role: 'supervisor', place: value })],
  ['giving a role', 'place', () => theirs.place, 422, async (value) => {
    const address = await own.address('/admin/staff/:account', 'administrator');
    return at(administrator, () => address, () => `${address}/roles`)({ role: 'clinician', place: value });
  }],
  ['ending a role', 'held', () => String(theirs.held), null, async (value) => {
    const address = await own.address('/admin/staff/:account', 'administrator');
    return at(administrator, () => address, () => `${address}/roles/end`)({ held: value });
  }, '999999'],
  ['a draft that the address names', 'draft', () => theirs.draft, 200, (value) => mine.coordinator.get(`/people/new?draft=${value}`)],
  ['discarding a draft', 'draft', () => theirs.draft, 303, async (value) => mine.coordinator.post('/people/new/draft',
    changed(formTo((await mine.coordinator.get('/people/new')).text, '/people/new').fields, { draft: value, discard: 'yes' }))],
  ['the task that a form for a contact begins from', 'task', () => theirs.task, 200, (value) => mine.coordinator.get(`${mine.person}/contacts/new?task=${value}`)],
  ['searching the audit', 'account', async () => (await objects.address('/admin/staff/:account', 'administrator')).split('/').at(-1), 200,
    (value) => second.as('governance-lead').get(`/admin/audit?account=${value}&day%5Bday%5D=1&day%5Bmonth%5D=1&day%5Byear%5D=2020`)],
];
for (const [form, field, other, status, ask, unknown = UNKNOWN] of FIELDS)
  test(`${form}: ${field} of the other network is as one that is nowhere`, async () => {
    const answer = await same(ask, await other(), unknown);
    if (status) assert.equal(answer.status, status, textOf(answer.text).slice(0, 300));
    else assert.ok([303, 403, 404, 409, 422].includes(answer.status), String(answer.status));
  });

test('none of that changed anything in the other network', async () => {
  assert.match((await theirs.coordinator.get(`/people/new?draft=${theirs.draft}`)).text, new RegExp(`Of${first.MILL}`), 'the draft');
  assert.match((await theirs.coordinator.get(`${theirs.person}/contacts/new`)).text, new RegExp(theirs.task), 'the task is open');
  assert.match((await theirs.coordinator.get(`${theirs.person}/team`)).text, /health-coach/, 'the relation');
  assert.equal(rows(first.data, `SELECT ended_at AS at FROM role_held WHERE role_held_id = ${theirs.held}`)[0].at, null, 'the role');
});

// ---- what is not an id of theirs alone ----

const keepDraft = async (visitor, key) => visitor.post('/people/new/draft',
  changed(formTo((await visitor.get('/people/new')).text, '/people/new').fields, { draft: key, family_name: 'Kept' }));
// what, the other network's, one that nobody has, how it is sent
const TAKEN = [
  ['a person is added with an NHS number that somebody there has', () => theirs.number, unusedNumber, (value) => at(() => mine.coordinator, () => '/people/new', () => '/people/new')(
    { practice: mine.place, family_name: 'Both', nhs_number: value })],
  ['a record is given an NHS number that somebody there has', async () => {
    const number = unusedNumber();
    await addPerson(theirs.coordinator, { family_name: 'Numbered', nhs_number: number });
    return number;
  }, unusedNumber, async (value) => {
    const person = await addPerson(mine.coordinator, { family_name: 'Renumbered' });
    return at(() => mine.coordinator, () => `${person}/edit`, () => `${person}/edit`)({ nhs_number: value });
  }],
  ['a contact is sent under the key of a form there', () => theirs.nonce, () => crypto.randomUUID(), (value) => newContact({ nonce: value, note: 'Mine', next: 'week' })],
  ['a draft is kept under the key of a draft there', async () => {
    const key = crypto.randomUUID();
    assert.equal((await keepDraft(theirs.coordinator, key)).status, 303);
    return key;
  }, () => crypto.randomUUID(), (value) => keepDraft(mine.coordinator, value)],
];
for (const [what, other, unknown, ask] of TAKEN)
  test(`${what}: nobody has it`, async () => assert.equal((await same(ask, await other(), unknown())).status, 303));

test('a number, a name and an exact look-up find nobody of the other network', async () => {
  const number = unusedNumber(), person = await addPerson(theirs.coordinator, { given_names: 'Olga', family_name: 'Otherwhere', nhs_number: number, ...BORN });
  const find = async (typed) => mine.coordinator.follow(await at(() => mine.coordinator, () => '/people/find', () => '/people/find')({ find: typed }));
  await same(find, groups(number), groups(unusedNumber()));
  await same(find, 'Otherwhere', 'Nowhereatall');
  const lookUp = (nhs_number) => at(() => mine.coordinator, () => '/people/look-up', () => '/people/look-up')({ nhs_number, ...BORN });
  const answers = [number, unusedNumber()];
  const asked = async (nhs_number) => {
    const answer = await lookUp(nhs_number), to = answer.headers.location;
    assert.equal(answer.status, 303);
    const opened = await mine.coordinator.post(to, [['_token', await mine.coordinator.token()], ['reason', 'here'], ['hours', '1']]);
    return { ...await mine.coordinator.get(to), headers: opened.headers, text: opened.text + (await mine.coordinator.get(to)).text };
  };
  assert.match((await same(asked, ...answers)).text, /Nobody found/);
  assert.equal((await mine.coordinator.get(person)).status, 404);
  assert.equal((await theirs.coordinator.get(person)).status, 200);
});

// ---- imports ----

test('an import names its network, reaches nobody of another one, and stands in its own list alone', async () => {
  const file = path.join(folder, 'arrivals.ndjson'), number = unusedNumber();
  const patient = (id, family, nhs, practice) => ({ resourceType: 'Patient', id, identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: nhs }],
    name: [{ family, given: ['Ida'] }], birthDate: '1950-02-03', generalPractitioner: [{ identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: practice } }] });
  const load = async (pcn, ...lines) => {
    writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'));
    const done = await cairn('import', 'fhir', '--data', first.data, '--json', ...pcn ? ['--pcn', pcn] : [], file);
    return { ...done, figures: done.code < 2 && done.stdout ? JSON.parse(done.stdout) : null };
  };
  const without = await load(null, patient('a', 'Arrived', number, first.MILL));
  assert.equal(without.code, 2);
  assert.match(without.stderr, /this installation holds 2 networks; say which with --pcn/);
  assert.equal((await load(first.PCN, patient('a', 'Arrived', number, first.MILL))).figures.people_new, 1);
  assert.equal((await load(second.PCN, patient('a', 'Landed', number, second.MILL))).figures.people_new, 1);
  const [theirPractice, nowhere] = [await load(second.PCN, patient('b', 'Lost', unusedNumber(), first.MILL)), await load(second.PCN, patient('b', 'Lost', unusedNumber(), 'Z99999'))];
  assert.equal(theirPractice.figures.rejected, 1);
  const reason = ({ stderr }) => stderr.replaceAll(first.MILL, 'CODE').replaceAll('Z99999', 'CODE');
  assert.equal(reason(theirPractice), reason(nowhere));
  const record = (subject) => ({ resourceType: 'Condition', id: 'c1', subject, code: { text: 'Asthma' }, recordedDate: '2020-01-01' });
  const there = unusedNumber();
  await addPerson(theirs.coordinator, { family_name: 'Recorded', nhs_number: there });
  const byNumber = (value) => record({ identifier: { system: 'https://fhir.nhs.uk/Id/nhs-number', value } });
  const [known, unknown] = [await load(second.PCN, byNumber(there)), await load(second.PCN, byNumber(unusedNumber()))];
  assert.equal(known.figures.rejected, 1);
  assert.equal(known.stderr, unknown.stderr);
  const lists = await Promise.all([first, second].map(async (network) => (await network.as('data-manager').get('/admin/imports')).text.match(/arrivals\.ndjson/g).length));
  assert.deepEqual(lists, [1, 5]);
});

test('each governance lead reads what was done in their own network', async () => {
  for (const { coordinator, person } of [theirs, mine]) assert.equal((await coordinator.get(person)).status, 200);
  const [here, there] = await Promise.all([first, second].map(async (network) => textOf((await network.as('governance-lead').get('/admin/audit')).text)));
  assert.match(here, new RegExp(`care-coordinator ${first.MILL}`));
  assert.match(there, new RegExp(`care-coordinator ${second.MILL}`));
  assert.doesNotMatch(there, new RegExp(first.MILL));
});
