// What is to stand in the GP record, through the outside: recorded, pasted, taken in a file and back, struck through, brought
// by an import that is taken back again, moved to another practice, restricted, refused, died.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { formTo, textOf } from '../support/html.mjs';
import { addPerson, openNetwork, recordContact } from '../support/network.mjs';
import { rows } from '../support/rows.mjs';
import { cairn, removeFolder, temporaryFolder } from '../support/server.mjs';
import { approve, cameTo, number, takeBack, upload } from '../support/uploads.mjs';

const SEEN = '148481000000101', HOME = '439708006';
let folder, network, leah, desk, supervisor;
before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder);
  leah = network.of('care-coordinator', network.MILL);
  desk = network.of('practice-staff', network.MILL);
  supervisor = network.as('supervisor');
});
after(async () => {
  const checked = await cairn('check', '--data', network.data);
  assert.equal(checked.code, 0, checked.stdout);
  const end = await network?.close();
  removeFolder(folder);
  assert.deepEqual(end, { code: 0, signal: null });
});

let made = 0;
async function visited(fields = { outcome: 'visit' }, own = {}) {
  const name = `Coded ${'ABCDEFGHIJKLMNOP'[made++]}`, person = await addPerson(leah, { given_names: 'Cora', family_name: name, ...own });
  assert.equal((await recordContact(leah, person, fields)).status, 303);
  return { name, person };
}
const states = (name) => rows(network.data, `SELECT e.state FROM gp_entry e JOIN person p USING (person_id) WHERE p.family_name = '${name}' ORDER BY e.gp_entry_id`).map((r) => r.state).join(' ');
const keysOf = (name) => rows(network.data, `SELECT hex(e.key) AS key, e.version FROM gp_entry e JOIN person p USING (person_id) WHERE p.family_name = '${name}' ORDER BY e.gp_entry_id`)
  .map(({ key, version }) => `${key.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}.${version}`);
const at = (view) => (view ? `/gp-record?view=${view}` : '/gp-record');
async function say(act, boxes, { why = '', visitor = leah, view = '' } = {}) {
  const page = await visitor.get(at(view)), form = formTo(page.text, '/gp-record');
  const hidden = form.fields.filter(([name]) => ['_token', 'practice', 'view', 'page'].includes(name));
  return visitor.post('/gp-record', [...hidden, ...boxes.map((value) => ['entry', value]), ['act', act], ['why', why]]);
}
const shown = async (view, visitor = leah) => textOf((await visitor.get(at(view))).text);
const block = (page, name) => new RegExp(`${name.toUpperCase()}[\\s\\S]*?<textarea[^>]*readonly[^>]*>([^<]*)`, 'i').exec(page.text)?.[1];
const takeFile = async (visitor = leah) => visitor.send(await visitor.get('/gp-record'), '/gp-record/file');

test('a visit waits by itself, with what a GP system takes and nothing else', async () => {
  const { name } = await visited({ outcome: 'visit', note: 'She told me about her son' });
  assert.equal(states(name), 'waiting waiting');
  for (const visitor of [leah, desk]) {
    const text = block(await visitor.get('/gp-record'), name);
    assert.match(text, new RegExp(`^\\n?${SEEN} Seen by care coordinator\\n\\d\\d-[A-Z][a-z]{2}-\\d{4}, care-coordinator[^,\\n]*, care co-ordinator\\n${HOME} Home visit\\n`));
    assert.doesNotMatch(text, /son|Coded/);
  }
  assert.match(textOf((await leah.get('/my-day')).text), /\d+ entries wait for GP records/);
});

test('a call that nobody answered is no encounter', async () => {
  const { name } = await visited({ outcome: 'no_answer' });
  assert.equal(states(name), '');
});

test('who pastes says so; what fails or isn’t needed says why; all or none', async () => {
  const { name } = await visited(), [seen, home] = keysOf(name);
  assert.equal((await say('done', [])).status, 422);
  const failed = await say('fail', [seen]);
  assert.equal(failed.status, 422);
  assert.match(textOf(failed.text), /Enter why it could not be entered/);
  assert.equal((await say('done', [seen], { visitor: desk })).status, 303);
  assert.equal((await say('fail', [home], { why: 'No such code' })).status, 303);
  assert.equal(states(name), 'pasted failed');
  assert.match(await shown('given'), /CODED [A-Z].*Pasted by practice-staff/i);
  assert.match(await shown('failed'), /No such code/);
  const stale = await say('done', [seen, home]);
  assert.equal(stale.status, 409, 'from before it was pasted');
  assert.equal(states(name), 'pasted failed');
  assert.equal((await say('again', keysOf(name))).status, 303);
  assert.equal(states(name), 'waiting waiting');
  assert.equal((await say('not-needed', keysOf(name), { why: 'They coded it' })).status, 303);
  assert.equal(states(name), 'not_needed not_needed');
  assert.match(await shown('done'), /They coded it/);
});

test('a file holds what waits and counts as given until it is taken back', async () => {
  const { name } = await visited(), restricted = await visited(), refused = await visited();
  const team = `${restricted.person}/team`, asked = await supervisor.get(team);
  const who = formTo(asked.text, team).controls.find((c) => c.name === 'who').options.find((o) => o.text?.startsWith('care-coordinator A99001'));
  assert.equal((await supervisor.send(asked, team, { who: who.value, why: 'team' })).status, 303);
  const form = `${restricted.person}/restrict`;
  assert.equal((await supervisor.send(await supervisor.get(form), form, { reason: 'colleague' })).status, 303);
  assert.doesNotMatch(await shown('', desk), new RegExp(restricted.name, 'i'), 'outside its team');
  const decision = `${refused.person}/consent/decision`;
  await leah.send(await leah.get(decision), decision, { about: 'record', answer: 'refused' });
  const file = await takeFile();
  assert.equal(file.status, 200);
  assert.match(file.headers['content-type'], /text\/csv/);
  assert.match(file.text, new RegExp(`"${name}","Cora",[^\\n]*"${SEEN}","Seen by care coordinator","\\d{4}-\\d\\d-\\d\\d"`));
  for (const left of [restricted, refused]) assert.doesNotMatch(file.text, new RegExp(left.name));
  assert.equal(states(name), 'file file');
  assert.equal(states(refused.name), 'waiting waiting');
  assert.match(textOf((await leah.get('/gp-record')).text), /refused/);
  assert.equal((await say('done', keysOf(refused.name))).status, 409, 'who refused is not pasted either');
  const given = await leah.get(at('given')), back = /\/gp-record\/files\/[0-9a-f-]{36}\/take-back/.exec(given.text)[0];
  assert.equal((await leah.send(given, back)).status, 303);
  assert.equal(states(name), 'waiting waiting');
  assert.equal((await leah.send(given, back)).status, 404, 'there is nothing in it any more');
});

test('what is struck through is taken back, or asked to be taken out', async () => {
  const waits = await visited(), pasted = await visited();
  await say('done', keysOf(pasted.name));
  for (const { person } of [waits, pasted]) {
    const timeline = (await leah.get(`${person}/timeline`)).text, strike = /\/people\/[0-9a-f-]{36}\/contacts\/[0-9a-f-]{36}\/strike/.exec(timeline)[0];
    assert.equal((await leah.send(await leah.get(strike), strike, { why: 'Another person' })).status, 303);
  }
  assert.equal(states(waits.name), 'withdrawn withdrawn');
  assert.equal(states(pasted.name), 'remove remove');
  assert.match(await shown(''), /Take it out of the GP record/);
  assert.equal((await say('done', keysOf(pasted.name))).status, 303);
  assert.equal(states(pasted.name), 'removed removed');
});

test('a plan that is agreed waits, too', async () => {
  const { name, person } = await visited(), form = `${person}/plan/agree`;
  const page = await leah.get(form);
  assert.equal((await leah.send(page, form, { answer: 'declined', decider: 'person', why: 'Enough of it' })).status, 303);
  assert.match(block(await leah.get('/gp-record'), name), /1325711000000103 Personalised Care and Support Planning declined/);
});

test('who died or is of another practice isn’t given', async () => {
  const { name, person } = await visited(), other = network.of('care-coordinator', network.QUAY);
  assert.doesNotMatch(await shown('', other), new RegExp(name, 'i'));
  const edit = await leah.get(`${person}/edit`);
  assert.equal((await leah.send(edit, `${person}/edit`, { died_known: 'yes' })).status, 303);
  assert.match(await shown(''), /They have died: nothing more is written/);
  assert.doesNotMatch((await takeFile()).text ?? '', new RegExp(name));
  assert.equal(states(name), 'waiting waiting');
});

// A practice's extract, with one coded entry for each person: [NHS number, name, code].
async function imported(...people) {
  const manager = network.as('data-manager'), [year, month, day] = new Date().toISOString().slice(0, 10).split('-').map(Number);
  const heading = 'NHS Number,Family Name,Given Names,Date of Birth,Organisation Code,Visit Code,Visit Term,Visit Date';
  const lines = people.map(([nhs, name, code]) => `${nhs},${name},Cora,1/2/1950,A99001,${code},As they word it,${day}/${month}/${year}`);
  return cameTo(await approve(manager, await upload(manager, [heading, ...lines, ''].join('\r\n'))));
}
const BORN = { 'born[day]': '1', 'born[month]': '2', 'born[year]': '1950' };

test('an import finds what it brings, and taken back it leaves what stood before', async () => {
  const nhs = number('20'), { name, person } = await visited({ outcome: 'visit' }, { nhs_number: nhs, ...BORN });
  await say('done', [keysOf(name)[0]]);
  const found = await imported([nhs, name, SEEN]);
  assert.equal(states(name), 'found waiting');
  assert.match(await shown('done'), /In the GP record: import of/);
  assert.equal((await say('again', [keysOf(name)[0]], { view: 'done' })).status, 409, 'an import is the proof, nobody undoes it by hand');
  await takeBack(network.as('data-manager'), found);
  assert.equal(states(name), 'pasted waiting');
  await imported([nhs, name, HOME]);
  assert.equal(states(name), 'pasted found');
  await recordContact(leah, person, { outcome: 'visit' });
  assert.equal(states(name), 'pasted found waiting waiting', 'what was found counts for one visit');
});

test('entries go along when two records are joined, and come back when they are parted', async () => {
  const one = await visited(), other = await visited({ outcome: 'visit' }, { nhs_number: '' }), manager = network.as('data-manager');
  const same = `${one.person}/same/${other.person.split('/').pop()}`;
  assert.equal((await manager.send(await manager.get(same), same, { sure: 'yes' })).status, 303);
  assert.equal([states(one.name), states(other.name)].sort().join('|'), '|waiting waiting waiting waiting');
});

test('nobody else has the page', async () => {
  for (const role of ['link-worker', 'health-coach', 'clinician', 'administrator', 'data-manager']) assert.equal((await network.as(role).get('/gp-record')).status, 403, role);
  assert.match(textOf((await supervisor.get('/gp-record')).text), /Mill Row Surgery/);
});
