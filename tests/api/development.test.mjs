// Competencies with evidence and sign-off, appraisals and groups of peers, through the outside: who reads what, and what two
// at once make of each other's work.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { formTo, textOf } from '../support/html.mjs';
import { openNetwork } from '../support/network.mjs';
import { coordinatorEmail, GOAL, memberKey, PEERS, PORTFOLIO } from '../support/objects.mjs';
import { removeFolder, temporaryFolder } from '../support/server.mjs';

let folder, network, coordinator, supervisor, clinician, member;
const OWN = '/my-development/competencies', ADD = '/my-development/portfolio/new';
before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder);
  coordinator = network.of('care-coordinator', network.MILL);
  [supervisor, clinician] = [network.as('supervisor'), network.as('clinician')];
  member = `/team/${memberKey(await network.as('administrator').get('/admin/staff'), coordinatorEmail(network))}`;
});
after(async () => {
  const end = await network?.close();
  removeFolder(folder);
  assert.deepEqual(end, { code: 0, signal: null });
});

const words = async (visitor, path) => textOf((await visitor.get(path)).text);
const entryOf = (page) => /\/team\/portfolio\/[0-9a-f-]{36}/.exec(page.text)[0];
const send = async (visitor, path, fields, to = path) => (await visitor.send(await visitor.get(path), to, fields));

test('nothing is signed off without evidence, and nobody signs themselves off', async () => {
  const refused = await send(supervisor, `${member}/competencies`, { needs: 'signed_off' });
  assert.equal(refused.status, 422);
  assert.match(textOf(refused.text), /Add evidence first: there is none for “Finding out what somebody needs”/);
  assert.equal((await send(coordinator, OWN, { needs: 'signed_off' })).status, 422);
});

test('evidence is read and answered by who supervises them, and then signed off', async () => {
  assert.equal((await send(coordinator, ADD, PORTFOLIO)).status, 303);
  assert.match(await words(supervisor, '/team/readiness?show=read'), /care-coordinator A99001/);
  const entry = entryOf(await supervisor.get(`${member}/competencies`));
  assert.match(await words(supervisor, entry), /The bus was the reason/);
  assert.equal((await send(supervisor, entry, { answer: 'Ask about the way there first' }, `${entry}/answer`)).status, 303);
  assert.match(await words(coordinator, entry), /supervisor[^]*Ask about the way there first/);
  assert.equal((await send(supervisor, `${member}/competencies`, { needs: 'signed_off' })).status, 303);
  assert.match(await words(coordinator, '/my-development'), /1 of 19 competencies signed off/);
});

test('who doesn’t supervise them reads no portfolio; a manager reads how many are signed off', async () => {
  const entry = entryOf(await coordinator.get(OWN));
  for (const role of ['link-worker', 'clinician']) assert.equal((await network.as(role).get(entry)).status, 404, role);
  assert.equal((await network.as('pcn-manager').get(entry)).status, 403);
  const seen = await network.as('pcn-manager').get(member);
  assert.match(textOf(seen.text), /1 of 19 competencies signed off/);
  assert.doesNotMatch(seen.text, /\/competencies|\/portfolio/);
});

test('who saves an old page leaves alone what a colleague changed meanwhile', async () => {
  assert.equal((await send(supervisor, `${member}/competencies`, { plan: 'learning' })).status, 303);
  const old = await supervisor.get(`${member}/competencies`);
  assert.equal((await send(supervisor, `${member}/competencies`, { plan: 'supported' })).status, 303);
  assert.equal((await supervisor.send(old, `${member}/competencies`, { records: 'learning' })).status, 303);
  const page = await words(supervisor, `${member}/competencies`);
  assert.match(page, /Handling data and records: learning/);
  assert.equal(page.match(/care and support plan together: learning/g).length, 1, 'not again');
});

test('an entry that is struck through is evidence no more', async () => {
  assert.equal((await send(coordinator, ADD, { ...PORTFOLIO, competency: 'records' })).status, 303);
  const entry = entryOf(await coordinator.get(OWN));
  assert.doesNotMatch((await supervisor.get(entry)).text, /\/strike/, 'not theirs to strike');
  assert.equal((await send(coordinator, entry, { why: 'Twice' }, `${entry}/strike`)).status, 303);
  assert.equal((await send(supervisor, `${member}/competencies`, { records: 'signed_off' })).status, 422);
});

test('an appraisal is read by the two alone, and everybody who may sees that it was held', async () => {
  const held = await send(supervisor, `${member}/supervision/new`, { kind: 'appraisal', minutes: '60', agenda: 'The year so far' });
  assert.equal(held.status, 303);
  const session = /\/team\/supervision\/[0-9a-f-]{36}/.exec((await coordinator.get('/my-development')).text)[0];
  assert.match(await words(coordinator, session), /Appraisal,[^]*The year so far/);
  assert.equal((await clinician.get(session)).status, 404);
  const seen = await words(network.as('pcn-manager'), member);
  assert.match(seen, /The last on/);
  assert.match(seen, /Never held yet/, 'it is no supervision');
});

test('a plan is kept by somebody and who supervises them, and what came of a goal is said once', async () => {
  const late = await send(coordinator, '/my-development/plan/new', { ...GOAL, 'by_on[year]': '2001' });
  assert.match(textOf(late.text), /The day must be today or in the future/);
  assert.equal((await send(supervisor, `${member}/plan/new`, GOAL)).status, 303);
  assert.match(await words(coordinator, OWN), /Plan for the year[^]*Lead a meeting[^]*With a colleague first/);
  const goal = /\/team\/goals\/[0-9a-f-]{36}/.exec((await coordinator.get(OWN)).text)[0];
  assert.equal((await clinician.get(goal)).status, 404);
  assert.match(await words(network.as('pcn-manager'), member), /Plan for the year[^]*1 goal, the next by 3 March 2031/);
  assert.doesNotMatch(await words(network.as('pcn-manager'), member), /Lead a meeting/);
  const [one, two] = [await coordinator.get(goal), await supervisor.get(goal)];
  assert.equal((await coordinator.send(one, `${goal}/end`, { reached: 'yes', outcome: 'Led it in May' })).status, 303);
  const again = await supervisor.send(two, `${goal}/end`, { reached: 'no', outcome: 'No time' });
  assert.match(again.headers.location, /done=already/);
  assert.match(await words(supervisor, goal), /Reached[^]*Led it in May/);
  assert.match(await words(coordinator, '/my-development'), /No goals yet/);
});

test('My day says what training and supervision want of each', async () => {
  assert.match(await words(coordinator, '/my-day'), /Training and supervision[^]*Two-day care co-ordinator course: not done[^]*Nobody supervises you/);
  assert.match(await words(supervisor, '/my-day'), /\d+ colleagues are overdue for supervision/);
  const due = new Date(Date.now() + 3 * 86400000);
  const held = await send(supervisor, `${member}/supervision/new`, { kind: 'clinical', minutes: '60', action1_title: 'Ask the practice',
    'action1_due[day]': String(due.getDate()), 'action1_due[month]': String(due.getMonth() + 1), 'action1_due[year]': String(due.getFullYear()) });
  assert.equal(held.status, 303);
  assert.match(await words(coordinator, '/my-day'), /Ask the practice[^]*Agreed with supervisor/);
  assert.doesNotMatch(await words(clinician, '/my-day'), /Ask the practice|colleagues? (is|are) overdue/, 'whom they don’t supervise');
});

test('how somebody is is read by nobody else, unless they share it, and is gone when they delete it', async () => {
  const page = '/my-development/wellbeing', shared = `${member}/wellbeing`;
  assert.equal((await send(coordinator, page, { words: 'Too much' })).status, 422);
  assert.equal((await send(coordinator, page, { how: 'strained', words: 'Too much at once' })).status, 303);
  assert.match(await words(coordinator, page), /Under strain[^]*Only you[^]*Too much at once/);
  assert.match(await words(coordinator, page), /116 123/);
  assert.doesNotMatch(await words(supervisor, shared), /Under strain|Too much/);
  const note = /\/my-development\/wellbeing\/[0-9a-f-]{36}\/delete/.exec((await coordinator.get(page)).text)[0];
  assert.equal((await supervisor.send(await supervisor.get(page), page, { how: 'well' })).status, 303);
  assert.equal((await supervisor.post(note, [['_token', /name="_token" value="([^"]+)"/.exec((await supervisor.get(page)).text)[1]]])).status, 404);
  assert.equal((await send(coordinator, page, { how: 'not_coping', words: 'I need fewer cases', readers: 'supervisors' })).status, 303);
  assert.doesNotMatch(await words(supervisor, shared), /Not coping/, 'who isn’t named reads nothing');
  const post = await supervisor.get(`${member}/post`), { controls } = formTo(post.text, `${member}/post`);
  const named = controls.find((one) => one.name === 'clinical').options.find((one) => one.text.startsWith('supervisor'));
  assert.equal((await supervisor.send(post, `${member}/post`, { clinical: named.value })).status, 303);
  assert.match(await words(supervisor, shared), /Not coping[^]*I need fewer cases/);
  assert.equal((await clinician.get(shared)).status, 404);
  assert.equal((await network.as('pcn-manager').get(shared)).status, 403);
  assert.equal((await send(coordinator, page, {}, note)).status, 303);
  assert.doesNotMatch(await words(coordinator, page), /Too much at once/);
});

test('members keep a group up to date, and of two at once one is told', async () => {
  assert.equal((await send(coordinator, '/peer-support/new', PEERS)).status, 303);
  const group = /\/peer-support\/[0-9a-f-]{36}/.exec((await clinician.get('/peer-support')).text)[0];
  const first = await clinician.get(group);
  assert.equal((await clinician.send(first, `${group}/belong`, { belongs: 'yes' })).status, 303);
  const [one, two] = [await clinician.get(group), await coordinator.get(group)];
  assert.equal((await coordinator.send(two, group, { meets: 'Fridays, 9am' })).status, 303);
  const met = await clinician.send(one, group, { meets: 'Mondays, 9am' });
  assert.equal(met.status, 409);
  assert.match(textOf(met.text), /A colleague changed this while you had it open[^]*Fridays, 9am/);
  assert.equal((await send(clinician, group, {}, `${group}/belong`)).status, 303);
  assert.equal((await clinician.send(one, group, { meets: 'Mondays, 9am' })).status, 403, 'who left changes it no more');
});
