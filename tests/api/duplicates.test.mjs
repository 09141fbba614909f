// Two records of one person: found, compared, joined with nothing lost, and parted again.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { formTo } from '../support/html.mjs';
import { addPerson, openNetwork, openSecondNetwork, recordContact, unusedNumber } from '../support/network.mjs';
import { cairn, removeFolder, temporaryFolder } from '../support/server.mjs';

const MATILDA = { given_names: 'Mathilda', family_name: 'Okonkwo', 'born[day]': '4', 'born[month]': '3', 'born[year]': '1943', postcode: 'LS8 4QT' };
const KEY = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
let folder, network, coordinator, manager;

before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder);
  coordinator = network.of('care-coordinator', network.MILL);
  manager = network.as('data-manager');
});
after(async () => {
  await network?.close();
  removeFolder(folder);
});

const key = (person) => person.slice('/people/'.length);
const text = async (visitor, address) => (await visitor.get(address)).text;
const two = async () => {
  const kept = await addPerson(coordinator, { ...MATILDA, mobile_phone: '07700 900123' });
  const away = await addPerson(coordinator, { ...MATILDA, given_names: 'Matilda', home_phone: '0113 496 0187' });
  await recordContact(coordinator, away, { note: 'She keeps two hens' });
  return { kept, away, at: `${kept}/same/${key(away)}` };
};
const join = async ({ at }, fields = {}) => manager.send(await manager.get(at), at, { sure: 'yes', ...fields });
const undo = async (at) => manager.send(await manager.get(at), at);
const undoOf = async (person) => /\/people\/[0-9a-f-]+\/joined\/[0-9a-f-]+\/undo/.exec(await text(manager, `${person}/joined`))?.[0];

test('whoever is added is compared with who is here already, and added with "none of these" alone', async () => {
  await addPerson(coordinator, MATILDA);
  const page = await coordinator.get('/people/new');
  const practice = /<option value="([0-9a-f-]{36})"/.exec(page.text)[1];
  const asked = await coordinator.send(page, '/people/new', { ...MATILDA, given_names: 'Matilda', practice });
  assert.equal(asked.status, 200);
  assert.match(asked.text, /Are they here already\?/);
  assert.match(asked.text, /Differs/);
  assert.match(asked.text, /Same last name, first names alike, same date of birth, same postcode/);
  const added = await coordinator.send(asked, '/people/new');
  assert.equal(added.status, 303);
  assert.match(await text(coordinator, added.headers.location), /Matilda/);
});

test('two records are joined after one more question, and everything is in the one that stays', async () => {
  const pair = await two();
  const page = await manager.get(pair.at);
  assert.match(page.text, /Same last name|Are these the same person/);
  const asked = await manager.send(page, pair.at);
  assert.match(asked.text, /Join these two records\?/);
  assert.doesNotMatch(await text(coordinator, `${pair.kept}/timeline`), /two hens/);
  const done = await manager.send(asked, pair.at);
  assert.equal(done.status, 303);
  assert.match(await text(coordinator, `${pair.kept}/timeline`), /two hens/);
  assert.match(await text(coordinator, `${pair.kept}/details`), /0113 496 0187/);
  assert.match(await text(manager, `${pair.kept}/joined`), /1 contact/);
  const followed = await coordinator.get(`${pair.away}/timeline`);
  assert.equal(followed.status, 200);
  assert.match(followed.text, /was joined to this one/);
  assert.match(followed.text, /two hens/);
});

test('undoing brings both back, and what was written since stays', async () => {
  const pair = await two();
  await join(pair);
  await recordContact(coordinator, pair.kept, { note: 'Written after joining', next: 'tomorrow', next_title: 'Ring about the hens' });
  const at = await undoOf(pair.kept);
  const page = await manager.get(at);
  assert.match(page.text, /Written since, and stays here: 1 contact, 1 task/);
  assert.equal((await manager.send(page, at)).status, 303);
  assert.match(await text(coordinator, `${pair.away}/timeline`), /two hens/);
  assert.doesNotMatch(await text(coordinator, `${pair.away}/timeline`), /Written after joining/);
  assert.match(await text(coordinator, `${pair.kept}/timeline`), /Written after joining/);
  assert.doesNotMatch(await text(coordinator, `${pair.kept}/timeline`), /two hens/);
  assert.doesNotMatch(await text(coordinator, `${pair.kept}/details`), /0113 496 0187/);
  const again = await manager.send(page, at); // of the page that was open before
  assert.equal(again.status, 409);
  assert.match(again.text, /undone already/);
});

test('a detail that was changed since is asked about', async () => {
  const pair = await two();
  await join(pair);
  const edit = `${pair.kept}/edit`;
  assert.equal((await coordinator.send(await coordinator.get(edit), edit, { home_phone: '0113 496 0200' })).status, 303);
  const at = await undoOf(pair.kept);
  const page = await manager.get(at);
  assert.match(page.text, /Changed again since/);
  assert.equal((await manager.send(page, at)).status, 422);
  assert.equal((await manager.send(page, at, { keep_home_phone: 'theirs' })).status, 303);
  assert.match(await text(coordinator, `${pair.kept}/details`), /0113 496 0200/);
  assert.match(await text(coordinator, `${pair.away}/details`), /0113 496 0187/);
});

test('of three records one remains, and the first is parted first', async () => {
  const pair = await two();
  const third = await addPerson(coordinator, { ...MATILDA, given_names: 'Tilda', contact_times: 'After 4' });
  await recordContact(coordinator, third, { note: 'A third note' });
  await join(pair);
  const first = await undoOf(pair.kept);
  await join({ at: `${pair.kept}/same/${key(third)}` });
  assert.equal((await manager.send(await manager.get(first), first)).status, 303);
  assert.match(await text(coordinator, `${pair.away}/timeline`), /two hens/);
  assert.match(await text(coordinator, `${pair.kept}/timeline`), /A third note/);
  assert.match(await text(manager, `${third}/same/${key(pair.away)}`), new RegExp(`action="${pair.kept}/same/`)); // the third leads to who remains
});

test('a record that others were joined to is joined itself: it comes back with them, and the outer joining is undone first', async () => {
  const pair = await two(), third = await addPerson(coordinator, { ...MATILDA, given_names: 'Tilda' });
  await recordContact(coordinator, third, { note: 'Feeds the ducks' });
  await join(pair);
  const inner = await undoOf(pair.kept), before = await manager.get(inner);
  assert.equal((await join({ at: `${third}/same/${key(pair.kept)}` })).status, 303);
  const outer = await undoOf(third);
  for (const note of [/two hens/, /Feeds the ducks/]) assert.match(await text(coordinator, `${pair.away}/timeline`), note); // its address leads all the way
  const early = await manager.get(inner), sent = await manager.send(before, inner); // of a page that was open before
  assert.doesNotMatch(early.text, /Undo joining them<\/button>/);
  assert.equal(sent.status, 409);
  for (const { text: told } of [early, sent]) assert.match(told, /became part of another since\. Undo that one first/);
  assert.equal((await undo(outer)).status, 303);
  assert.match(await text(coordinator, `${pair.away}/timeline`), /two hens/);
  assert.doesNotMatch(await text(coordinator, `${pair.kept}/timeline`), /ducks/);
  assert.equal((await undo(inner)).status, 303);
  assert.doesNotMatch(await text(coordinator, `${pair.kept}/timeline`), /two hens|ducks/);
  assert.doesNotMatch(await text(coordinator, `${pair.away}/timeline`), /was joined to this one/);
});

test('what was undone can be joined again, the other way round too, and undone again', async () => {
  const pair = await two(), back = `${pair.away}/same/${key(pair.kept)}`;
  for (const [at, stays] of [[pair.at, pair.kept], [back, pair.away], [pair.at, pair.kept]]) {
    assert.equal((await join({ at })).status, 303);
    assert.match(await text(coordinator, `${stays}/timeline`), /two hens/);
    const undoing = await undoOf(stays);
    assert.equal((await undo(undoing)).status, 303);
    const again = await manager.get(undoing);
    assert.match(again.text, /undone already/);
    assert.doesNotMatch(again.text, /Undo joining them<\/button>/);
    assert.match(await text(coordinator, `${pair.away}/timeline`), /two hens/);
    assert.doesNotMatch(await text(coordinator, `${pair.kept}/timeline`), /two hens/);
  }
});

const onTeam = async (person) => (await text(network.as('supervisor'), `${person}/team`)).match(/name="relation"/g)?.length ?? 0;
async function addToTeam(person) {
  const supervisor = network.as('supervisor'), at = `${person}/team`, form = await supervisor.get(at);
  const who = formTo(form.text, at).controls.find((c) => c.name === 'who').options.find((o) => o.text?.includes('clinician')).value;
  assert.equal((await supervisor.send(form, at, { who, why: 'team' })).status, 303);
}

test('a colleague on both teams is on it once, and on each again when they are parted', async () => {
  const pair = await two();
  for (const person of [pair.kept, pair.away]) await addToTeam(person);
  await join(pair);
  assert.equal(await onTeam(pair.kept), 1);
  assert.equal((await undo(await undoOf(pair.kept))).status, 303);
  assert.deepEqual([await onTeam(pair.kept), await onTeam(pair.away)], [1, 1]);
});

test('a colleague who was taken off the team meanwhile is on neither afterwards', async () => {
  const pair = await two(), supervisor = network.as('supervisor');
  for (const person of [pair.kept, pair.away]) await addToTeam(person);
  await join(pair);
  const team = await supervisor.get(`${pair.kept}/team`), [, relation] = /name="relation" value="([^"]+)"/.exec(team.text);
  assert.equal((await supervisor.send(team, `${pair.kept}/team/end`, { relation })).status, 303);
  assert.equal(await onTeam(pair.kept), 0);
  assert.equal((await undo(await undoOf(pair.kept))).status, 303);
  assert.deepEqual([await onTeam(pair.kept), await onTeam(pair.away)], [0, 0]);
});

test('what was changed while the page was open is shown first', async () => {
  const pair = await two();
  const page = await manager.get(pair.at);
  const edit = `${pair.away}/edit`;
  await coordinator.send(await coordinator.get(edit), edit, { preferred_name: 'Tilly' });
  const late = await manager.send(page, pair.at, { sure: 'yes' });
  assert.equal(late.status, 409);
  assert.match(late.text, /changed while this page was open/);
  assert.match(late.text, /Tilly/);
});

test('that somebody is dead and spoke later is refused with the way forward', async () => {
  const pair = await two(), page = await manager.get(pair.at);
  const edit = `${pair.kept}/edit`;
  await coordinator.send(await coordinator.get(edit), edit, { died_known: 'yes', 'died[day]': '1', 'died[month]': '2', 'died[year]': '2020' });
  const open = await manager.get(pair.at);
  assert.match(open.text, /correct the date of death or the contact first/);
  assert.doesNotMatch(open.text, /Join the records/);
  const answer = await manager.send(page, pair.at, { sure: 'yes' }); // of a page that was open before
  assert.equal(answer.status, 409);
});

const VERIFIED = [{ url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus',
  valueCodeableConcept: { coding: [{ code: '01' }] } }];
let files = 0;
// A person as another system says, with conditions; resolves to the address of whoever is found under the number.
async function imported(id, number, { given = 'Mathilda', family = 'Okonkwo', telecom, conditions = [] } = {}) {
  const file = path.join(folder, `duplicates-${++files}.ndjson`);
  const lines = [{ resourceType: 'Patient', id, telecom, name: [{ family, given: [given] }], birthDate: '1943-03-04',
    identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: number, extension: VERIFIED }],
    generalPractitioner: [{ identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: network.MILL } }] },
  ...conditions.map((text) => ({ resourceType: 'Condition', id: `${id}-${text}`, subject: { reference: `Patient/${id}` }, code: { text }, recordedDate: '2024-01-01' }))];
  writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'));
  const done = await cairn('import', 'fhir', '--data', network.data, '--source', 'duplicates', file);
  assert.equal(done.code, 0, done.stdout + done.stderr);
  const page = await coordinator.get('/people/find'), found = await coordinator.send(page, '/people/find', { find: number });
  return new RegExp(`/people/${KEY}`).exec(found.headers.location + await text(coordinator, found.headers.location))[0];
}

test('two NHS numbers that were both verified are two people to the NHS: refused, with the way forward', async () => {
  const one = await imported('verified-1', unusedNumber()), other = await imported('verified-2', unusedNumber());
  const at = `${one}/same/${key(other)}`, page = await manager.get(at);
  assert.match(page.text, /If one number is wrong, correct it first/);
  assert.doesNotMatch(page.text, /Join the records/);
  assert.equal((await manager.post(at, [['sure', 'yes'], ['_token', await manager.token(`${one}/edit`)]])).status, 409);
  assert.match(await text(manager, `${one}/joined`), /No other record was joined/);
});

test('a restricted record is not joined by anybody who does not see it', async () => {
  const pair = await two(), supervisor = network.as('supervisor'), team = `${pair.kept}/team`, form = await supervisor.get(team);
  const who = formTo(form.text, team).controls.find((c) => c.name === 'who').options.find((o) => o.text?.includes('care-coordinator A99001')).value;
  await supervisor.send(form, team, { who, why: 'team' });
  const restrict = `${pair.kept}/restrict`, page = await manager.get(pair.at);
  assert.equal((await supervisor.send(await supervisor.get(restrict), restrict, { reason: 'colleague' })).status, 303);
  assert.equal((await manager.get(pair.at)).status, 404);
  assert.equal((await manager.send(page, pair.at, { sure: 'yes' })).status, 404);
});

test('one record is not joined to itself', async () => {
  const { kept } = await two(), page = await manager.get(`${kept}/same/${key(kept)}`);
  assert.match(page.text, /This is one record/);
});

test('what another system says later of the record that was joined is written in the one that remains', async () => {
  const number = unusedNumber(), away = await imported('later', number, { conditions: ['Asthma'] });
  const kept = await addPerson(coordinator, { ...MATILDA, nhs_number: '' }), at = `${kept}/same/${key(away)}`;
  assert.equal((await manager.send(await manager.get(at), at, { sure: 'yes' })).status, 303);
  assert.equal(await imported('later', number, { conditions: ['Asthma', 'Gout'] }), kept);
  const summary = await text(coordinator, kept);
  assert.match(summary, /Asthma/);
  assert.match(summary, /Gout/);
});

test('somebody alike whom an import brings is added, and is to be compared: never joined by itself', async () => {
  const here = await addPerson(coordinator, { ...MATILDA, family_name: 'Ashworthy', mobile_phone: '07700 900877', postcode: 'LS8 4QX' });
  const number = unusedNumber(), brought = await imported('alike', number, { family: 'Ashworthy', telecom: [{ system: 'phone', use: 'mobile', value: '07700900877' }] });
  assert.notEqual(brought, here);
  const compare = new RegExp(`/people/${KEY}/same/${KEY}`), suspected = async () => compare.exec(await text(manager, `${here}/details`))?.[0];
  for (let i = 0; i < 60 && !(await suspected()); i++) await new Promise((resolve) => setTimeout(resolve, 250));
  const pair = await manager.get(await suspected());
  for (const person of [here, brought]) assert.ok(pair.text.includes(key(person)), 'the two are to be compared');
  for (const person of [here, brought]) assert.match(await text(manager, `${person}/joined`), /No other record was joined/);
  assert.match(await text(manager, '/duplicates'), /same telephone number/i);
});

test('two people stay two people, once somebody has said how they know', async () => {
  const pair = await two();
  const page = await manager.get(pair.at);
  assert.equal((await manager.send(page, `${pair.at}/not`)).status, 422);
  assert.equal((await manager.send(page, `${pair.at}/not`, { why: 'Twins: both came in' })).status, 303);
  assert.match(await text(manager, pair.at), /Twins: both came in/);
});

test('a care co-ordinator sees what was joined and joins nothing', async () => {
  const pair = await two();
  assert.equal((await coordinator.get(pair.at)).status, 403);
  assert.equal((await coordinator.get('/duplicates')).status, 403);
  assert.equal((await coordinator.get(`${pair.kept}/joined`)).status, 200);
});

test('who may be here twice is found by itself', async () => {
  const pair = await two();
  for (let i = 0; i < 40; i++) {
    if ((await text(manager, `${pair.kept}/details`)).includes('This may be the same person as')) break;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  assert.match(await text(manager, `${pair.kept}/details`), /This may be the same person as/);
  assert.match(await text(manager, '/duplicates'), /Compare/);
});

// The last: an import has to say which of two networks it is for.
test('records of two networks never meet: whoever tries finds nobody there', async () => {
  const second = await openSecondNetwork(network), pair = await two();
  const theirs = await addPerson(second.of('care-coordinator', second.MILL), MATILDA), at = `${pair.kept}/same/${key(theirs)}`;
  const page = await manager.get(pair.at), nobody = `${pair.kept}/same/${key(theirs).replace(/^.{8}/, '00000000')}`;
  for (const address of [at, nobody]) {
    assert.equal((await manager.get(address)).status, 404);
    assert.equal((await manager.post(address, [['sure', 'yes'], ['kept_seen', '1'], ['away_seen', '1'], ['_token', await manager.token(pair.at)]])).status, 404);
  }
  assert.equal(page.status, 200);
  assert.match(await text(second.as('data-manager'), `${theirs}/joined`), /No other record was joined/);
  assert.doesNotMatch(await text(second.as('governance-lead'), `${theirs}/who-looked`), /data-manager/);
  second.close();
});
