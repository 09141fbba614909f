// What is missing in somebody's support, through the pages: found, one click from its fix, closed, dismissed with a reason,
// back when the facts change, taken back; whose list it stands in, and whose not.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { textOf } from '../support/html.mjs';
import { addPerson, openNetwork } from '../support/network.mjs';
import { letTakeReferrals, makePlan } from '../support/objects.mjs';
import { removeFolder, temporaryFolder } from '../support/server.mjs';

const KEY = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
let folder, network, leah, supervisor, neighbour;
before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder);
  leah = network.of('care-coordinator', network.MILL);
  neighbour = network.of('care-coordinator', network.QUAY);
  supervisor = network.as('supervisor');
  await letTakeReferrals(network, 'care-coordinator');
});
after(async () => {
  const end = await network?.close();
  removeFolder(folder);
  assert.deepEqual(end, { code: 0, signal: null });
});

// The job that looks at everybody comes by every few seconds.
async function until(what, holds) {
  for (let tries = 0; tries < 200; tries++) {
    if (await holds()) return;
    await new Promise((next) => setTimeout(next, 100));
  }
  assert.fail(`${what}, after 20 seconds`);
}
const textAt = async (at, visitor = leah) => textOf((await visitor.get(at)).text);
const lists = async (visitor, at, words) => (await textAt(at, visitor)).includes(words);
let made = 0;
const newKey = () => `0193a1b2-c3d4-7e5f-8a9b-${String(++made).padStart(12, '0')}`;
async function save(page, fields, visitor = leah) {
  const sent = await visitor.send(await visitor.get(page), page, fields);
  assert.equal(sent.status, 303, `${page}: ${textOf(sent.text).slice(0, 400)}`);
  return sent;
}
// Somebody with a case of Leah's, for whom Carla cares.
async function supported(family_name) {
  const person = await addPerson(leah, { given_names: 'Gwen', family_name });
  const form = await leah.get(`${person}/case`);
  await leah.send(form, `${person}/case`, { to: /<option value="([^"]*\.care-coordinator)"/.exec(form.text)[1], weight: 'light' });
  const carer = `${person}/circle/family/${newKey()}/edit`;
  await save(carer, { name: 'Carla', relation: 'Daughter', cares: 'yes' });
  await until(`${family_name} is listed`, () => lists(leah, '/gaps?whose=all', family_name.toUpperCase()));
  return { person, carer };
}

test('a carer whom nobody asked is a gap until somebody writes down what she needs', async () => {
  const { person, carer } = await supported('Gapley');
  const page = await textAt(`${person}/gaps`);
  assert.match(page, /Carer whose own needs nobody asked about\. Carla, daughter/);
  const link = new RegExp(`href="(${person}/circle/family/${KEY}/edit)"`).exec((await leah.get(`${person}/gaps`)).text)[1];
  assert.equal(link, carer);
  await save(link, { name: 'Carla', relation: 'Daughter', cares: 'yes', needs: 'A free afternoon' });
  assert.doesNotMatch(await textAt(`${person}/gaps`), /Carla/);
  assert.equal(await lists(leah, '/gaps?whose=all', 'GAPLEY'), false, 'gone at once');
});

test('a goal is nobody’s until a step says who does it', async () => {
  const { person } = await supported('Goalby'), goal = newKey(), fix = new RegExp(`href="(${person}/plan/steps/${goal}/${KEY}/edit)"`);
  await save(`${person}/plan/goals/${goal}/edit`, { words: 'See the sea' });
  assert.match(await textAt(`${person}/gaps`), /Goal without an owner\. “See the sea”/);
  await save(fix.exec((await leah.get(`${person}/gaps`)).text)[1], { what: 'Ask about trains', who: 'person' });
  assert.doesNotMatch(await textAt(`${person}/gaps`), /Goal without an owner/);
});

test('what is dismissed with a reason is gone, said by whom, back when something changes, and can be taken back', async () => {
  const { person, carer } = await supported('Hushby'), gap = async () => new RegExp(`href="(${person}/gaps/${KEY})"`).exec((await leah.get(`${person}/gaps`)).text)?.[1];
  const at = await gap(), refused = await leah.send(await leah.get(at), at, { why: '', until: 'change' });
  assert.equal(refused.status, 422);
  assert.match(textOf(refused.text), /Enter why this need not be closed/);
  await save(at, { why: 'Her brother does', until: 'change' });
  assert.match(await textAt(`${person}/gaps`), /Dismissed by .*, until something about it changes: Her brother does\./);
  assert.equal(await lists(leah, '/gaps?whose=all', 'HUSHBY'), false);
  assert.equal((await leah.get(at)).headers.location, `${person}/gaps?done=gone`);
  const undo = new RegExp(`action="(${person}/gaps/${KEY}/undo)"`).exec((await leah.get(`${person}/gaps`)).text)[1];
  await leah.send(await leah.get(`${person}/gaps`), undo, {});
  assert.match(await textAt(`${person}/gaps`), /Taken back by /);
  assert.equal(await lists(leah, '/gaps?whose=all', 'HUSHBY'), true);
  await save(await gap(), { why: 'Not now', until: 'month' });
  assert.equal(await lists(leah, '/gaps?whose=all', 'HUSHBY'), false);
  await save(carer, { name: 'Carla Hush', relation: 'Daughter', cares: 'yes' });
  await until('it is back', () => lists(leah, '/gaps?whose=all', 'HUSHBY'));
});

test('it stands in its co-ordinator’s list, on My day and in the supervisor’s, and in nobody else’s', async () => {
  const { person } = await supported('Teamly');
  const owners = new RegExp(`<option value="(${KEY})"`).exec((await supervisor.get('/gaps')).text)[1];
  assert.equal(await lists(supervisor, `/gaps?whose=${owners}&kind=carer`, 'TEAMLY'), true);
  assert.equal(await lists(supervisor, '/gaps?kind=goal', 'TEAMLY'), false);
  assert.equal(await lists(neighbour, '/gaps?whose=all', 'TEAMLY'), false);
  assert.equal((await neighbour.get(`${person}/gaps`)).status, 404);
  const whose = await leah.get('/gaps'), mine = textOf(whose.text).includes('TEAMLY');
  assert.equal(mine || await lists(leah, '/gaps?whose=all', 'TEAMLY'), true);
  if (mine) assert.match(await textAt('/my-day'), /Gaps.*What is missing in somebody’s support/s);
});

test('an agreed plan asks for its review when a need is added, until it is reviewed or somebody says why not', async () => {
  const { person } = await supported('Askew');
  await makePlan(leah, person);
  assert.doesNotMatch(await textAt(`${person}/plan`), /A review is asked for/);
  const need = `${person}/plan/needs/${newKey()}/edit`;
  await save(need, { words: 'The bath is too high', met: 'unmet', domain: 'home' });
  assert.match(await textAt(`${person}/plan`), /A review is asked for, because Gwen has a need that the plan did not know of on \d/);
  const gaps = async () => (await leah.get(`${person}/gaps`)).text;
  assert.match(textOf(await gaps()), /Plan review asked for\. Because the person has a need/);
  const dismissable = async () => new RegExp(`href="(${person}/gaps/${KEY})"(?=[^>]*>Dismiss<span[^>]*>: Plan review asked for)`).exec(await gaps())?.[1];
  await until('the look came by', dismissable);
  await save(await dismissable(), { why: 'We talked it over yesterday', until: 'change' });
  assert.doesNotMatch(await textAt(`${person}/plan`), /A review is asked for/);
  const carer = `${person}/circle/family/${newKey()}/edit`;
  await save(carer, { name: 'Tom', cares: 'yes', needs: 'Sleep' });
  assert.match(await textAt(`${person}/plan`), /A review is asked for, because Gwen is cared for by others, or in another way on \d/);
  const review = `${person}/plan/review`, how = /name="(how_[^"]+)"/.exec((await leah.get(review)).text)[1];
  await save(review, { [how]: 'done', changed: 'Tom has moved in' });
  assert.doesNotMatch(await textAt(`${person}/plan`), /A review is asked for/);
});

test('who died has no gaps', async () => {
  const { person } = await supported('Endby');
  await save(`${person}/edit`, { died_known: 'yes' });
  assert.equal(await lists(leah, '/gaps?whose=all', 'ENDBY'), false);
});
