// Every form, filled with what nobody should type. Whatever comes, the answer is a page in plain words: never a failure
// of ours, never a half-saved record, never the text as markup. Each case starts from the form as the server offers it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { changed, encodeFields, formTo, problemsOf } from '../support/html.mjs';
import { addPerson, openNetwork, recordContact, unusedNumber } from '../support/network.mjs';
import { GOAL, makeAppointment, makeObjects, PEERS, PORTFOLIO, REFERRAL, TRAINING, UNKNOWN } from '../support/objects.mjs';
import { onPostgres } from '../support/postgres.mjs';
import { removeFolder, temporaryFolder } from '../support/server.mjs';
import { raw } from '../support/visitor.mjs';

let folder, network, objects, coordinator, administrator, outsider, person;
before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder);
  objects = await makeObjects(network);
  coordinator = network.of('care-coordinator', network.MILL);
  administrator = network.as('administrator');
  outsider = network.as('anonymous');
  person = await addPerson(coordinator, { given_names: 'Hester', family_name: 'Hostile' });
  const team = await coordinator.get(`${person}/team`);
  const who = formTo(team.text, `${person}/team`).controls.find((c) => c.name === 'who').options.find((o) => o.value).value;
  await coordinator.send(team, `${person}/team`, { who, why: 'team' });
  await coordinator.send(await coordinator.get(`${person}/edit`), `${person}/edit`, { contact_times: 'Second version' });
});
after(async () => {
  outsider?.close();
  const end = await network?.close();
  removeFolder(folder);
  assert.deepEqual(end, { code: 0, signal: null }, 'the server stayed up and stopped in order');
});

// The co-ordinator has something to do, so it can be handed over.
async function leaverPage() {
  const { text } = await administrator.get('/admin/staff'), at = text.lastIndexOf('href="/admin/staff/', text.indexOf('care-coordinator.a99001@'));
  return `${/\/admin\/staff\/[0-9a-f-]{36}/.exec(text.slice(at))[0]}/leaving`;
}

// Somebody decides about it once, so each try gets one of its own.
async function openReferral() {
  await coordinator.send(await coordinator.get(`${person}/refer`), `${person}/refer`, REFERRAL);
  return /\/referrals\/[0-9a-f-]{36}/.exec((await coordinator.get('/referrals/sent')).text)[0];
}

// A letter that is asked to be sent once.
async function letterToMail() {
  const form = `${objects.person}/letters/new?about=tried`;
  const sent = await coordinator.send(await coordinator.get(form), `${objects.person}/letters/new`, { body: 'A word', phone: '01632 960 001', despite: 'yes' });
  return sent.headers.location.split('?')[0];
}

// A message that is decided about is over: the next is of another letter.
async function mailToDecide() {
  await objects.address('/messages/:message', 'care-coordinator');
  const letter = await letterToMail();
  await coordinator.send(await coordinator.get(letter), `${letter}/email`);
  return /\/messages\/[0-9a-f-]{36}/.exec((await coordinator.get('/messages')).text)[0];
}
// What was dismissed before is looked for again.
async function gapToDismiss() {
  await objects.address('/people/:person/gaps/:gap', 'care-coordinator');
  const page = await coordinator.get(`${objects.person}/gaps`), undo = /\/people\/[^"]*\/gaps\/[0-9a-f-]{36}\/undo/g;
  for (const [at] of page.text.matchAll(undo)) await coordinator.send(await coordinator.get(`${objects.person}/gaps`), at);
  return new RegExp(`${objects.person}/gaps/[0-9a-f-]{36}(?=")`).exec((await coordinator.get(`${objects.person}/gaps`)).text)[0];
}

// Whoever has a plan that was agreed.
async function agreedPlan() {
  await objects.address('/people/:person/plan/versions/:version', 'care-coordinator');
  return `${objects.person}/plan/review`;
}

// What is prepared or followed up is of an appointment that was booked.
async function booked(part) {
  const key = '0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a7b';
  await makeAppointment(coordinator, person, key);
  return `${person}/appointments/${part}/${key}/edit`;
}

// A form: the page it stands on, where it goes, who sends it, and what makes it complete.
const FORMS = [
  { name: 'finding a person', page: '/people/find', who: () => coordinator, fill: { find: 'Hostile' } },
  { name: 'adding a person', page: '/people/new', who: () => coordinator, fill: { given_names: 'Hilda', family_name: 'Harmless' },
    more: async (form) => ({ practice: form.controls.find((c) => c.name === 'practice').options.map((o) => o.value).find(Boolean) }) },
  // Before the address is protected by what is done to the details.
  { name: 'writing a section of a plan', page: '/people/:person/plan/sections/00000000-0000-7000-8000-000000000005/edit', who: () => coordinator, fill: { took_part: 'Both of us' } },
  { name: 'writing a need', page: '/people/:person/plan/needs/0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a78/edit', who: () => coordinator, fill: { words: 'Somebody to talk to' } },
  { name: 'writing a goal', page: '/people/:person/plan/goals/0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a79/edit', who: () => coordinator, fill: { words: 'Go out on my own' } },
  { name: 'writing a step', page: '/people/:person/plan/steps/:goal/:step/edit', role: 'care-coordinator', who: () => coordinator, fill: { what: 'Ring the club' } },
  { name: 'recording what they answered to a plan', page: '/people/:person/plan/agree', who: () => coordinator, fill: { answer: 'could_not', decider: 'person', why: 'Asleep' } },
  { name: 'reviewing a plan', at: agreedPlan, to: (at) => at, who: () => coordinator, fill: { changed: 'A new lamp' },
    more: async (form) => Object.fromEntries(form.controls.filter((c) => c.name?.startsWith('how_')).map((c) => [c.name, 'same'])) },
  { name: 'checking a wallet card', page: '/people/cards', who: () => coordinator, fill: { text: 'Amina' } },
  { name: 'giving a copy of a plan', page: '/people/:person/plan/copy', who: () => coordinator, fill: {} },
  { name: 'noting a carer', page: '/people/:person/circle/family/0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a77/edit', who: () => coordinator, fill: { name: 'Sara', does: 'Shops' } },
  { name: 'noting a service', page: '/people/:person/circle/services/0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a77/edit', who: () => coordinator, fill: { name: 'Tom', does: 'Dressings' } },
  { name: 'booking an appointment', page: '/people/:person/appointments/booking/0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a7a/edit', who: () => coordinator,
    fill: { with: 'Dr Patel', 'day[day]': '1', 'day[month]': '3', 'day[year]': '2030', purpose: 'My breathing' } },
  { name: 'preparing a conversation', at: () => booked('preparing'), to: (at) => at, who: () => coordinator, fill: { questions: 'Will it hurt?' } },
  { name: 'following up a conversation', at: () => booked('follow-up'), to: (at) => at, who: () => coordinator,
    fill: { outcome: 'attended', chosen: 'To wait and see' } },
  { name: 'changing details', page: '/people/:person/edit', who: () => coordinator, fill: { family_name: 'Hostile' } },
  { name: 'writing down what matters', page: '/people/:person/about/edit', who: () => coordinator, fill: { most_important: 'My garden' } },
  { name: 'undoing a change', page: '/people/:person/undo?version=2', who: () => coordinator, fill: {} },
  { name: 'putting a version back', page: '/people/:person/put-back?version=1', who: () => coordinator, fill: {} },
  { name: 'recording a contact', page: '/people/:person/contacts/new', who: () => coordinator, fill: { note: 'A word' } },
  { name: 'striking a contact through', page: '/people/:person/contacts/:contact/strike', who: () => coordinator, fill: {} },
  { name: 'writing a letter', page: '/people/:person/letters/new?about=tried', who: () => coordinator,
    fill: { body: 'A word', phone: '01632 960 001', despite: 'yes' } },
  { name: 'sending a letter by email', at: letterToMail, to: (at) => `${at}/email`, who: () => coordinator, fill: {} },
  { name: 'deciding about an email', at: mailToDecide, to: (at) => at, who: () => coordinator, fill: { do: 'other' } },
  { name: 'exporting a list', page: '/people/export?need=interpreter', to: '/people/export', who: () => network.as('supervisor'), fill: {} },
  { name: 'recording a decision about consent', page: '/people/:person/consent/decision', who: () => coordinator,
    fill: { about: 'new', party_name: 'Harriet Heard', party_kind: 'carer', answer: 'given', 'kinds[planned]': 'yes' } },
  { name: 'recording an assessment of capacity', page: '/people/:person/consent/capacity', who: () => coordinator,
    fill: { about: 'story', words: 'A word', help: 'A word', why: 'A word', name: 'Dr Hale', as_role: 'GP', understands: 'no', answer: 'lacks' } },
  { name: 'recording a best-interests decision', page: '/people/:person/consent/best-interests', who: () => coordinator, fill: { words: 'A word' } },
  { name: 'recording an attorney', page: '/people/:person/consent/attorney', who: () => coordinator, fill: { name: 'Hugh Holder', words: 'All of it' } },
  { name: 'sharing without asking', page: '/people/:person/consent/lawful-basis', who: () => network.as('clinician'), fill: { about: 'record', words: 'A word' } },
  { name: 'striking an entry of consent through', page: '/people/:person/consent/:consent/strike', who: () => coordinator, fill: {} },
  { name: 'adding residents', page: '/care-homes/:home/residents/add', who: () => coordinator, fill: {} },
  { name: 'joining two records', page: '/people/:person/same/:other', role: 'data-manager', who: () => network.as('data-manager'), fill: { kept_seen: '1' } },
  { name: 'undoing the joining of two records', page: '/people/:person/joined/:merge/undo', role: 'data-manager', who: () => network.as('data-manager'), fill: { seen: '1' } },
  { name: 'saying what the columns of a list hold', page: '/admin/imports/:upload/columns', role: 'data-manager', who: () => network.as('data-manager'), fill: {} },
  { name: 'referring somebody', page: '/people/:person/refer', who: () => coordinator, fill: { source: 'gp', reasons: 'lonely', words: 'A word', urgency: 'soon', agreed: 'yes' } },
  { name: 'referring somebody without a record', page: '/referrals/new', who: () => coordinator,
    fill: { name: 'Hetty', reach: '01632 960 002', 'born[day]': '4', 'born[month]': '3', 'born[year]': '1943', source: 'gp', reasons: 'lonely', urgency: 'soon', agreed: 'yes' } },
  { name: 'changing a referral', at: async () => `${await openReferral()}/amend`, who: () => coordinator, fill: { words: 'A word' } },
  { name: 'deciding about a referral', at: openReferral, to: (at) => `${at}/step`, who: () => coordinator, fill: {} },
  { name: 'giving cases', page: '/caseload/give', at: () => objects.address('/people/:person/case/:case', 'care-coordinator').then(() => '/caseload/give'), who: () => network.as('supervisor'), fill: { words: 'A word' } },
  { name: 'exporting a caseload', page: '/caseload/export?complexity=light', to: '/caseload/export', who: () => network.as('supervisor'), fill: {} },
  { name: 'saying what became of entries for GP records', page: '/gp-record', at: () => objects.address('/gp-record/files/:file/take-back', 'care-coordinator').then(() => '/gp-record'), who: () => coordinator, fill: { why: 'A word' } },
  { name: 'arranging cover', page: '/caseload/cover', who: () => network.as('supervisor'), fill: {} },
  { name: 'opening a case', page: '/people/:person/case', who: () => coordinator, fill: { words: 'A word' } },
  { name: 'changing a case', page: '/people/:person/case/:case', role: 'care-coordinator', to: (at) => `${at}/step`, who: () => coordinator, fill: {} },
  { name: 'moving on', page: '/people/:person/case/:case/moving-on', role: 'care-coordinator', who: () => coordinator, fill: { outcome: 'reached', ring: 'Reception' } },
  { name: 'making a link for a partner', page: '/referrals/links', who: () => coordinator, fill: { partner: 'Lime Lodge' } },
  { name: 'asking for support oneself', page: '/refer-yourself', who: () => outsider, open: true, fill: { name: 'Hilda' } },
  { name: 'dismissing a notice', page: '/people/:person/notices/:notice', who: () => coordinator, at: noticeToDismiss, to: (address) => address, fill: {} },
  { name: 'dismissing a gap', at: gapToDismiss, to: (at) => at, who: () => coordinator, fill: {} },
  { name: 'a closing step', page: '/people/:person/closing', who: () => coordinator, at: someoneWhoDied, to: (address) => address, fill: { step: 'family' } },
  { name: 'adding a task', page: '/people/:person/tasks/new', who: () => coordinator, fill: { title: 'A word', kind: 'promise', when: 'week' } },
  { name: 'putting a task off', at: openTask, to: (at) => `${at}/move`, who: () => coordinator, fill: { when: 'week', moved_words: 'A word' } },
  { name: 'asking a colleague to do a task', at: openTask, to: (at) => `${at}/offer`, who: () => coordinator, fill: { offer_words: 'A word' } },
  { name: 'taking a task off the list', at: openTask, to: (at) => `${at}/drop`, who: () => coordinator, fill: { drop_words: 'A word' } },
  { name: 'adding a care home', page: '/care-homes/new', who: () => coordinator, fill: { name: 'Holly House', proxy: 'working' } },
  { name: 'changing a care home', page: '/care-homes/:home/edit', who: () => coordinator, fill: { name: 'Holly House' } },
  { name: 'what is in the way at a care home', page: '/care-homes/:home', to: (at) => `${at}/issues`, who: () => coordinator, fill: { words: 'A login' } },
  { name: 'recording a round', page: '/care-homes/:home/round', who: () => coordinator, fill: { lead: 'Dr Lead', rest: 'Well' } },
  { name: 'moving into a care home', page: '/people/:person/care-home', role: 'care-coordinator', to: (at) => `${at}/in`, who: () => coordinator, fill: { 'moved_in[day]': '1' } },
  { name: 'adding an account', page: '/admin/staff/new', who: () => administrator, fill: { name: 'Ned New', role: '', place: '' } },
  { name: 'looking somebody up', page: '/people/look-up', who: () => network.as('link-worker'), fill: { nhs_number: '999 123', 'born[day]': '4' } },
  { name: 'opening a record with a reason', page: '/people/look-up/:look_up', role: 'clinician', who: () => network.as('clinician'), fill: { hours: '99' } },
  { name: 'adding to a team', page: '/people/:person/team', who: () => coordinator, fill: { why: 'team' } },
  { name: 'restricting a record', page: '/people/:person/restrict', who: () => network.as('clinician'), fill: {} },
  { name: 'reviewing access', page: '/admin/access/:review', role: 'governance-lead', who: () => network.as('governance-lead'), fill: { note: 'A word' } },
  { name: 'handing over what somebody has to do', at: leaverPage, to: (at) => at.replace('/leaving', '/hand-over'), who: () => network.as('supervisor'), fill: {} },
  { name: 'recording one’s own training', page: '/my-development/training/new', who: () => coordinator, fill: TRAINING },
  { name: 'recording a colleague’s training', page: '/team/:account/training/new', who: () => network.as('supervisor'), fill: TRAINING },
  { name: 'striking training through', page: '/team/training/:training', to: (at) => `${at}/strike`, who: () => network.as('supervisor'), fill: {} },
  { name: 'changing a colleague’s post', page: '/team/:account/post', who: () => network.as('supervisor'), fill: { week: '37.5' } },
  { name: 'answering for somebody', page: '/team/:account/override', who: () => network.as('supervisor'), fill: { reason: 'A word', 'until[year]': '2099' } },
  { name: 'logging supervision', page: '/team/:account/supervision/new', who: () => network.as('supervisor'), fill: { kind: 'clinical', action1_title: 'A word' } },
  { name: 'striking supervision through', page: '/team/supervision/:supervision', to: (at) => `${at}/strike`, who: () => network.as('supervisor'), fill: {} },
  { name: 'saying how one sees one’s competencies', page: '/my-development/competencies', who: () => coordinator, fill: {} },
  { name: 'adding to a portfolio', page: '/my-development/portfolio/new', who: () => coordinator, fill: PORTFOLIO },
  { name: 'answering an entry of a portfolio', page: '/team/portfolio/:portfolio', to: (at) => `${at}/answer`, who: () => network.as('supervisor'), fill: {} },
  { name: 'striking an entry of a portfolio through', page: '/team/portfolio/:portfolio', to: (at) => `${at}/strike`, who: () => coordinator, fill: {} },
  { name: 'adding to a plan', page: '/my-development/plan/new', who: () => coordinator, fill: GOAL },
  { name: 'saying what came of a goal', page: '/team/goals/:aim', to: (at) => `${at}/end`, who: () => coordinator, fill: { reached: 'yes' } },
  { name: 'keeping a note of how one is', page: '/my-development/wellbeing', who: () => coordinator, fill: { how: 'well' } },
  { name: 'starting a group of peers', page: '/peer-support/new', who: () => coordinator, fill: PEERS },
  { name: 'changing a group of peers', page: '/peer-support/:group', who: () => coordinator, fill: {} },
  { name: 'changing an account', page: '/admin/staff/:account', who: () => administrator, fill: {} },
  // Each is sent with only one of its fields filled, so no try counts as a wrong one.
  { name: 'changing one’s own password', page: '/account', to: '/account/password', who: () => network.as('pcn-manager'), fill: {} },
  { name: 'setting up one’s second step again', page: '/account/second-factor',
    to: '/account/second-factor/renew', who: () => network.as('pcn-manager'), fill: {} },
];

const [DETAILS, CONTACT] = ['changing details', 'recording a contact'].map((name) => FORMS.find((form) => form.name === name));

// Percent-encoded as it goes over the wire. `as` is what the user sees of it again, where it can be shown at all.
const TEXTS = [
  ['bytes that are not UTF-8', '%ff%fe', 'refused'],
  ['an overlong slash', '%c0%af', 'refused'],
  ['half of a surrogate pair', '%ed%a0%80', 'refused'],
  ['a character cut short', 'caf%c3', 'refused'],
  ['NUL', 'a%00b', 'refused'],
  ['a percent sign without digits', 'a%zzb', 'any'],
  ['control characters', 'a%07%1bb', 'any'],
  ['markup', '%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E', 'any'],
  ['an event attribute', '%22%20onfocus%3Dalert(1)%20autofocus%20x%3D%22', 'any'],
  ['a template', '%7B%7B7*7%7D%7D%24%7B7*7%7D', 'any'],
  ['SQL', '%27%3B%20DROP%20TABLE%20person%3B%20--', 'any'],
  ['a path', '..%2F..%2F..%2Fetc%2Fpasswd', 'any'],
  ['characters that turn the direction of writing', 'abc%E2%80%AEdef%E2%81%A6ghi', 'any'],
  ['a line break', 'one%0D%0ASet-Cookie%3A%20x%3Dy', 'any'],
  ['characters outside the basic plane', '%F0%9F%91%A9%E2%80%8D%E2%9A%95%EF%B8%8F%F0%9D%94%98', 'any'],
  ['a thousand accents on one letter', `e${'%CC%81'.repeat(1000)}`, 'any'],
  ['five thousand characters', 'x'.repeat(5000), 'any'],
  ['a number beyond all numbers', '9'.repeat(400), 'any'],
  ['a negative number', '-1', 'any'],
  ['a number with an exponent', '1e308', 'any'],
  ['nothing but spaces', '%20%20%20', 'any'],
];
const CALM = [200, 303, 400, 409, 413, 422];

async function decisionToStrike() {
  const address = `${person}/consent/decision`;
  await coordinator.send(await coordinator.get(address), address, { about: 'channel-visit', answer: 'refused' });
  return /\/people\/[^"]*\/strike/.exec((await coordinator.get(`${person}/consent/history`)).text)[0];
}

async function noticeToDismiss() {
  await coordinator.send(await coordinator.get(`${person}/edit`), `${person}/edit`, { nhs_number: unusedNumber() });
  return /\/people\/[^"]*\/notices\/[0-9a-f-]{36}/.exec((await coordinator.get(`${person}/notices`)).text)[0];
}
// One that was taken off the list, or given away, has no form any more.
async function openTask() {
  const address = `${person}/tasks/new`;
  const made = await coordinator.send(await coordinator.get(address), address, { title: 'To be dealt with', kind: 'promise', when: 'week' });
  return made.headers.location.split('?')[0];
}
let died;
async function someoneWhoDied() {
  if (!died) {
    died = await addPerson(coordinator, { family_name: 'Departed' });
    await coordinator.send(await coordinator.get(`${died}/edit`), `${died}/edit`, { died_known: 'yes' });
  }
  return `${died}/closing`;
}

// A contact or an entry can be struck through once, so each try gets one of its own.
async function addressOf(form) {
  if (form.at) return form.at();
  if (form.page.startsWith('/team/training/')) return (await objects.member()).training;
  if (form.page.startsWith('/team/supervision/')) return (await objects.member()).supervision;
  if (form.page.startsWith('/team/portfolio/')) return (await objects.member()).portfolio;
  if (form.page.startsWith('/team/goals/')) return (await objects.member()).goal;
  if (form.page.startsWith('/peer-support/:')) return (await objects.member()).group;
  if (form.page.includes(':account')) return objects.address(form.page, 'administrator');
  if (form.role || form.page.includes(':home')) return objects.address(form.page, form.role ?? 'care-coordinator');
  if (form.page.includes(':consent')) return decisionToStrike();
  if (!form.page.includes(':contact')) return form.page.replace('/people/:person', person);
  await recordContact(coordinator, person, { note: 'To be struck through' });
  return /\/people\/[^"]*\/strike/.exec((await coordinator.get(`${person}/timeline`)).text)[0];
}

async function offered(form) {
  const address = await addressOf(form), page = await form.who().get(address);
  assert.equal(page.status, 200, `${address} is there to be filled in`);
  const found = formTo(page.text, typeof form.to === 'function' ? form.to(address) : form.to ?? address.split('?')[0]), more = form.more ? await form.more(found) : {};
  const fresh = 'nhs_number' in Object.fromEntries(found.fields) && form.name === 'adding a person' ? { nhs_number: unusedNumber() } : {};
  return { form: found, fields: changed(found.fields, { ...form.fill, ...more, ...fresh }) };
}

function calm(answer, about) {
  assert.ok(CALM.includes(answer.status), `${about}: answered ${answer.status}`);
  assert.doesNotMatch(answer.text, /<script>alert|" onfocus=alert|>49\b.*49</, `${about}: came back as markup`);
  assert.doesNotMatch(answer.text, /SQLITE|sqlite|near "|src\/|\.c:\d+|ERR_/, `${about}: speaks of our insides`);
  assert.equal(answer.headers['set-cookie']?.some((c) => /^x=/.test(c)) ?? false, false, `${about}: a header was smuggled in`);
  if (answer.status === 422 || answer.status === 409)
    assert.ok(/nhsuk-error-message|c-know/.test(answer.text) || problemsOf(answer.text).length, `${about}: says what is wrong`);
}

// One form as it is offered, for as many tries as are refused: what was taken needs a new one. What was refused must not
// have moved the version of the details.
const withoutToken = (names) => [...new Set(names)].filter((n) => n !== '_token');
const controlsOf = ({ form }) => withoutToken(form.controls.map((c) => c.name)), fieldsOf = ({ fields }) => withoutToken(fields.map(([n]) => n));
async function tryEach(form, names, send) {
  const versionOf = ({ fields }) => (form === DETAILS ? Number(fields.find(([n]) => n === 'version')[1]) : 0);
  let now = await offered(form), most = versionOf(now);
  for (const name of names(now)) {
    if ((await send(name, now)).status !== 303) continue;
    now = await offered(form);
    assert.ok(versionOf(now) <= ++most, `${name}: what was refused before it changed something`);
    most = versionOf(now);
  }
  assert.ok(versionOf(await offered(form)) === most, 'what was refused changed something');
}

// On PostgreSQL what differs is below the forms: a third of them a day is enough, unless all are asked for.
const THIRD = onPostgres && process.env.CAIRN_THOROUGH !== '1' ? Math.floor(Date.now() / 86_400_000) % 3 : null;
const TRIED = FORMS.filter((_, i) => THIRD === null || i % 3 === THIRD);

test(`of ${FORMS.length} forms ${TRIED.length} are tried${THIRD === null ? '' : `, the third number ${THIRD}`}`, () => assert.ok(TRIED.length >= FORMS.length / 3 - 1));

for (const form of TRIED)
  describe(`the form for ${form.name}`, () => {
    for (const [what, encoded, expected] of TEXTS)
      test(`takes ${what} in every field calmly`, async () => {
        await tryEach(form, controlsOf, async (name, { form: now, fields }) => {
          const body = [encodeFields(changed(fields, { [name]: null })), `${name}=${encoded}`].filter(Boolean).join('&');
          const answer = await form.who().request('POST', now.action, { body });
          calm(answer, `${name} with ${what}`);
          if (expected === 'refused') assert.equal(answer.status, 400, `${name} with ${what} is refused`);
          return answer;
        });
      });

    test('takes each field missing calmly', async () => {
      await tryEach(form, fieldsOf, async (name, { form: now, fields }) => {
        const answer = await form.who().post(now.action, changed(fields, { [name]: null }));
        calm(answer, `without ${name}`);
        return answer;
      });
    });

    test('takes each field twice calmly', async () => {
      await tryEach(form, controlsOf, async (name, { form: now, fields }) => {
        const answer = await form.who().post(now.action, [...fields, [name, 'another'], [name, 'and another']]);
        calm(answer, `${name} three times`);
        return answer;
      });
    });

    test('is refused when it has more fields than any form, and when it is larger than any form', async () => {
      const { form: now, fields } = await offered(form);
      const many = Array.from({ length: 1001 }, (_, i) => [`f${i}`, 'x']);
      assert.equal((await form.who().post(now.action, [...fields, ...many])).status, 400);
      const large = await form.who().post(now.action, [...fields, ['large', 'x'.repeat(300_000)]]).catch(() => ({ status: 413 }));
      assert.equal(large.status, 413);
    });

    test('is refused in any other encoding', async () => {
      const { form: now, fields } = await offered(form);
      for (const [type, body] of [['application/json', JSON.stringify(Object.fromEntries(fields))], ['text/plain', encodeFields(fields)],
        ['multipart/form-data; boundary=x', `--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n`]]) {
        const answer = await form.who().request('POST', now.action, { body, headers: { 'Content-Type': type } });
        assert.ok([400, 415].includes(answer.status), `${type}: ${answer.status}`);
      }
    });

    // Whoever isn't signed in has no token: there the browser's word counts alone.
    if (!form.open) test('is refused without its token, with a foreign one and with an old one', async () => {
      const { form: now, fields } = await offered(form);
      const other = network.as(form.who() === network.as('supervisor') ? 'link-worker' : 'supervisor');
      const foreign = (await other.get('/sign-in/role')).text.match(/name="_token" value="([^"]+)"/)[1];
      for (const token of [null, '', foreign, 'x'.repeat(64), fields.find(([n]) => n === '_token')[1].slice(0, -1)])
        assert.equal((await form.who().post(now.action, changed(fields, { _token: token }))).status, 403, `token ${token}`);
    });

    test('is refused when the browser says that it comes from another site', async () => {
      const { form: now, fields } = await offered(form);
      for (const headers of [{ 'Sec-Fetch-Site': 'cross-site' }, { 'Sec-Fetch-Site': 'same-site' }, { Origin: 'https://example.org' }, { Origin: 'null' },
        { Origin: network.server.url.replace('127.0.0.1', '127.0.0.2'), 'Sec-Fetch-Site': 'same-origin' }])
        assert.equal((await form.who().post(now.action, fields, { headers })).status, 403, JSON.stringify(headers));
    });
  });

describe('a form that is cut off or repeated', () => {
  const contactsOf = async (who) => ((await coordinator.get(`${who}/timeline`)).text.match(/Only once, please/g) ?? []).length;

  test('a body that ends before its length saves nothing', async () => {
    const { form, fields } = await offered(CONTACT);
    const body = encodeFields(changed(fields, { note: 'Only once, please' }));
    const cookie = [...coordinator.cookies].map(([n, v]) => `${n}=${v}`).join('; ');
    const head = `POST ${form.action} HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\n`;
    await raw(network.server.url, [`${head}Content-Length: ${body.length + 10}\r\n\r\n${body}`], { endAfter: true, patience: 1500 });
    await raw(network.server.url, [`${head}Transfer-Encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n`], { endAfter: true, patience: 1500 });
    assert.equal(await contactsOf(person), 0);
  });

  test('a contact sent twice, also at the same moment, is saved once', async () => {
    const { form, fields } = await offered(CONTACT);
    const sent = changed(fields, { note: 'Only once, please' });
    const answers = await Promise.all(Array.from({ length: 8 }, () => coordinator.post(form.action, sent)));
    answers.push(await coordinator.post(form.action, sent));
    assert.deepEqual([...new Set(answers.map((a) => a.status))], [303]);
    assert.equal(await contactsOf(person), 1);
  });

  test('the same form with other words is shown again, and nothing is lost or saved', async () => {
    const { form, fields } = await offered(CONTACT);
    assert.equal((await coordinator.post(form.action, changed(fields, { note: 'The first words' }))).status, 303);
    const again = await coordinator.post(form.action, changed(fields, { note: 'Other words' }));
    assert.equal(again.status, 409);
    assert.match(again.text, /Other words/);
    assert.doesNotMatch((await coordinator.get(`${person}/timeline`)).text, /Other words/);
  });

  test('the same NHS number is given to one person only', async () => {
    const number = unusedNumber(), page = await coordinator.get('/people/new');
    await addPerson(coordinator, { given_names: 'Only', family_name: 'Once', nhs_number: number });
    const practice = formTo(page.text, '/people/new').controls.find((c) => c.name === 'practice').options.map((o) => o.value).find(Boolean);
    const twins = await Promise.all([1, 2].map(() => coordinator.send(page, '/people/new',
      { given_names: 'Second', family_name: 'Time', nhs_number: number, practice })));
    assert.deepEqual(twins.map((a) => a.status), [409, 409]);
    assert.match(twins[0].text, /Second/);
  });

  test('details that somebody else saved meanwhile are not overwritten, and no word is lost', async () => {
    const [mine, theirs] = [await offered(DETAILS), await offered(DETAILS)];
    assert.equal((await coordinator.post(theirs.form.action, changed(theirs.fields, { contact_times: 'Mornings only' }))).status, 303);
    const answer = await coordinator.post(mine.form.action, changed(mine.fields, { contact_times: 'Evenings only' }));
    assert.equal(answer.status, 409);
    assert.match(answer.text, /Evenings only/);
    assert.match(answer.text, /Mornings only/);
  });

  test('a contact for somebody who is not there is not recorded for anybody else', async () => {
    const { form, fields } = await offered(CONTACT);
    const answer = await coordinator.post(form.action.replace(person, `/people/${UNKNOWN}`), changed(fields, { note: 'To nobody' }));
    assert.equal(answer.status, 404);
    assert.doesNotMatch((await coordinator.get(`${person}/timeline`)).text, /To nobody/);
    assert.equal((await recordContact(coordinator, person, { note: 'Still works' })).status, 303);
  });
});
