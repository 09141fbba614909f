// Days at random: people are referred, given to colleagues, taken on, put on hold, covered for, moved on and opened again;
// things are promised, handed over and done; somebody leaves and comes back. Whatever order it comes in, an open referral
// has one owner, an open case one named co-ordinator, a promise an owner and a day, and nothing disappears.
// CAIRN_DAYS=40 goes on for longer, CAIRN_SEED=7 is another order.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { formTo, textOf } from '../support/html.mjs';
import { addPerson, openNetwork } from '../support/network.mjs';
import { letTakeReferrals, memberKey, REFERRAL } from '../support/objects.mjs';
import { rows } from '../support/rows.mjs';
import { removeFolder, temporaryFolder } from '../support/server.mjs';

const STEPS = 25 * Number(process.env.CAIRN_DAYS ?? 8), SEED = Number(process.env.CAIRN_SEED ?? 1 + Math.floor(Math.random() * 1e6));
const KEY = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
let folder, network, leah, dev, coach, worker, supervisor, administrator, desk, people, leaver, dice;

function chance(seed) {
  let a = seed >>> 0;
  const next = () => {
    a = (a + 0x9e3779b9) >>> 0;
    let t = Math.imul(a ^ (a >>> 16), 0x21f0aaad);
    t = Math.imul(t ^ (t >>> 15), 0x735a2d97);
    return ((t ^ (t >>> 15)) >>> 0) / 4294967296;
  };
  return { pick: (list) => list[Math.floor(next() * list.length)], often: (share) => next() < share };
}

before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder);
  [leah, dev] = [network.of('care-coordinator', network.MILL), network.of('care-coordinator', network.QUAY)];
  [coach, worker, supervisor, administrator] = ['health-coach', 'link-worker', 'supervisor', 'administrator'].map((role) => network.as(role));
  desk = network.of('practice-staff', network.MILL);
  await letTakeReferrals(network, 'care-coordinator', 'health-coach', 'link-worker');
  const staff = await administrator.get('/admin/staff'), override = `/team/${memberKey(staff, network.accounts.filter((a) => a.role === 'care-coordinator')[1].email)}/override`;
  await supervisor.send(await supervisor.get(override), override, { what: 'care-coordinator:general', reason: 'Covers for a colleague' });
  leaver = `/admin/staff/${memberKey(staff, network.accounts.find((a) => a.role === 'link-worker').email)}`;
  people = [];
  for (const name of ['Ash', 'Birch', 'Cedar', 'Elder', 'Fir']) people.push(await addPerson(leah, { given_names: 'Rowan', family_name: name }));
  dice = chance(SEED);
});
after(async () => {
  const end = await network?.close();
  removeFolder(folder);
  assert.deepEqual(end, { code: 0, signal: null });
});

// ---- what anybody may do next; each resolves to the answer, or to null where there is nothing to do it to

const NOBODY = null;
const colleagues = () => [leah, dev, coach, worker];
const day = (name, inDays) => { const date = new Date(Date.now() + inDays * 86400000); return { [`${name}[day]`]: `${date.getUTCDate()}`, [`${name}[month]`]: `${date.getUTCMonth() + 1}`, [`${name}[year]`]: `${date.getUTCFullYear()}` }; };
const uuid = (hex) => hex.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
const keysOf = (sql) => rows(network.data, sql).map((row) => uuid(row.key));
const options = (page, name) => [...(new RegExp(`<select[^>]* name="${name}"[\\s\\S]*?</select>`).exec(page.text)?.[0] ?? '').matchAll(/<option value="([^"]+)"/g)].map(([, value]) => value);

async function refer() {
  const at = `${dice.pick(people)}/refer`;
  return desk.send(await desk.get(at), at, REFERRAL);
}
// One of the steps that the page of a referral or a case offers, whoever looks at it.
async function step(visitor, page, action, name, fields) {
  const version = /name="version" value="(\d+)"/.exec(page.text)?.[1], form = version && page.text.includes(`action="${action}"`) ? formTo(page.text, action) : null;
  if (!form) return NOBODY;
  return visitor.post(action, [['_token', form.fields.find(([field]) => field === '_token')[1]], ['version', version], ['step', name], ...Object.entries(fields)]);
}
async function decide() {
  const keys = keysOf(`SELECT hex(key) AS key FROM referral WHERE stage < 4`), visitor = dice.pick(colleagues());
  if (!keys.length) return NOBODY;
  const at = `/referrals/${dice.pick(keys)}`, page = await visitor.get(at), to = options(page, 'to');
  const name = dice.pick(['accepted', 'accepted', 'allocated', 'asked', 'answered', 'given_back', 'redirected', 'declined', 'closed', 'told']);
  return step(visitor, page, `${at}/step`, name, { words: 'So it is', offered: 'The lunch club', reason: 'not_needed', ...to.length && { to: dice.pick(to) }, setting: dice.pick(['general', 'general', 'dementia']) });
}
async function openCase() {
  const at = `${dice.pick(people)}/case`, visitor = dice.pick(colleagues()), page = await visitor.get(at), to = options(page, 'to');
  return to.length && page.text.includes(`action="${at}"`) ? visitor.send(page, at, { to: dice.pick(to), weight: dice.pick(['light', 'steady', 'intensive']) }) : NOBODY;
}
async function changeCase() {
  const found = rows(network.data, 'SELECT hex(k.key) AS key, hex(p.key) AS person FROM care_case k JOIN person p USING (person_id)');
  if (!found.length) return NOBODY;
  const { key, person } = dice.pick(found), at = `/people/${uuid(person)}/case/${uuid(key)}`, visitor = dice.pick([...colleagues(), supervisor]), page = await visitor.get(at), to = options(page, 'to');
  const name = dice.pick(['paused', 'resumed', 'given', 'reopened', 'changed']);
  return step(visitor, page, `${at}/step`, name, { why: 'away', words: 'As agreed', state: 'monitoring', weight: 'light', setting: 'general', ...day('next_contact', 9), ...day('review_on', 90), ...to.length && { to: dice.pick(to) } });
}
async function moveOn() {
  const found = rows(network.data, 'SELECT hex(k.key) AS key, hex(p.key) AS person FROM care_case k JOIN person p USING (person_id) WHERE k.open = 1');
  if (!found.length) return NOBODY;
  const { key, person } = dice.pick(found), at = `/people/${uuid(person)}/case/${uuid(key)}/moving-on`, visitor = dice.pick(colleagues()), page = await visitor.get(at);
  return page.text.includes(`action="${at}"`) ? visitor.send(page, at, { outcome: 'partly', ring: 'Reception', do: dice.pick(['plan', 'close']), ...dice.often(0.5) && day('check_in', 30) }) : NOBODY;
}
async function speak() {
  const at = `${dice.pick(people)}/contacts/new`, visitor = dice.pick(colleagues()), page = await visitor.get(at);
  return page.status === 200 ? visitor.send(page, at, { outcome: dice.pick(['spoke', 'no_answer']), next: dice.pick(['none', 'tomorrow', 'week']), next_title: 'Ring again' }) : NOBODY;
}
async function handTask() {
  const keys = keysOf('SELECT hex(key) AS key FROM task WHERE done_at IS NULL'), what = dice.pick(['offer', 'offer', 'answer', 'answer', 'answer', 'done', 'move', 'drop']);
  if (!keys.length) return NOBODY;
  const at = `/tasks/${dice.pick(keys)}`;
  let visitor, page;
  for (visitor of [...colleagues(), supervisor]) {
    page = await visitor.get(at);
    if (page.status === 200 && page.text.includes(`action="${at}/${what}"`)) break;
  }
  if (page.status !== 200 || !page.text.includes(`action="${at}/${what}"`)) return NOBODY;
  return visitor.send(page, `${at}/${what}`, { ...what === 'offer' && { to: dice.pick(options(page, 'to')) ?? '' }, ...what === 'answer' && { answer: dice.pick(['yes', 'no']) }, ...what === 'move' && { when: 'week', reason: 'waiting' }, ...what === 'drop' && { why: 'not_needed' } });
}
async function cover() {
  const visitor = dice.pick([leah, dev]), page = await visitor.get('/caseload/cover'), end = new RegExp(`/caseload/cover/${KEY}/end`).exec(page.text)?.[0];
  if (end) return visitor.send(page, end);
  const to = options(page, 'to');
  return to.length ? visitor.send(page, '/caseload/cover', { to: dice.pick(to), ...day('from_on', 0), ...day('until_on', 2) }) : NOBODY;
}
// Whoever left sees nothing any more; their page then only leads to signing in.
async function leaveOrReturn() {
  const page = await administrator.get(leaver), what = page.text.includes(`action="${leaver}/disable"`) ? 'disable' : 'enable';
  return page.text.includes(`action="${leaver}/${what}"`) ? administrator.send(page, `${leaver}/${what}`) : NOBODY;
}
const DEEDS = [refer, refer, decide, decide, decide, openCase, openCase, changeCase, changeCase, moveOn, speak, speak, speak, handTask, handTask, cover, leaveOrReturn];

// ---- what is always so

const ALWAYS = {
  'an open referral has one owner: the inbox, or a colleague who sees the person': `SELECT f.referral_id AS id FROM referral f LEFT JOIN account a ON a.account_id = f.owner_id
    WHERE (f.stage <= 2 AND f.owner_id IS NOT NULL) OR (f.stage = 3 AND (f.owner_id IS NULL OR NOT EXISTS (SELECT 1 FROM relation l WHERE l.account_id = f.owner_id AND l.person_id = f.person_id AND l.ended_at IS NULL AND l.kind IN ('referral', 'caseload')) AND a.state <> 'disabled'))`,
  'an open case has one named co-ordinator, who sees the person': `SELECT k.care_case_id AS id FROM care_case k JOIN account a ON a.account_id = k.coordinator_id
    WHERE k.open = 1 AND a.state <> 'disabled' AND NOT EXISTS (SELECT 1 FROM relation l WHERE l.account_id = k.coordinator_id AND l.person_id = k.person_id AND l.ended_at IS NULL AND l.kind = 'caseload')`,
  'nobody has two open cases of one kind': 'SELECT person_id AS id FROM care_case WHERE open = 1 GROUP BY person_id, role HAVING count(*) > 1',
  'an open promise has an owner and a day': 'SELECT t.task_id AS id FROM task t LEFT JOIN account a ON a.account_id = t.owner_id WHERE t.done_at IS NULL AND (a.account_id IS NULL OR t.due < 20000)',
  'a promise ends by being done or with why it is not needed': `SELECT task_id AS id FROM task WHERE done_at IS NULL AND (dropped IS NOT NULL OR done_contact_id IS NOT NULL)`,
  'who is asked to take something on is not its owner': 'SELECT task_id AS id FROM task WHERE done_at IS NULL AND offered_to = owner_id',
  'every version of a case has its step': 'SELECT k.care_case_id AS id FROM care_case k WHERE (SELECT count(*) FROM case_step s WHERE s.care_case_id = k.care_case_id) <> (SELECT max(s.number) FROM case_step s WHERE s.care_case_id = k.care_case_id)',
  'every version of a referral has its step': 'SELECT f.referral_id AS id FROM referral f WHERE (SELECT count(*) FROM referral_step s WHERE s.referral_id = f.referral_id) <> f.version',
  'a cover that is over opens nothing': `SELECT l.relation_id AS id FROM case_cover_relation r JOIN case_cover v USING (case_cover_id) JOIN relation l ON l.relation_id = r.relation_id WHERE v.ended_at IS NOT NULL AND l.ended_at IS NULL AND (l.until IS NULL OR l.until > 1000 * unixepoch())`,
};
const counted = () => Object.fromEntries(['referral', 'care_case', 'task', 'contact'].map((table) => [table, Number(rows(network.data, `SELECT count(*) AS n FROM ${table}`)[0].n)]));

test('whatever comes in whatever order, nobody and nothing is without an owner', async () => {
  const done = {}, took = [];
  let before = counted();
  for (let n = 0; n < STEPS; n++) {
    const deed = dice.pick(DEEDS), answer = await deed();
    took.push(`${deed.name} ${answer?.status ?? 'nothing'}`);
    const where = `seed ${SEED}, after ${n + 1}: ${took.slice(-4).join(', ')}`;
    assert.ok(!answer || [303, 403, 404, 409, 422].includes(answer.status), `${where}\n${textOf(answer?.text ?? '').slice(0, 400)}`);
    if (answer?.status === 303) done[deed.name] = (done[deed.name] ?? 0) + 1;
    for (const [always, sql] of Object.entries(ALWAYS)) assert.deepEqual(rows(network.data, sql), [], `${always}; ${where}`);
    const now = counted();
    for (const table of Object.keys(now)) assert.ok(now[table] >= before[table], `nothing disappears from ${table}; ${where}`);
    before = now;
  }
  // A seed that does nothing proves nothing.
  assert.ok(Object.keys(done).length >= new Set(DEEDS).size - 2, `seed ${SEED}: only these came about: ${JSON.stringify(done)}`);
  // What a leaver had is said to need somebody, wherever supervisors look.
  const left = Number(rows(network.data, "SELECT count(*) AS n FROM care_case k JOIN account a ON a.account_id = k.coordinator_id WHERE k.open = 1 AND a.state = 'disabled'")[0].n);
  const said = /(\d+) cases? needs? a co-ordinator/.exec(textOf((await supervisor.get('/my-day')).text));
  assert.equal(Number(said?.[1] ?? 0), left, `seed ${SEED}`);
});
