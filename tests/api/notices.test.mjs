// What happens to a person reaches those who work with them: a death by the page and by an import stops tasks and letters
// at once and brings them back when it was a mistake; moving, another number and restricting are told until dismissed.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { problemsOf, textOf } from '../support/html.mjs';
import { addPerson, openNetwork, recordContact, unusedNumber, writeLetter } from '../support/network.mjs';
import { bundle, organization, patient } from '../support/people.mjs';
import { rows } from '../support/rows.mjs';
import { cairn, removeFolder, temporaryFolder } from '../support/server.mjs';

let folder, network, coordinator, clinician;
before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder);
  coordinator = network.of('care-coordinator', network.MILL);
  clinician = network.as('clinician');
});
after(async () => {
  const end = await network?.close();
  removeFolder(folder);
  assert.deepEqual(end, { code: 0, signal: null });
});

let bundles = 0;
async function imported(fields, deceased) {
  const file = path.join(folder, `bundle-${bundles++}.json`), resource = patient({ id: fields.number, ...fields });
  if (deceased) resource.deceasedDateTime = deceased;
  writeFileSync(file, JSON.stringify(bundle(organization(fields.practice, 'A practice'), resource)));
  const done = await cairn('import', 'fhir', '--data', network.data, file);
  return done.stdout + done.stderr;
}
const post = async (who, page, fields) => who.send(await who.get(page), page, fields);
const change = async (person, fields, who = coordinator) => assert.equal((await post(who, `${person}/edit`, fields)).status, 303);
const words = async (address, who = coordinator) => textOf((await who.get(address)).text);
const YESTERDAY = new Date(Date.now() - 86_400_000);
const DAY = { 'died[day]': String(YESTERDAY.getDate()), 'died[month]': String(YESTERDAY.getMonth() + 1), 'died[year]': String(YESTERDAY.getFullYear()) };

async function somebody(family, more = {}) {
  const person = await addPerson(coordinator, { given_names: 'Nora', family_name: family, address_1: '7 Harbour Lane', address_3: 'Elmwater', ...more });
  await recordContact(coordinator, person, { note: 'A good talk', next: 'week', next_title: `Ring ${family} about the ramp` });
  return person;
}
async function stopped(person, family) {
  assert.doesNotMatch(await words('/my-day'), new RegExp(`Ring ${family} about`), 'no reminder is left');
  assert.match(await words(`${person}/timeline`), new RegExp(`Stopped, because they died: Ring ${family} about the ramp`));
  const refused = await recordContact(coordinator, person, { outcome: 'spoke', with: 'carer', carer_name: 'Sara', next: 'week', next_title: 'Ring again' });
  assert.equal(refused.status, 422);
  assert.match(problemsOf(refused.text).join(), /They have died: choose “None needed”/);
  assert.equal((await recordContact(coordinator, person, { outcome: 'spoke', with: 'carer', carer_name: 'Sara', next: 'none' })).status, 303, 'a contact with family can be recorded');
  assert.match(problemsOf((await writeLetter(coordinator, person)).text).join(), /They have died/);
  assert.match(await words('/my-day'), new RegExp(`${family.toUpperCase()}, Nora: Has died 0 of 9 closing steps done`));
}

test('a death recorded on the page stops tasks and letters in the same request, and taken back brings them back', async () => {
  const person = await somebody('Pagely');
  assert.match(await words('/my-day'), /Ring Pagely about the ramp/);
  await change(person, DAY, clinician);
  await stopped(person, 'Pagely');
  assert.match(await words(`${person}/about`), /What remains to be done: 0 of 9 done/, 'on every page of the record');
  await change(person, { died_known: '', 'died[day]': '', 'died[month]': '', 'died[year]': '' });
  assert.match(await words('/my-day'), /Ring Pagely about the ramp/);
  assert.doesNotMatch(await words('/my-day'), /PAGELY, Nora: Has died/);
  assert.match(await words(`${person}/closing`), /Nothing is recorded of a death/);
  assert.match(await words(`${person}/notices`), /Over since/);
});

test('a death that comes with an import does the same, and so does its withdrawal', async () => {
  const number = unusedNumber(), fields = { family: 'Importly', given: 'Nora', born: '1941-03-04', gender: 'female', number, practice: network.MILL };
  await imported(fields);
  const found = await coordinator.follow(await post(coordinator, '/people/find', { find: number }));
  const person = /\/people\/[0-9a-f-]{36}/.exec(found.text)[0];
  await recordContact(coordinator, person, { note: 'A good talk', next: 'week', next_title: 'Ring Importly about the ramp' });
  await imported(fields, '2026-01-02');
  await stopped(person, 'Importly');
  assert.match(await words(`${person}/notices`), /from another system/);
  await imported(fields);
  assert.match(await words('/my-day'), /Ring Importly about the ramp/);
});

test('the closing steps are ticked with who and when, can be taken back, and leave My day once finished', async () => {
  const person = await somebody('Stepwell'), closing = `${person}/closing`;
  await change(person, DAY);
  await post(coordinator, closing, { step: 'family', words: 'Rang Sara, funeral on Friday' });
  assert.match(await words(closing), /1 of 9 done[\s\S]*Ring the family Rang Sara, funeral on Friday care-coordinator A99001/);
  await post(coordinator, closing, { step: 'family', done: 'no' });
  assert.match(await words(closing), /0 of 9 done/);
  const early = await post(coordinator, closing, { step: 'finish' });
  assert.equal(early.status, 422);
  assert.match(problemsOf(early.text).join(), /Enter what is left/);
  assert.equal((await post(coordinator, closing, { step: 'finish', why: 'All done by the hospice' })).status, 303);
  assert.doesNotMatch(await words('/my-day'), /STEPWELL/);
  assert.match(await words(closing), /Finished by care-coordinator A99001 on .*All done by the hospice/);
});

test('a closing step is made a task for whoever is left, which the death does not stop and taking it back does', async () => {
  const person = await somebody('Taskwell'), closing = `${person}/closing`;
  await change(person, DAY);
  assert.match(await words(closing), /Stopped when the death was recorded Ring Taskwell about the ramp/);
  await post(coordinator, closing, { step: 'carer', task: 'yes' });
  await post(coordinator, closing, { step: 'carer', task: 'yes' });
  assert.match(await words(closing), /A task of care-coordinator A99001, due/);
  assert.deepEqual(rows(network.data, "SELECT title, done_at FROM task WHERE after_death = 1"), [{ title: 'Ask after whoever cared for them', done_at: null }], 'one task');
  assert.match(await words('/my-day'), /Ask after whoever cared for them/);
  await change(person, { died_known: 'yes', 'died[day]': '', 'died[month]': '', 'died[year]': '' });
  assert.match(await words('/my-day'), /Ask after whoever cared for them/, 'another day of the death changes nothing');
  await change(person, { died_known: '' });
  assert.doesNotMatch(await words('/my-day'), /Ask after whoever cared for them/);
  assert.match(await words(`${person}/timeline`), /Stopped, because they are alive after all: Ask after whoever/);
  assert.match(await words('/my-day'), /Ring Taskwell about the ramp/);
  await change(person, DAY);
  assert.doesNotMatch(await words(closing), /A task of/, 'a later death begins its own steps');
});

test('finished closing steps of a death that was a mistake are not shown of somebody alive', async () => {
  const person = await somebody('Backagain'), closing = `${person}/closing`;
  await change(person, DAY);
  await post(coordinator, closing, { step: 'finish', why: 'All done by the hospice' });
  await change(person, { died_known: '', 'died[day]': '', 'died[month]': '', 'died[year]': '' });
  assert.match(await words(closing), /Nothing is recorded of a death/);
});

const manager = () => network.as('data-manager');
const joinTo = async (kept, away, fields = {}) => {
  const at = `${kept}/same${away.slice('/people'.length)}`;
  return post(manager(), at, { sure: 'yes', ...fields });
};
async function part(kept) {
  const at = /\/people\/[0-9a-f-]+\/joined\/[0-9a-f-]+\/undo/.exec((await manager().get(`${kept}/joined`)).text)[0];
  assert.equal((await post(manager(), at, {})).status, 303);
}

test('a joined record is told until somebody has checked it, and is no news once the joining is undone', async () => {
  const kept = await somebody('Joiner'), away = await somebody('Joyner');
  assert.equal((await joinTo(kept, away)).status, 303);
  assert.match(await words(`${kept}/contacts/new`), /Joined with another record\. They were here twice/);
  assert.match(await words('/my-day'), /JOINER, Nora: Joined with another record/);
  await part(kept);
  assert.doesNotMatch(await words(kept), /Joined with another record/);
  assert.match(await words(`${kept}/notices`), /Over since/);
});

test('tasks that come from a living record to a dead one stop, and go back as they were', async () => {
  const kept = await somebody('Twofold'), away = await somebody('Twofould');
  await change(kept, { died_known: 'yes' });
  assert.equal((await joinTo(kept, away, { take_died: 'kept', take_died_known: 'kept' })).status, 303);
  assert.doesNotMatch(await words('/my-day'), /Ring Twofould about/);
  await part(kept);
  assert.match(await words('/my-day'), /Ring Twofould about/);
  assert.doesNotMatch(await words('/my-day'), /Ring Twofold about/);
});

test('moving to another practice is told, resolved by coming back, and leaving the network is told, too', async () => {
  const number = unusedNumber(), fields = { family: 'Mover', given: 'Nora', born: '1941-03-04', gender: 'female', number };
  await imported({ ...fields, practice: network.MILL });
  const person = /\/people\/[0-9a-f-]{36}/.exec((await coordinator.follow(await post(coordinator, '/people/find', { find: number }))).text)[0];
  const lead = network.as('supervisor');
  await imported({ ...fields, practice: network.QUAY });
  assert.match(await words(person, lead), /Moved practice\. They moved from Mill Row Surgery to Quay Street Practice/);
  await imported({ ...fields, practice: network.MILL });
  assert.doesNotMatch(await words(person), /Moved practice/);
  await imported({ ...fields, practice: 'Z99009' });
  await imported({ ...fields, practice: 'Z99009' });
  assert.match(await words(person), /Left the network\. Another system has them at practice Z99009/);
  assert.equal((await coordinator.get(`${person}/notices`)).text.match(/<b>Left the network/g).length, 1, 'told once, however often it comes');
  await imported({ ...fields, practice: network.MILL });
  assert.doesNotMatch(await words(person), /Left the network/);
});

test('another NHS number is told until somebody dismisses it with a reason, which is kept', async () => {
  const person = await somebody('Number'), number = unusedNumber();
  await change(person, { nhs_number: number });
  assert.match(await words(`${person}/letters`), /Another NHS number\. It changed from 999/);
  assert.match(await words('/people?mine=yes'), /NUMBER, Nora Notice/);
  const dismiss = /\/people\/[^"]*\/notices\/[0-9a-f-]{36}/.exec((await coordinator.get(`${person}/notices`)).text)[0];
  assert.equal((await post(coordinator, dismiss, { why: '' })).status, 422);
  assert.equal((await post(coordinator, dismiss, { why: 'Checked with the practice' })).status, 303);
  assert.doesNotMatch(await words(person), /Another NHS number/);
  assert.match(await words(`${person}/notices`), /Dismissed by care-coordinator A99001 on .*: Checked with the practice/);
});
