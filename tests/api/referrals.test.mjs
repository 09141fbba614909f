// Referrals through the outside: sent, decided, changed; two who decide at once; links used twice, run out, guessed; and
// what somebody outside can't find out.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { formTo, textOf } from '../support/html.mjs';
import { addPerson, openNetwork, unusedNumber } from '../support/network.mjs';
import { endAnswer, letTakeReferrals, partnerLink, REFERRAL } from '../support/objects.mjs';
import { rows } from '../support/rows.mjs';
import { cairn, removeFolder, temporaryFolder } from '../support/server.mjs';
import { Visitor } from '../support/visitor.mjs';

const KEY = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
let folder, network, leah, coach, desk, far, number, person;
before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder);
  leah = network.of('care-coordinator', network.MILL);
  far = network.of('care-coordinator', network.QUAY);
  coach = network.as('health-coach');
  desk = network.of('practice-staff', network.MILL);
  number = unusedNumber();
  person = await addPerson(leah, { given_names: 'Rhona', family_name: 'Referred', nhs_number: number });
  await letTakeReferrals(network, 'care-coordinator', 'health-coach');
});
after(async () => {
  const end = await network?.close();
  removeFolder(folder);
  assert.deepEqual(end, { code: 0, signal: null });
});

async function refer(visitor, about = person, fields = {}) {
  const sent = await visitor.send(await visitor.get(`${about}/refer`), `${about}/refer`, { ...REFERRAL, ...fields });
  assert.equal(sent.status, 303, textOf(sent.text));
  return new RegExp(`/referrals/${KEY}`).exec((await visitor.get('/referrals/sent')).text)[0];
}
// The steps' forms all go to one address: the one of this step, as its page offers it.
function stepOf(page, referral, step, fields) {
  const form = formTo(page.text, `${referral}/step`);
  const version = /name="version" value="(\d+)"/.exec(page.text)[1];
  return { at: form.action, fields: [['_token', form.fields.find(([name]) => name === '_token')[1]], ['version', version], ['step', step], ...Object.entries(fields)] };
}
async function take(visitor, referral, step, fields = {}, page = null) {
  const s = stepOf(page ?? await visitor.get(referral), referral, step, fields);
  return visitor.post(s.at, s.fields);
}
const stateOf = async (referral) => textOf((await leah.get(referral)).text);
const colleague = (page, role) => new RegExp(`<option value="([^"]*\\.${role}\\.[^"]*)"`).exec(page.text)[1];

test('somebody at the desk refers, a colleague accepts, and the desk reads it', async () => {
  const referral = await refer(desk);
  assert.match((await leah.get('/referrals')).text, /REFERRED, Rhona/);
  assert.match((await leah.get('/my-day')).text, /in the inbox/);
  assert.equal((await take(leah, referral, 'accepted', { words: 'I ring tomorrow' })).status, 303);
  const page = textOf((await desk.get(referral)).text);
  assert.match(page, /Accepted/);
  assert.match(page, /I ring tomorrow/);
  assert.equal((await take(leah, referral, 'closed', { words: 'All is sorted' })).status, 303);
  assert.match((await desk.get('/referrals/sent')).text, /Closed/);
});

test('who is not trained yet is not offered one and can’t take it, until somebody answers for it', async () => {
  const referral = await refer(desk), worker = network.as('link-worker'), page = await leah.get(referral);
  assert.doesNotMatch(page.text, /<option value="[^"]*\.link-worker\./);
  assert.match(textOf(page.text), /not ready for referrals yet and can’t be chosen/);
  const refused = await take(worker, referral, 'accepted', { words: 'I begin on Monday' });
  assert.equal(refused.status, 409);
  assert.match(textOf(refused.text), /can’t take referrals yet\. Not ready/);
  assert.match(refused.text, /I begin on Monday/);
  await letTakeReferrals(network, 'link-worker');
  assert.equal((await take(worker, referral, 'accepted')).status, 303);
  const [{ reason }] = rows(network.data, "SELECT reason FROM audit WHERE route = 'POST /referrals/:referral/step' AND outcome = 1 ORDER BY seq DESC LIMIT 1");
  assert.match(reason, /^readiness override \d+$/, 'the audit says by which');
});

test('who was ready when it was given to them and is not any more can’t accept it', async () => {
  const referral = await refer(desk), worker = network.as('link-worker'), page = await leah.get(referral);
  assert.equal((await take(leah, referral, 'allocated', { to: colleague(page, 'link-worker') }, page)).status, 303);
  await endAnswer(network, 'link-worker');
  const refused = await take(worker, referral, 'accepted');
  assert.equal(refused.status, 409);
  assert.match(textOf(refused.text), /can’t take referrals yet\. Not ready/);
  await letTakeReferrals(network, 'link-worker');
  assert.equal((await take(worker, referral, 'accepted')).status, 303);
});

test('who gets it must be trained for the setting, and the case begins in it', async () => {
  const cora = await addPerson(leah, { given_names: 'Cora', family_name: 'Homely', nhs_number: unusedNumber() }), referral = await refer(desk, cora);
  const page = await leah.get(referral), to = colleague(page, 'care-coordinator');
  assert.match(page.text, /<option value="general" selected>General practice/);
  const refused = await take(leah, referral, 'allocated', { to, setting: 'dementia' }, page);
  assert.equal(refused.status, 409);
  assert.match(textOf(refused.text), /can’t take referrals yet in this setting: dementia\. Not ready/);
  assert.match(refused.text, /<option value="dementia" selected>/, 'what was chosen is still chosen');
  const supervisor = network.as('supervisor'), member = `/team/${to.split('.')[0]}`, at = `${member}/override`;
  const administrator = network.as('administrator'), post = await administrator.get(`${member}/post`);
  assert.equal((await administrator.send(post, `${member}/post`, { settings: 'dementia' })).status, 303);
  assert.equal((await supervisor.send(await supervisor.get(at), at, { what: 'care-coordinator:dementia', reason: 'Is being trained' })).status, 303);
  assert.equal((await take(leah, referral, 'allocated', { to, setting: 'dementia' })).status, 303);
  const taker = network.accounts.find((a) => a.email === rows(network.data, `SELECT a.email FROM referral f JOIN account a ON a.account_id = f.owner_id WHERE f.setting = 'dementia'`)[0].email);
  assert.equal((await take(network.of('care-coordinator', taker.practice ?? network.MILL), referral, 'accepted', { setting: 'dementia' })).status, 303);
  assert.deepEqual(rows(network.data, `SELECT k.setting FROM care_case k JOIN person p USING (person_id) WHERE p.family_name = 'Homely'`), [{ setting: 'dementia' }]);
  assert.match(textOf((await leah.get(referral)).text), /Setting Dementia/);
});

test('of two who decide at once one is told who was faster, and nothing of theirs is lost', async () => {
  const referral = await refer(desk), [one, two] = [await leah.get(referral), await coach.get(referral)];
  const answers = await Promise.all([take(leah, referral, 'accepted', { words: 'Mine' }, one),
    take(coach, referral, 'redirected', { offered: 'Walking group', words: 'Better there' }, two)]);
  assert.deepEqual(answers.map((a) => a.status).sort(), [303, 409]);
  const late = answers.find((a) => a.status === 409);
  assert.match(textOf(late.text), /was faster, at/);
  assert.match(late.text, late === answers[1] ? /Walking group/ : /Mine/);
  const [{ n }] = rows(network.data, 'SELECT count(*) AS n FROM referral_step s JOIN referral f ON f.referral_id = s.referral_id WHERE f.referral_id = (SELECT max(referral_id) FROM referral)');
  assert.equal(Number(n), 2);
});

test('what was given to a colleague is theirs to take on or to give back', async () => {
  const referral = await refer(desk), page = await leah.get(referral);
  assert.equal((await take(leah, referral, 'allocated', { to: colleague(page, 'health-coach') })).status, 303);
  assert.match((await coach.get('/my-day')).text, /1 is given to you/);
  assert.match(await stateOf(referral), /Given, not taken on yet/);
  assert.equal((await take(coach, referral, 'given_back', { words: 'I am away next week' })).status, 303);
  assert.match(await stateOf(referral), /The inbox/);
});

test('declining asks for a reason and for what was offered instead', async () => {
  const referral = await refer(desk);
  const nothing = await take(leah, referral, 'declined');
  assert.equal(nothing.status, 422);
  assert.match(textOf(nothing.text), /Choose why it is declined/);
  assert.match(textOf(nothing.text), /Say what was offered instead/);
  assert.equal((await take(leah, referral, 'declined', { reason: 'not_wanted', offered: 'The leaflet of the day centre' })).status, 303);
  assert.match(textOf((await desk.get(`${person}/refer`)).text), /Declined/, 'whoever refers next sees it');
  assert.match(await stateOf(referral), /The person does not want it\. Offered instead: The leaflet of the day centre/);
});

test('a referral that is changed after it was sent says what it said before', async () => {
  const referral = await refer(desk), at = `${referral}/amend`;
  const before = await leah.get(referral), form = await desk.get(at);
  assert.equal((await desk.send(form, at, { urgency: 'urgent', words: 'He fell on Sunday' })).status, 303);
  assert.match(await stateOf(referral), /What is going on: “He fell on Sunday”, before “A word about it”/);
  assert.equal((await take(leah, referral, 'accepted', {}, before)).status, 409, 'who decides reads the change first');
  assert.equal((await desk.send(form, at, { words: 'Once more' })).status, 409);
  const withdraw = await desk.get(referral), last = await leah.get(referral);
  assert.equal((await desk.send(withdraw, `${referral}/withdraw`)).status, 303);
  assert.equal((await take(leah, referral, 'asked', { words: 'When?' }, last)).status, 409);
});

test('a form that is sent twice is one referral', async () => {
  const at = `${person}/refer`, form = await desk.get(at), count = () => Number(rows(network.data, 'SELECT count(*) AS n FROM referral')[0].n), n = count();
  for (let i = 0; i < 2; i++) assert.equal((await desk.send(form, at, REFERRAL)).status, 303);
  assert.equal(count(), n + 1);
});

test('a form that was changed after it had been sent is shown again, with what it says now', async () => {
  const at = `${person}/refer`, form = await desk.get(at);
  assert.equal((await desk.send(form, at, REFERRAL)).status, 303);
  const again = await desk.send(form, at, { ...REFERRAL, words: 'Something that came to mind later' });
  assert.equal(again.status, 409);
  assert.match(again.text, /Something that came to mind later/);
  assert.equal((await desk.send(again, at)).status, 303, 'as another one');
});

test('what is typed is kept as a draft, brought back, and over when it is sent', async () => {
  const at = `${person}/refer`, page = await desk.get(at);
  const kept = await desk.post(`${at}/draft`, formTo(page.text, at).fields.map(([n, v]) => [n, n === 'words' ? 'Half a thought' : v]));
  assert.ok([200, 303].includes(kept.status), textOf(kept.text));
  const draft = /href="([^"]*draft=[^"]+)"/.exec((await desk.get(at)).text)?.[1].replaceAll('&amp;', '&');
  const back = await desk.get(draft);
  assert.match(back.text, /Half a thought/);
  assert.doesNotMatch(back.text, /nhsuk-error-message/, 'nobody asked whether it is right');
  assert.equal((await desk.send(back, at, { words: 'A whole one' })).status, 422, 'the rest is missing');
  const shown = await desk.get(/href="([^"]*draft=[^"]+)"/.exec((await desk.get(at)).text)[1].replaceAll('&amp;', '&'));
  assert.match(shown.text, /A whole one/);
  assert.equal((await desk.send(shown, at, REFERRAL)).status, 303);
  assert.doesNotMatch((await desk.get(at)).text, /You have a draft|You have drafts/);
});

test('several are given to a colleague together, or none of them', async () => {
  const other = await addPerson(leah, { given_names: 'Seth', family_name: 'Several' });
  const [a, b] = [await refer(desk), await refer(desk, other)], page = await leah.get('/referrals');
  const picks = [a, b].map((at) => new RegExp(`value="(${at.split('/').pop()}\\.\\d+)"`).exec(page.text)[1]);
  const fields = [['_token', formTo(page.text, '/referrals/give').fields.find(([name]) => name === '_token')[1]], ['to', colleague(page, 'link-worker')]];
  await take(leah, b, 'asked', { words: 'When?' });
  const late = await leah.post('/referrals/give', [...fields, ...picks.map((p) => ['pick', p])]);
  assert.equal(late.status, 409);
  assert.match(await stateOf(a), /The inbox/);
  assert.equal((await leah.post('/referrals/give', [...fields, ['pick', picks[0]]])).status, 303);
  assert.match(await stateOf(a), /Given, not taken on yet/);
});

test('nobody is referred who has died', async () => {
  const dead = await addPerson(leah, { given_names: 'Dora', family_name: 'Departed' }), at = `${dead}/edit`;
  await leah.send(await leah.get(at), at, { died_known: 'yes' });
  const answer = await leah.send(await leah.get(`${dead}/refer`), `${dead}/refer`, REFERRAL);
  assert.equal(answer.status, 409);
  assert.match(textOf(answer.text), /Dora has died/);
});

// ---- from outside ----

const ABOUT = { name: 'Rhona Referred', 'born[day]': '4', 'born[month]': '3', 'born[year]': '1943', reach: '01632 960 001', reasons: 'lonely', agreed: 'yes' };
const BY = { ...ABOUT, referrer: 'June Hart', referrer_reach: '01632 960 009', urgency: 'soon' };

test('a link with its code is good for one referral, which waits until it is known about whom it is', async () => {
  const { token, code } = await partnerLink(leah), at = `/refer/${token}`, june = new Visitor(network.server.url);
  const form = await june.get(at);
  assert.equal((await june.send(form, at, { ...BY, code: code === '00000000' ? '11111111' : '00000000' })).status, 422);
  const sent = await june.send(form, at, { ...BY, code, nhs_number: number });
  assert.equal(sent.status, 200);
  assert.match(sent.text, /We have it/);
  assert.equal((await june.send(form, at, { ...BY, code })).status, 404, 'twice');
  assert.equal((await june.get(at)).status, 404);
  const referral = new RegExp(`/referrals/${KEY}(?=">Rhona Referred)`).exec((await far.get('/referrals')).text)[0];
  assert.equal((await take(leah, referral, 'accepted')).status, 409);
  assert.equal((await take(leah, referral, 'matched', { number: '999 000 0000' })).status, 422);
  assert.equal((await take(far, referral, 'matched', { number })).status, 422, 'somebody whom one doesn’t see');
  assert.equal((await take(leah, referral, 'matched', { number })).status, 303);
  assert.equal((await far.get(referral)).status, 404, 'now it is her practice’s');
  assert.match(textOf((await leah.get(referral)).text), /June Hart, Lime Lodge/);
  june.close();
});

test('a link that was stopped, ran out or was guessed answers as one that never was', async () => {
  const june = new Visitor(network.server.url), none = await june.get(`/refer/${'x'.repeat(43)}`);
  assert.equal(none.status, 404);
  const stopped = (await partnerLink(leah)).token, page = await leah.get('/referrals/links');
  const end = new RegExp(`/referrals/links/${KEY}/end`).exec(page.text)[0];
  await leah.send(page, end);
  const guessed = await partnerLink(leah), form = await june.get(`/refer/${guessed.token}`);
  for (let i = 0; i < 5; i++) await june.send(form, `/refer/${guessed.token}`, { ...BY, code: '1234' });
  assert.equal((await june.send(form, `/refer/${guessed.token}`, { ...BY, code: guessed.code })).status, 404);
  for (const token of [stopped, guessed.token]) {
    const answer = await june.get(`/refer/${token}`);
    assert.equal(answer.status, 404);
    assert.equal(answer.text.replaceAll(token, ''), none.text.replaceAll('x'.repeat(43), ''));
  }
  june.close();
});

test('who asks for themselves is offered only practices of the network whose address it is', async () => {
  const self = new Visitor(network.server.url), yourself = (practice) => `/refer-yourself?practice=${practice}`;
  const added = await cairn('practice', 'add', '--data', network.data, '--pcn', 'Harbour Invented PCN', '--code', 'B99001', '--name', 'Harbour Road Surgery');
  assert.equal(added.code, 0, added.stderr);
  const ours = await self.get(yourself(network.QUAY)), theirs = await self.get(yourself('B99001'));
  const offered = (page, at) => formTo(page.text, at).controls.find((c) => c.name === 'practice').options.map((o) => o.value).filter(Boolean);
  assert.deepEqual(offered(ours, yourself(network.QUAY)), [network.MILL, network.QUAY]);
  assert.deepEqual(offered(theirs, yourself('B99001')), ['B99001']);
  assert.equal((await self.send(ours, yourself(network.QUAY), { ...ABOUT, practice: 'B99001' })).status, 422);
  assert.equal((await self.send(theirs, yourself('B99001'), { ...ABOUT, name: 'Holly Harbour', practice: 'B99001' })).status, 200);
  assert.doesNotMatch((await leah.get('/referrals')).text, /Holly Harbour/);
  const unnamed = await self.get('/refer-yourself');
  assert.match(textOf(unnamed.text), /Ask through your GP practice/);
  assert.doesNotMatch(unnamed.text, /Mill Row|Harbour/);
  const links = textOf((await leah.get('/referrals/links')).text);
  assert.match(links, /\/refer-yourself\?practice=A99001/);
  assert.doesNotMatch(links, /B99001/);
  self.close();
});

test('who asks for themselves learns nothing of who is known, and can’t do it without end', async () => {
  const self = new Visitor(network.server.url), at = `/refer-yourself?practice=${network.MILL}`, form = await self.get(at);
  const practice = network.MILL, known = await self.send(form, at, { ...ABOUT, practice, nhs_number: number });
  const unknown = await self.send(await self.get(at), at, { ...ABOUT, name: 'Nobody Known', practice, nhs_number: unusedNumber() });
  assert.equal(known.status, 200);
  const unnumbered = ({ text }) => text.replace(/Your reference is [0-9A-F]{8}/, '');
  assert.equal(unnumbered(known), unnumbered(unknown));
  assert.equal((await self.send(await self.get(at), at, { ...ABOUT, practice: 'Z99999' })).status, 422);
  let status = 200;
  for (let i = 0; i < 80 && status === 200; i++) status = (await self.send(await self.get(at), at, { ...ABOUT, practice })).status;
  assert.equal(status, 429);
  assert.equal((await self.get('/sign-in')).status, 200);
  self.close();
});

test('a link is not used up by a referral that a full inbox turned away', async () => {
  const own = path.join(folder, 'full'), copy = await openNetwork(own), triage = copy.of('care-coordinator', copy.MILL);
  const { token, code } = await partnerLink(triage), at = `/refer/${token}`, june = new Visitor(copy.server.url);
  const form = await june.get(at), file = path.join(copy.data, 'cairn.db');
  const unmatched = (n) => `WITH RECURSIVE i (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM i WHERE i < ${n}) INSERT INTO referral (key, nonce, pcn_id, source, referrer, reasons,
    urgency, wished, agreed, about_name, state, stage, received_at, due_on, changed_at)
    SELECT randomblob(16), randomblob(16), 1, 'self', 'Somebody', 1, 'routine', 0, 'yes', 'Somebody', 'received', 1, 1, 20000, 1 FROM i`;
  execFileSync('sqlite3', [file, unmatched(200)]);
  assert.equal((await june.send(form, at, { ...BY, code })).status, 503);
  execFileSync('sqlite3', [file, "DELETE FROM referral WHERE about_name = 'Somebody'"]);
  assert.equal((await june.send(form, at, { ...BY, code })).status, 200);
  june.close();
  await copy.close();
});
