// Conversations with clinicians and appointments that somebody is helped with: prepared, reminded, moved, followed up.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { textOf } from '../support/html.mjs';
import { addPerson, openNetwork } from '../support/network.mjs';
import { rows } from '../support/rows.mjs';
import { removeFolder, temporaryFolder } from '../support/server.mjs';

let folder, network, coordinator, elsewhere, colleague;
before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder);
  [coordinator, elsewhere] = [network.MILL, network.QUAY].map((practice) => network.of('care-coordinator', practice));
  colleague = network.as('supervisor');
});
after(async () => {
  const end = await network?.close();
  removeFolder(folder);
  assert.deepEqual(end, { code: 0, signal: null }, 'the server stayed up and stopped in order');
});

const text = async (visitor, address) => textOf((await visitor.get(address)).text);
const newKey = () => `0193a1b2-c3d4-7e5f-8a9b-${randomBytes(6).toString('hex')}`;
const inDays = (days, name = 'day') => {
  const day = new Date(Date.now() + days * 86_400_000);
  return { [`${name}[day]`]: `${day.getUTCDate()}`, [`${name}[month]`]: `${day.getUTCMonth() + 1}`, [`${name}[year]`]: `${day.getUTCFullYear()}` };
};
let made = 0;
const somebody = async (fields = {}) => addPerson(coordinator, { given_names: 'Amina', family_name: `Booked${made++}`, ...fields });
const save = async (visitor, person, part, key, fields) => {
  const form = `${person}/appointments/${part}/${key}/edit`;
  return visitor.send(await visitor.get(form), form, fields);
};
const book = async (person, days, fields = {}) => {
  const key = newKey();
  assert.equal((await save(coordinator, person, 'booking', key, { with: 'Dr Patel', service: 'Memory clinic', ...inDays(days), ...fields })).status, 303);
  return key;
};
// Tasks about somebody by their titles: open, or dropped.
const tasks = (person, dropped = false) => {
  const key = person.split('/').pop().replaceAll('-', '');
  return rows(network.data, `SELECT t.title FROM task t JOIN person p ON p.person_id = t.person_id WHERE hex(p.key) = '${key.toUpperCase()}' AND t.done_at IS ${dropped ? 'NOT ' : ''}NULL ORDER BY t.task_id`).map((row) => row.title);
};

test('a form begins with what is known of their needs, and nothing else', async () => {
  const person = await somebody({ language: 'bn', interpreter: 'yes', preferred_contact: '3', communication_note: 'Speak slowly' });
  const page = await coordinator.get(`${person}/appointments/booking/${newKey()}/edit`);
  assert.match(page.text, /Bengali interpreter needed/);
  assert.match(page.text, /Speak slowly/);
  assert.match(page.text, /value="telephone"[^>]*checked|checked[^>]*value="telephone"/);
  assert.match(await text(coordinator, `${person}/appointments`), /Coming None that we help with/, 'nothing is saved by looking');
});

test('a conversation is prepared in their own words, printed for them, and followed up; what is to be checked becomes due', async () => {
  const person = await somebody();
  await coordinator.send(await coordinator.get(`${person}/about/edit`), `${person}/about/edit`, { most_important: 'To see the sea' });
  const key = await book(person, 5, { remind: 'telephone', time: '10:40am' });
  assert.match(await text(coordinator, '/my-day'), /appointments? in the next 14 days ha(s|ve) nothing prepared/);
  assert.match(await text(coordinator, '/appointments'), new RegExp(`BOOKED${made - 1}[^]*Dr Patel, Memory clinic[^]*Nothing is prepared yet`));
  assert.match(await text(coordinator, `${person}/appointments/preparing/${key}/edit`), /To see the sea/, 'what matters stands above');
  await save(coordinator, person, 'preparing', key, { questions: 'Will I forget my children?\nMay I drive?', aids: 'Living with memory loss, 2 March', comes: 'Sara' });
  assert.doesNotMatch(await text(coordinator, '/appointments'), new RegExp(`BOOKED${made - 1}`));
  const sheet = await coordinator.get(`${person}/appointments/${key}/sheet`);
  assert.equal(sheet.status, 200);
  assert.match(sheet.text, /<li>Will I forget my children\?<\/li>\s*<li>May I drive\?<\/li>/);
  assert.doesNotMatch(sheet.text, /To see the sea/, 'what matters is not copied');
  assert.deepEqual(tasks(person).map((t) => /^Ring to remind: .*10:40am, Dr Patel, Memory clinic$/.test(t)), [true]);
  await save(coordinator, person, 'follow-up', key, { outcome: 'attended', options: 'Tablets\nWait', chosen: 'To wait', whose: 'person', check_1: 'Whether the letter came', ...inDays(9, 'by_1'), check_2: 'The bus pass' });
  assert.deepEqual(tasks(person), ['Whether the letter came', 'The bus pass'], 'one task for each, and nobody is reminded of what was');
  const page = await text(coordinator, `${person}/appointments`);
  assert.match(page, /Past .*They went, or spoke with them[^]*To wait/);
  await save(coordinator, person, 'follow-up', key, { check_1: 'Whether the letter came back' });
  assert.equal(tasks(person).length, 2, 'a correction makes no second task');
});

test('an appointment that moves keeps its earlier day, and is reminded of once, for the new one', async () => {
  const person = await somebody(), key = await book(person, 5, { remind: 'text' }), [first] = tasks(person);
  await save(coordinator, person, 'booking', key, inDays(8));
  const [second, ...more] = tasks(person);
  assert.deepEqual(more, []);
  assert.notEqual(second, first);
  assert.deepEqual(tasks(person, true), [first]);
  assert.match(await text(coordinator, `${person}/appointments`), /Moved: it was on/);
  assert.match(await text(coordinator, `${person}/appointments/booking/${key}/history`), /What version 2 changed/);
  await save(coordinator, person, 'booking', key, { purpose: 'The scan' });
  assert.deepEqual(tasks(person), [second], 'what the reminder says is the same');
});

test('one that is over is asked about until somebody writes that they did not go, and why', async () => {
  const person = await somebody(), key = await book(person, -3, { remind: 'telephone' });
  assert.deepEqual(tasks(person), [], 'nobody is reminded of what was');
  assert.match(await text(coordinator, '/my-day'), /nobody has written what came of/);
  assert.match(await text(coordinator, '/appointments'), new RegExp(`BOOKED${made - 1}[^]*Nobody has written what happened`));
  const empty = await save(coordinator, person, 'follow-up', key, { outcome: '' });
  assert.equal(empty.status, 422);
  assert.match(empty.text, /Choose what happened/);
  await save(coordinator, person, 'follow-up', key, { outcome: 'not_attended', why: 'The transport did not come' });
  assert.match(await text(coordinator, `${person}/appointments`), /They did not attend[^]*The transport did not come/);
  assert.doesNotMatch(await text(coordinator, '/appointments'), new RegExp(`BOOKED${made - 1}`));
});

test('a death closes what was to come and stops its reminder, and a mistake opens it again', async () => {
  const person = await somebody(), key = await book(person, 5, { remind: 'telephone' }), name = new RegExp(`BOOKED${made - 1}`);
  const set = async (died_known) => coordinator.send(await coordinator.get(`${person}/edit`), `${person}/edit`, { died_known });
  await set('yes');
  assert.deepEqual(tasks(person), []);
  assert.doesNotMatch(await text(coordinator, '/appointments'), name);
  assert.match(await text(coordinator, `${person}/appointments`), /Past .*Closed: they have died/);
  assert.equal((await coordinator.get(`${person}/appointments/${key}/sheet`)).status, 403);
  await set('');
  assert.equal(tasks(person).length, 1);
  assert.match(await text(coordinator, '/appointments'), name);
});

test('a form that is sent twice is one appointment, and two colleagues’ words are both kept', async () => {
  const person = await somebody(), key = newKey(), at = `${person}/appointments/booking/${key}/edit`;
  const form = await coordinator.get(at), fields = { with: 'Nurse Twice', ...inDays(20), remind: 'telephone' };
  for (let i = 0; i < 2; i++) assert.equal((await coordinator.send(form, at, fields)).status, 303);
  assert.equal((await coordinator.get(`${person}/appointments`)).text.split('<b>Nurse Twice</b>').length, 2);
  assert.equal(tasks(person).length, 1);
  const [mine, theirs] = [await coordinator.get(at), await colleague.get(at)];
  await colleague.send(theirs, at, { transport: 'Hospital car' });
  await coordinator.send(mine, at, { place: 'Third floor' });
  const page = await text(coordinator, `${person}/appointments`);
  assert.match(page, /Hospital car/);
  assert.match(page, /Third floor/);
});

test('a colleague sees it among everybody’s, another practice nowhere', async () => {
  const person = await somebody(), key = await book(person, 5), name = new RegExp(`BOOKED${made - 1}`);
  assert.doesNotMatch(await text(colleague, '/appointments'), name);
  assert.match(await text(colleague, '/appointments?whose=everybody'), name);
  assert.doesNotMatch(await text(elsewhere, '/appointments?whose=everybody'), name);
  for (const path of ['', `/booking/${key}/edit`, `/preparing/${key}/edit`, `/follow-up/${key}/edit`, `/booking/${key}/history`, `/${key}/sheet`])
    assert.equal((await elsewhere.get(`${person}/appointments${path}`)).status, 404, path);
  const other = await somebody();
  for (const path of [`/preparing/${key}/edit`, `/follow-up/${key}/edit`, `/${key}/sheet`])
    assert.equal((await coordinator.get(`${other}/appointments${path}`)).status, 404, `somebody else’s: ${path}`);
});
