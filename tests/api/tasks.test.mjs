// A task through the days: added, put off with a reason, asked of a colleague who says yes or no, given up, repeated; what
// is meanwhile true of every open task is that it has one owner.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { problemsOf, textOf } from '../support/html.mjs';
import { addPerson, openNetwork } from '../support/network.mjs';
import { rows } from '../support/rows.mjs';
import { removeFolder, temporaryFolder } from '../support/server.mjs';

let folder, network, leah, sam, person;
before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder);
  leah = network.of('care-coordinator', network.MILL);
  sam = network.as('supervisor');
  person = await addPerson(leah, { given_names: 'Tilda', family_name: 'Taskworth' });
});
after(async () => {
  const end = await network?.close();
  removeFolder(folder);
  assert.deepEqual(end, { code: 0, signal: null });
});

const send = async (who, page, to, fields) => who.send(await who.get(page), to, fields);
const words = async (who, page) => textOf((await who.get(page)).text);
const task = (title) => rows(network.data, `SELECT hex(key) AS key, owner_id, offered_to, due, done_at, dropped FROM task WHERE title = '${title}' ORDER BY task_id DESC`);
const at = (title) => `/tasks/${task(title)[0].key.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}`;
async function add(title, more = {}, who = leah) {
  const form = `${person}/tasks/new`, answer = await send(who, form, form, { title, kind: 'promise', when: 'week', ...more });
  assert.equal(answer.status, 303, textOf(answer.text ?? ''));
  return at(title);
}
const option = (page, name) => new RegExp(`<option value="(\\d+)"[^>]*>${name}`).exec(page.text)?.[1];
async function offer(page, who, name, more = {}) {
  const shown = await who.get(page);
  return who.send(shown, `${page}/offer`, { to: option(shown, name) ?? '', ...more });
}

test('a task is added on a record, and stands on My tasks and the record until it is done', async () => {
  const page = await add('Ask about the ramp', { when: 'tomorrow' });
  assert.match(await words(leah, '/tasks'), /Ask about the ramp[\s\S]*TASKWORTH, Tilda/);
  assert.match(await words(leah, person), /Ask about the ramp/);
  assert.match(await words(leah, page), /Whose Yours/);
  assert.equal((await send(leah, page, `${page}/done`, {})).status, 303);
  assert.doesNotMatch(await words(leah, '/tasks'), /Ask about the ramp/);
  assert.match(await words(leah, page), /Ended Done/);
});

test('a day that has gone, no words and no kind are said, and what was typed stays', async () => {
  const form = `${person}/tasks/new`;
  const past = await send(leah, form, form, { title: 'Kept words', kind: 'promise', when: 'day', 'day[day]': '1', 'day[month]': '2', 'day[year]': '2020' });
  assert.equal(past.status, 422);
  assert.deepEqual(problemsOf(past.text), ['The day must not be in the past']);
  assert.match(past.text, /value="Kept words"/);
  const none = await send(leah, form, form, { title: '', kind: 'other', when: '' });
  assert.deepEqual(problemsOf(none.text).sort(), ['Choose what kind it is', 'Choose when', 'Enter what is to be done']);
  assert.equal(task('Kept words').length, 0);
});

test('sent twice it is one task', async () => {
  const form = `${person}/tasks/new`, shown = await leah.get(form), fields = { title: 'Only once', kind: 'promise', when: 'week' };
  const first = await leah.send(shown, form, fields), second = await leah.send(shown, form, fields);
  assert.equal(first.status, 303);
  assert.equal(second.status, 303);
  assert.equal(task('Only once').length, 1);
});

test('it is put off with a reason that everybody can read', async () => {
  const page = await add('Ring the council');
  const none = await send(leah, page, `${page}/move`, { when: 'tomorrow' });
  assert.equal(none.status, 422);
  assert.deepEqual(problemsOf(none.text), ['Choose why']);
  const other = await send(leah, page, `${page}/move`, { when: 'tomorrow', reason: 'other' });
  assert.deepEqual(problemsOf(other.text), ['Enter the reason']);
  const before = task('Ring the council')[0].due;
  assert.equal((await send(leah, page, `${page}/move`, { when: 'tomorrow', reason: 'waiting', moved_words: 'The officer is away' })).status, 303);
  assert.equal(task('Ring the council')[0].due, before - 6);
  assert.match(await words(sam, page), /Put off from .* to .*I am waiting for somebody else: The officer is away/);
});

test('a colleague who is asked says yes: it is theirs, and was somebody’s at every moment', async () => {
  const page = await add('Post the form'), owner = task('Post the form')[0].owner_id;
  assert.equal((await offer(page, leah, 'supervisor', { offer_words: 'I am away on Friday' })).status, 303);
  assert.equal(task('Post the form')[0].owner_id, owner, 'asking changes no owner');
  assert.match(await words(leah, '/tasks/waiting'), /Post the form/);
  assert.match(await words(sam, '/my-day'), /Between colleagues Post the form for TASKWORTH, Tilda/);
  assert.match(await words(sam, page), /asks you to do this.*They say: I am away on Friday/);
  assert.doesNotMatch(await words(network.as('link-worker'), page), /I’ll do it/, 'who was not asked cannot answer');
  const early = await leah.get(page);
  assert.equal((await send(sam, page, `${page}/answer`, { answer: 'yes' })).status, 303);
  const now = task('Post the form')[0];
  assert.notEqual(now.owner_id, owner);
  assert.equal(now.offered_to, null);
  assert.equal((await leah.send(early, `${page}/done`, {})).status, 403, 'it is not hers any more');
  assert.equal((await leah.send(early, `${page}/move`, { when: 'week', reason: 'asked' })).status, 403);
});

test('asked for with the form that adds it, it is open in every version', async () => {
  const form = `${person}/tasks/new`, shown = await leah.get(form);
  await leah.send(shown, form, { title: 'Fetch the form', kind: 'promise', when: 'week', to: option(shown, 'supervisor') });
  assert.ok(task('Fetch the form')[0].offered_to);
  const states = rows(network.data, "SELECT v.state FROM record_version v JOIN task t ON t.task_id = v.record_id WHERE v.kind = 'task' AND t.title = 'Fetch the form'");
  assert.deepEqual(states.map(({ state }) => JSON.parse(state).done), [false, false]);
});

test('who can’t says why, and it comes back to the owner’s My day', async () => {
  const page = await add('Book the transport');
  await offer(page, leah, 'supervisor');
  const silent = await send(sam, page, `${page}/answer`, { answer: 'no' });
  assert.equal(silent.status, 422);
  assert.equal((await send(sam, page, `${page}/answer`, { answer: 'no', cannot: 'On leave from Monday' })).status, 303);
  assert.match(await words(leah, '/my-day'), /Book the transport for TASKWORTH, Tilda It came back\. .*: On leave from Monday/);
  assert.equal(task('Book the transport')[0].offered_to, null);
});

test('the owner keeps it after all, and two answers at once leave one', async () => {
  const page = await add('Find the key safe');
  await offer(page, leah, 'supervisor');
  const shown = await sam.get(page);
  assert.equal((await send(leah, page, `${page}/answer`, { answer: 'back' })).status, 303);
  const late = await sam.send(shown, `${page}/answer`, { answer: 'yes' });
  assert.equal(late.status, 409);
  assert.match(textOf(late.text), /Somebody changed this task while you had it open/);
});

test('a form of an older version changes nothing, and shows again what was chosen', async () => {
  const page = await add('Order the grab rail'), old = await leah.get(page);
  await send(leah, page, `${page}/move`, { when: 'tomorrow', reason: 'asked' });
  const late = await leah.send(old, `${page}/drop`, { why: 'mistake', drop_words: 'Typed twice' });
  assert.equal(late.status, 409);
  assert.match(late.text, /value="Typed twice"/);
  assert.equal(task('Order the grab rail')[0].done_at, null);
});

test('what will not be done leaves the list with why, and is no work done', async () => {
  const page = await add('Ask for a wheelchair'), old = await leah.get(page);
  assert.equal((await send(leah, page, `${page}/drop`, { why: 'not_wanted', drop_words: 'Prefers the stick' })).status, 303);
  assert.doesNotMatch(await words(leah, '/tasks'), /Ask for a wheelchair/);
  assert.match(await words(leah, `${person}/timeline`), /Not done: the person doesn’t want it: Ask for a wheelchair/);
  const again = await leah.send(old, `${page}/drop`, { why: 'mistake' });
  assert.equal(again.status, 409);
  assert.match(textOf(again.text), /This task has ended meanwhile/);
});

test('one that repeats is there again when it is done, a month on', async () => {
  const page = await add('Ring about the tablets', { repeats: 'month', when: 'tomorrow' });
  await send(leah, page, `${page}/done`, {});
  const all = task('Ring about the tablets');
  assert.equal(all.length, 2);
  assert.equal(all[0].done_at, null);
  assert.ok([28, 29, 30, 31].includes(all[0].due - all[1].due), `${all[0].due - all[1].due} days later`);
});

test('a pathway makes its tasks on working days, those ticked alone, once', async () => {
  const form = `${person}/tasks/pathway`, today = new Date();
  const day = { 'day[day]': String(today.getDate()), 'day[month]': String(today.getMonth() + 1), 'day[year]': String(today.getFullYear()) };
  const shown = await leah.get(`${form}?${new URLSearchParams({ kind: 'fall', ...day })}`);
  assert.equal(shown.status, 200);
  const iso = /name="from" value="([^"]+)"/.exec(shown.text)[1], fields = { kind: 'fall', from: iso, step: ['1', '4'] };
  assert.equal((await leah.send(shown, `${form}/add`, fields)).status, 303);
  assert.equal((await leah.send(shown, `${form}/add`, fields)).status, 303);
  const made = rows(network.data, `SELECT title, due, promised_on FROM task WHERE title LIKE '%tell anybody?%' OR title LIKE 'Ask about further falls%' OR title LIKE '%falls service'`);
  assert.equal(made.length, 2);
  for (const one of made) assert.ok(![2, 3].includes(((one.due % 7) + 7) % 7), `${one.title} is due on a weekend`);
  const nothing = await leah.send(shown, `${form}/add`, { kind: 'fall', from: iso, step: [] });
  assert.equal(nothing.status, 422);
  assert.equal((await leah.get(`${form}?kind=nonsense`)).status, 422);
});

test('everybody’s list is as far as one sees people', async () => {
  await add('Seen by the practice');
  assert.match(await words(sam, '/tasks/team'), /Seen by the practice/);
  assert.doesNotMatch(await words(network.of('care-coordinator', network.QUAY), '/tasks/team'), /Seen by the practice/);
});

test('a list is filtered by day and kind', async () => {
  await add('Later than a week', { when: 'day', 'day[day]': '1', 'day[month]': '6', 'day[year]': String(new Date().getFullYear() + 1) });
  assert.doesNotMatch(await words(leah, '/tasks?when=week'), /Later than a week/);
  assert.match(await words(leah, '/tasks?when=later'), /Later than a week/);
  assert.doesNotMatch(await words(leah, '/tasks?when=later&kind=contact'), /Later than a week/);
  assert.equal((await leah.get('/tasks?when=nonsense')).status, 400);
});
