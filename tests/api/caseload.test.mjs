// Cases through the outside: an accepted referral opens one, two who change one at once, on hold, moving on, opened again; a
// death; and who isn't ready for one.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { formTo, formsOf, textOf } from '../support/html.mjs';
import { addPerson, openNetwork } from '../support/network.mjs';
import { letTakeReferrals, memberKey, REFERRAL } from '../support/objects.mjs';
import { lastAudit, rows } from '../support/rows.mjs';
import { removeFolder, temporaryFolder } from '../support/server.mjs';

const KEY = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
let folder, network, leah, leahsKey, coach, desk, supervisor;
before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder);
  leah = network.of('care-coordinator', network.MILL);
  coach = network.as('health-coach');
  desk = network.of('practice-staff', network.MILL);
  supervisor = network.as('supervisor');
  await letTakeReferrals(network, 'care-coordinator');
  leahsKey = memberKey(await network.as('administrator').get('/admin/staff'), network.accounts.find((a) => a.role === 'care-coordinator').email);
});
after(async () => {
  const end = await network?.close();
  removeFolder(folder);
  assert.deepEqual(end, { code: 0, signal: null });
});

let made = 0;
const somebody = () => addPerson(leah, { given_names: 'Cora', family_name: `Case ${'ABCDEFGHIJKLMNOP'[made++]}` });
const option = (page, role) => new RegExp(`<option value="([^"]*\\.${role})"`).exec(page.text)?.[1];
async function open(person, fields = {}) {
  const at = `${person}/case`, form = await leah.get(at);
  return leah.send(form, at, { to: option(form, 'care-coordinator'), weight: 'light', ...fields });
}
const addressOf = async (person) => `${person}/case/${new RegExp(`/case/(${KEY})/step`).exec((await leah.get(`${person}/case`)).text)[1]}`;
// The steps' forms all go to one address: the one of this step, with its own fields.
async function take(at, step, fields = {}, page = null, visitor = leah) {
  const shown = (page ?? await visitor.get(at)).text, version = /name="version" value="(\d+)"/.exec(shown)[1];
  const token = formTo(shown, `${at}/step`).fields.find(([name]) => name === '_token')[1];
  return visitor.post(`${at}/step`, [['_token', token], ['version', version], ['step', step], ...Object.entries(fields)]);
}
const changeOf = (page) => Object.fromEntries(formsOf(page.text).find((f) => f.fields.some(([name]) => name === 'shown')).fields.filter(([name]) => name !== '_token' && name !== 'version'));
const day = (name, date) => ({ [`${name}[day]`]: `${date.getUTCDate()}`, [`${name}[month]`]: `${date.getUTCMonth() + 1}`, [`${name}[year]`]: `${date.getUTCFullYear()}` });
const inDays = (n) => new Date(Date.now() + n * 86400000);
const nextOf = (name) => {
  const row = rows(network.data, `SELECT next_contact - opened_on AS n, first_contact_on IS NOT NULL AS first FROM care_case k JOIN person p USING (person_id) WHERE p.family_name = '${name}'`)[0];
  return { n: Number(row.n), first: Number(row.first) };
};
const textAt = async (at, visitor = leah) => textOf((await visitor.get(at)).text);

test('an accepted referral opens a case, which is named, listed and stays when another is accepted', async () => {
  const person = await somebody();
  const accept = async () => {
    await desk.send(await desk.get(`${person}/refer`), `${person}/refer`, REFERRAL);
    const referral = new RegExp(`/referrals/${KEY}`).exec((await desk.get('/referrals/sent')).text)[0], page = await leah.get(referral);
    const form = formTo(page.text, `${referral}/step`), version = /name="version" value="(\d+)"/.exec(page.text)[1];
    return leah.post(form.action, [['_token', form.fields.find(([name]) => name === '_token')[1]], ['version', version], ['step', 'accepted']]);
  };
  assert.equal((await accept()).status, 303);
  const page = await textAt(`${person}/case`);
  assert.match(page, /Waiting for first contact/);
  assert.match(page, /From the referral/);
  assert.match(await textAt(`${person}/timeline`, desk), /Co-ordinator\s+care-coordinator/, 'the desk reads who to ask for');
  assert.match((await leah.get('/caseload')).text, /CASE A, Cora/);
  assert.equal((await accept()).status, 303);
  const all = rows(network.data, `SELECT count(*) AS n FROM care_case k JOIN person p USING (person_id) WHERE p.family_name = 'Case A'`);
  assert.equal(Number(all[0].n), 1);
});

test('nobody gets a case who is not ready, or a second of one kind', async () => {
  const person = await somebody(), form = await leah.get(`${person}/case`);
  const refused = await open(person, { to: option(form, 'health-coach') });
  assert.equal(refused.status, 409);
  assert.match(textOf(refused.text), /can’t have cases in this setting yet/);
  assert.equal((await open(person, { to: '' })).status, 422);
  assert.equal((await open(person)).status, 303);
  const at = await addressOf(person), again = await open(person);
  assert.equal(again.status, 409);
  assert.match(textOf(again.text), /There is a case with a care co-ordinator already/);
  assert.equal((await desk.get(at)).status, 200, 'the desk reads it');
  assert.equal((await network.of('care-coordinator', network.QUAY).get(at)).status, 404);
});

test('a change is kept as a step; who is second reads who was faster', async () => {
  const person = await somebody();
  await open(person);
  const at = await addressOf(person), before = await leah.get(at);
  const fields = { state: 'active', weight: 'intensive', setting: 'dementia', ...day('next_contact', inDays(7)), ...day('review_on', inDays(60)) };
  assert.equal((await take(at, 'changed', fields)).status, 303);
  assert.match(await textAt(at), /Complexity: Intensive, before Light/);
  const late = await take(at, 'changed', { ...fields, weight: 'steady' }, before);
  assert.equal(late.status, 409);
  assert.match(textOf(late.text), /was faster/);
  assert.equal((await take(at, 'changed', { ...fields, ...day('next_contact', inDays(-3)) })).status, 422, 'a past day');
});

test('on hold says why and until when, and is taken up again', async () => {
  const person = await somebody();
  await open(person);
  const at = await addressOf(person);
  assert.equal((await take(at, 'paused', day('next_contact', inDays(9)))).status, 422);
  assert.equal((await take(at, 'paused', { why: 'hospital', ...day('next_contact', inDays(9)) })).status, 303);
  assert.match(await textAt(at), /They are in hospital/);
  assert.equal((await take(at, 'paused', { why: 'away', ...day('next_contact', inDays(9)) })).status, 409, 'twice');
  assert.match(await textAt('/caseload?state=paused'), /On hold/);
  assert.equal((await take(at, 'resumed', day('next_contact', inDays(2)))).status, 303);
  assert.equal(nextOf('Case D').n, 2);
  assert.doesNotMatch(await textAt(at), /On hold They/);
});

test('moving on is planned, done with whom to ring, and opened again with its history', async () => {
  const person = await somebody();
  await open(person);
  const at = await addressOf(person), form = `${at}/moving-on`;
  const plan = { outcome: 'reached', ring: 'Reception, 01632 960 001', reached: 'Goes out alone', ...day('check_in', inDays(40)) };
  assert.equal((await leah.send(await leah.get(form), form, { ...plan, do: 'plan' })).status, 303);
  assert.match(await textAt('/caseload?state=moving-on'), /Moving on/);
  const bare = await leah.send(await leah.get(form), form, { ...plan, ring: '', do: 'close' });
  assert.equal(bare.status, 422);
  assert.match(textOf(bare.text), /Enter who they can ring/);
  assert.equal((await leah.send(await leah.get(form), form, { ...plan, do: 'close' })).status, 303);
  const ended = await textAt(at);
  for (const said of [/How it ended/, /Goes out alone/, /Reception, 01632 960 001/, /Closed/]) assert.match(ended, said);
  assert.match(await textAt(person), /Check in: how is it going/, 'a task');
  const left = rows(network.data, `SELECT count(*) AS n FROM relation l JOIN person p USING (person_id) WHERE p.family_name = 'Case E' AND l.kind = 'caseload' AND l.ended_at IS NULL`);
  assert.equal(Number(left[0].n), 1, 'until the check-in is done');
  assert.equal((await take(at, 'reopened', { to: option(await leah.get(at), 'care-coordinator'), words: 'Fell last week' })).status, 303);
  for (const said of [/Opened again/, /Fell last week/, /Moving on planned/]) assert.match(await textAt(at), said);
});

test('a contact moves the next one on, also for whoever has the page of before it open', async () => {
  const person = await somebody(), next = () => nextOf('Case F');
  await open(person);
  const form = `${person}/contacts/new`, at = await addressOf(person), before = await leah.get(at);
  assert.equal((await leah.send(await leah.get(form), form, { outcome: 'no_answer' })).status, 303);
  assert.deepEqual(next(), { n: 7, first: 0 }, 'nobody was reached');
  assert.equal((await leah.send(await leah.get(form), form, { outcome: 'spoke' })).status, 303);
  assert.deepEqual(next(), { n: 84, first: 1 });
  assert.equal((await take(at, 'changed', { ...changeOf(before), setting: 'dementia' }, before)).status, 303);
  assert.deepEqual(next(), { n: 84, first: 1 }, 'the change was of the setting alone');
});

test('a death closes the case; taken back, it is open again', async () => {
  const person = await somebody();
  await open(person);
  const at = await addressOf(person), edit = `${person}/edit`;
  await leah.send(await leah.get(edit), edit, { died_known: 'yes' });
  assert.match(await textAt(at), /They died/);
  assert.equal((await take(at, 'reopened', { to: option(await leah.get(at), 'care-coordinator') })).status, 409);
  await leah.send(await leah.get(edit), edit, { died_known: '' });
  assert.match(await textAt(at), /They are alive after all/);
});

test('whose co-ordinator leaves is said to need one, wherever they are named', async () => {
  await letTakeReferrals(network, 'link-worker');
  const person = await somebody(), administrator = network.as('administrator');
  assert.equal((await open(person, { to: option(await leah.get(`${person}/case`), 'link-worker') })).status, 303);
  assert.doesNotMatch(await textAt('/my-day', supervisor), /needs a co-ordinator/);
  const email = network.accounts.find((a) => a.role === 'link-worker').email;
  const account = `/admin/staff/${memberKey(await administrator.get('/admin/staff'), email)}`;
  assert.equal((await administrator.send(await administrator.get(account), `${account}/disable`)).status, 303);
  assert.match(await textAt(person), /who has left/);
  assert.match(await textAt('/my-day', supervisor), /1 case needs a co-ordinator/);
  assert.match(await textAt('/caseload?state=left', supervisor), /CASE H, Cora/);
  assert.match(await textAt(`${account}/leaving`, administrator), /named co-ordinator\s+1/);
  const form = `${await addressOf(person)}/moving-on`;
  assert.equal((await leah.send(await leah.get(form), form, { outcome: 'elsewhere', ...day('check_in', inDays(9)), do: 'close' })).status, 303);
  const owner = rows(network.data, `SELECT a.email FROM task t JOIN account a ON a.account_id = t.owner_id JOIN person p USING (person_id) WHERE p.family_name = 'Case H'`);
  assert.deepEqual(owner.map((o) => o.email), [network.accounts.find((a) => a.role === 'care-coordinator').email], 'the check-in is of whoever closed it');
});

test('cases go to a colleague all at once or not at all; both are told, and what was promised goes along', async () => {
  const dev = network.of('care-coordinator', network.QUAY), people = [await somebody(), await somebody()];
  for (const person of people) assert.equal((await open(person)).status, 303);
  const note = { outcome: 'spoke', next: 'tomorrow', next_title: 'Ring about the bus' }, form = `${people[0]}/contacts/new`;
  assert.equal((await leah.send(await leah.get(form), form, note)).status, 303);
  const give = async (page, to, names, visitor = leah) => {
    const boxes = [...page.text.matchAll(/value="([^"]+)"[^>]*>\s*<label[^>]*>\s*([^<]+?)\s*</g)].filter(([, , label]) => names.some((n) => label.includes(n)));
    const fields = formTo(page.text, '/caseload/give').fields.filter(([name]) => !['case', 'to', 'words'].includes(name));
    return visitor.post('/caseload/give', [...fields, ...boxes.map(([, value]) => ['case', value]), ['to', to], ['words', 'Closer to them']]);
  };
  const page = await leah.get('/caseload/give?complexity=light'), at = await addressOf(people[0]);
  const staff = await network.as('administrator').get('/admin/staff'), key = memberKey(staff, network.accounts.filter((a) => a.role === 'care-coordinator')[1].email);
  const to = `${key}.care-coordinator`;
  assert.equal((await give(page, to, [])).status, 422, 'none ticked');
  const early = await give(page, to, ['CASE I', 'CASE J']);
  assert.equal(early.status, 409);
  assert.match(textOf(early.text), /can’t have cases in this setting yet.*None was given/);
  const override = `/team/${key}/override`;
  assert.equal((await supervisor.send(await supervisor.get(override), override, { what: 'care-coordinator:general', reason: 'Covers for a colleague' })).status, 303);
  await take(at, 'paused', { why: 'away', ...day('next_contact', inDays(9)) });
  assert.match(textOf((await give(page, to, ['CASE I', 'CASE J'])).text), /A colleague has just changed it.*None was given/);
  assert.doesNotMatch(await textAt('/caseload', dev), /CASE J/);
  const again = await supervisor.get('/caseload/give');
  assert.equal((await give(again, to, ['CASE I', 'CASE J'], supervisor)).status, 303);
  assert.match(await textAt('/my-day', dev), /2 cases are yours now/);
  assert.match(await textAt('/my-day'), /2 cases of yours went to colleagues/);
  const news = await dev.get('/caseload');
  assert.match(textOf(news.text), /gave you 2 cases of care-coordinator.*with one thing to do/);
  assert.match(textOf(news.text), /CASE I, Cora; CASE J, Cora/);
  assert.match(await textAt('/caseload'), /gave 2 cases of yours to/);
  assert.match(await textAt(at, dev), /To care-coordinator.*Closer to them.*Opened/, 'the steps keep their authors');
  const owner = rows(network.data, `SELECT a.email FROM task t JOIN account a ON a.account_id = t.owner_id JOIN person p USING (person_id) WHERE p.family_name = 'Case I' AND t.done_at IS NULL`);
  assert.deepEqual(owner.map((o) => o.email), [network.accounts.filter((a) => a.role === 'care-coordinator')[1].email]);
  assert.equal((await dev.send(news, '/caseload/read')).status, 303);
  assert.doesNotMatch(await textAt('/caseload', dev), /gave you/);
  assert.doesNotMatch(await textAt('/my-day', dev), /yours now/);
  assert.match(await textAt('/caseload'), /gave 2 cases of yours to/, 'the other has not read it');
  const theirs = new RegExp(`<option value="(${KEY})">care-coordinator A99001`).exec((await dev.get('/caseload')).text)[1];
  assert.equal((await dev.get(`/caseload/give?whose=${theirs}`)).status, 403, 'a colleague’s, by somebody who answers for nobody');
});

test('a colleague covers for some days: the cases stand in their list, marked, until they don’t any more', async () => {
  const dev = network.of('care-coordinator', network.QUAY), person = await somebody(), form = '/caseload/cover';
  assert.equal((await open(person)).status, 303);
  const at = await addressOf(person), all = [...(await leah.get(form)).text.matchAll(/<option value="([^"]*)\.care-coordinator"/g)].map(([, value]) => value);
  const other = `${all.find((value) => value !== leahsKey)}.care-coordinator`;
  const arrange = async (fields, visitor = leah) => visitor.send(await visitor.get(form), form, { to: other, ...day('from_on', inDays(0)), ...day('until_on', inDays(3)), ...fields });
  assert.equal((await arrange({ to: '' })).status, 422);
  assert.equal((await arrange(day('until_on', inDays(-1)))).status, 422);
  assert.match(textOf((await arrange({ to: `${leahsKey}.care-coordinator` })).text), /they can’t cover for themselves/);
  assert.doesNotMatch(await textAt('/caseload', dev), /CASE K/);
  assert.equal((await arrange({})).status, 303);
  assert.match(await textAt(form), /Not trained yet for some of the cases: Dementia/);
  assert.match(textOf((await arrange({})).text), /covers from .* already. End that first/);
  assert.match(await textAt('/caseload', dev), /CASE K, Cora [^.]{0,40}Cover: care-coordinator/);
  assert.match(await textAt('/my-day', dev), /You cover for care-coordinator A99001 until/);
  assert.match(await textAt('/caseload'), /covers for you/);
  const administrator = network.as('administrator'), post = `/team/${other.split('.')[0]}/post`;
  assert.equal((await administrator.send(await administrator.get(post), post, { week: '30' })).status, 303);
  assert.match(await textAt('/my-development', dev), /Covering\. (Light|Steady|Intensive): \d+ cases?, each every/, 'what they cover takes hours of theirs');
  assert.match(await textAt(at, dev), /Covered by care-coordinator A99002 until/);
  assert.match(await textAt(person), /covered by care-coordinator A99002 until/, 'the banner says so');
  const contact = `${person}/contacts/new`;
  assert.equal((await dev.send(await dev.get(contact), contact, { outcome: 'spoke' })).status, 303);
  assert.deepEqual(nextOf('Case K'), { n: 84, first: 1 }, 'what who covers does is of the case');
  const live = () => Number(rows(network.data, `SELECT count(*) AS n FROM relation l JOIN person p USING (person_id) WHERE p.family_name = 'Case K' AND l.until IS NOT NULL AND l.ended_at IS NULL`)[0].n);
  assert.equal(live(), 1);
  const end = new RegExp(`/caseload/cover/${KEY}/end`).exec((await leah.get(form)).text)[0];
  assert.equal((await leah.send(await leah.get(form), end)).status, 303);
  assert.equal(live(), 0);
  assert.equal((await dev.get(at)).status, 404);
  assert.doesNotMatch(await textAt('/caseload', dev), /CASE K/);
  assert.doesNotMatch(await textAt(person), /covered by/);
});

test('the board says whose caseload is too full, why, and what can move; it names nobody who is supported', async () => {
  const post = `/team/${leahsKey}/post`;
  assert.equal((await supervisor.send(await supervisor.get(post), post, { week: '1' })).status, 303);
  const board = await supervisor.get('/team/caseload'), said = textOf(board.text);
  assert.match(said, /1 over their hours/);
  assert.match(said, /care-coordinator A99001[^.]*Over by \d+ minutes 2 of 1 hours taken/);
  assert.match(said, /care-coordinator A99001 is over their hours/, 'the picture says what it shows');
  const first = /href="(\/caseload\/give\?whose=[^"]+)"[^>]*>(\d+) not begun yet/.exec(board.text.replaceAll('&amp;', '&'));
  assert.ok(first, 'who has not been seen yet moves first');
  assert.equal((textOf((await supervisor.get(first[1])).text).match(/Waiting for first contact,/g) ?? []).length, Number(first[2]));
  const manager = await network.as('pcn-manager').get('/team/caseload');
  assert.equal(manager.status, 200);
  for (const page of [board, manager]) assert.doesNotMatch(page.text, /Cora|CASE [A-Z]|\/people\/[0-9a-f-]{36}/);
  assert.doesNotMatch(manager.text, /caseload\/give/);
});

test('a caseload leaves as a file with why; nobody is in it who refused a record', async () => {
  const person = await somebody();
  assert.equal((await open(person)).status, 303);
  const form = await supervisor.get('/caseload/export?complexity=light'), take = (fields) => supervisor.send(form, '/caseload/export', fields);
  assert.equal((await take({ format: 'csv' })).status, 422, 'no file without a reason');
  const from = lastAudit(network.data), file = await take({ reason: 'meeting', format: 'csv' });
  assert.equal(file.status, 200);
  const lines = file.text.trim().split('\r\n').map((line) => line.replaceAll('"', '').split(',')), cases = lines.slice(1);
  assert.ok(lines[0].includes('Co-ordinator') && cases.some((c) => c[0] === 'Case L'));
  assert.ok(cases.every((c) => c[7] === 'Light'), 'the list’s own filter');
  const entry = rows(network.data, `SELECT action, reason, length(people) / 8 AS people FROM audit WHERE seq > ${from} AND action = 'export'`);
  assert.deepEqual([entry[0].action, entry[0].reason, entry.reduce((n, e) => n + Number(e.people ?? 0), 0)], ['export', 'meeting', cases.length]);
  const decision = `${person}/consent/decision`;
  assert.equal((await leah.send(await leah.get(decision), decision, { about: 'record', answer: 'refused' })).status, 303);
  assert.doesNotMatch((await take({ reason: 'meeting', format: 'csv' })).text, /Case L/);
  assert.equal((await leah.get('/caseload/export')).status, 403);
});

test('a list is of one colleague or of everybody, and no word in its address is believed', async () => {
  assert.match(await textAt('/caseload', supervisor), /Everybody’s cases/);
  const choice = new RegExp(`<option value="(${KEY})">care-coordinator A99001`).exec((await supervisor.get('/caseload')).text)?.[1];
  assert.match(await textAt(`/caseload?whose=${choice}`, supervisor), /Caseload of care-coordinator/);
  for (const wrong of ['state=gone', 'whose=1', 'complexity=x']) assert.equal((await leah.get(`/caseload?${wrong}`)).status, 400, wrong);
  assert.match(await textAt('/caseload', coach), /There is no case here/);
});
