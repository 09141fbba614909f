// Who may see whom, and why: from a record that isn't there, over a stated reason, to the lead who is told of it. The parts
// stand on one another, like the days of a practice.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { formTo, textOf } from '../support/html.mjs';
import { addPerson, openNetwork, PASSWORD, recordContact, unusedNumber } from '../support/network.mjs';
import { UNKNOWN } from '../support/objects.mjs';
import { removeFolder, temporaryFolder } from '../support/server.mjs';
import { signIn } from '../support/visitor.mjs';

const BORN = { 'born[day]': '4', 'born[month]': '3', 'born[year]': '1943' };
const HOME = { address_1: '7 Hidden Lane', postcode: 'LS8 4QT', mobile_phone: '07700 900123', home_phone: '01632 960 041',
  email: 'nell@example.com' };
const HIDDEN = /Hidden Lane|LS8 4QT|900.?123|960.?041|nell@example/;

let folder, network, mill, quay, lead, supervisor, manager, associate, clerk, number, person;
before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder, { args: ['--alarm-hour', '6', '--alarm-day', '9', '--alarm-lists', '12'] });
  mill = network.of('care-coordinator', network.MILL);
  quay = network.of('care-coordinator', network.QUAY);
  [lead, supervisor, manager, associate] = ['governance-lead', 'supervisor', 'pcn-manager', 'mdt-associate'].map(network.as);
  clerk = network.of('practice-staff', network.MILL);
  number = unusedNumber();
  person = await addPerson(mill, { given_names: 'Nell', family_name: 'Neverseen', nhs_number: number, ...BORN });
});
after(async () => {
  const end = await network?.close();
  removeFolder(folder);
  assert.deepEqual(end, { code: 0, signal: null }, 'the server stayed up and stopped in order');
});

const see = async (who, where = person) => (await who.get(where)).status;
async function lookUp(who, fields = {}) {
  const answer = await who.send(await who.get('/people/look-up'), '/people/look-up', { nhs_number: number, ...BORN, ...fields });
  return { answer, page: answer.status === 303 ? await who.get(answer.headers.location) : answer };
}
const claim = (who, found, fields) => who.send(found.page, found.answer.headers.location, { hours: '1', ...fields });
const plain = (text) => text.replace(/name="_token" value="[^"]*"| data-seconds="\d+"/g, '');
// What stands in the lead's list, without the headings that each cell carries for the telephone.
const entries = async () => textOf((await lead.get('/admin/access')).text).replace(/ (What was done|Who|When|Review|, number \d+ of the list)(?= )/g, '');
async function waitFor(what, seconds) {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    const text = await entries();
    if (what.test(text) || Date.now() > until) return text;
    await delay(250);
  }
}

test('a person of another practice looks as if they were not there', async () => {
  for (const who of [quay, manager, associate]) {
    const [theirs, nobody] = [await who.get(person), await who.get(`/people/${UNKNOWN}`)];
    assert.deepEqual([theirs.status, nobody.status], [404, 404]);
    assert.equal(plain(theirs.text), plain(nobody.text));
  }
});

test('a look-up says whether there is somebody and nothing of them', async () => {
  const found = await lookUp(quay);
  assert.match(found.page.text, /Say why you need to open this record/);
  assert.doesNotMatch(found.page.text, /Neverseen|Nell|Mill Row/);
  assert.equal(found.page.text.includes(person.slice('/people/'.length)), false, 'nor their key');
  const wrong = await lookUp(quay, { 'born[day]': '5' }), none = await lookUp(quay, { nhs_number: unusedNumber() });
  assert.match(wrong.page.text, /Nobody found/);
  assert.equal(plain(wrong.page.text), plain(none.page.text), 'a wrong date and a wrong number are answered alike');
  assert.equal(await see(quay), 404, 'looking up opens nothing');
});

test('a look-up is for its maker alone', async () => {
  const { answer } = await lookUp(quay);
  assert.equal(await see(manager, answer.headers.location), 404);
  assert.equal((await manager.post(answer.headers.location, [['_token', await manager.token('/people/look-up')], ['reason', 'here'],
    ['hours', '1']])).status, 404);
});

test('without a reason, or for more than a day, nothing is opened', async () => {
  const found = await lookUp(quay);
  for (const fields of [{}, { reason: 'curiosity' }, { reason: 'other' }, { reason: 'here', hours: '25' }, { reason: 'here', hours: '0' },
    { reason: 'here', hours: '-1' }, { reason: 'here', hours: '1e1' }])
    assert.equal((await claim(quay, found, fields)).status, 422, JSON.stringify(fields));
  assert.equal(await see(quay), 404);
});

test('a stated reason opens the record, and the lead is told without the person’s name', async () => {
  const found = await lookUp(quay);
  const answer = await claim(quay, found, { reason: 'covering', hours: '4' });
  assert.equal(answer.status, 303);
  assert.equal(answer.headers.location, person);
  assert.equal(await see(quay), 200);
  assert.equal((await claim(quay, found, { reason: 'covering', hours: '4' })).status, 303, 'sent twice');
  const text = await entries();
  assert.match(text, /Opened a record with a reason I am covering for a colleague, for 4 hours care-coordinator A99002 Care co-ordinator, Quay Street/);
  assert.equal(text.match(/Opened a record with a reason/g).length, 1, 'and told once');
  assert.doesNotMatch(text, /Neverseen|Nell/);
});

test('who looked says that it was with a reason, and which', async () => {
  const text = textOf((await mill.get(`${person}/who-looked`)).text);
  assert.match(text, /Opened the summary With a reason: I am covering for a colleague/);
  assert.match(text, /Said why they need to open the record With a reason: I am covering/);
  assert.match(text, /Looked them up by NHS number and date of birth/);
});

test('whoever opened it with a reason can read, and neither let others in nor see a protected address', async () => {
  const token = await quay.token();
  assert.equal((await quay.post(`${person}/team`, [['_token', token], ['who', 'x'], ['why', 'team']])).status, 403);
  assert.doesNotMatch((await quay.get(`${person}/team`)).text, /Add a colleague/);
});

test('a claim can be given up', async () => {
  const page = await quay.get('/my-people'), action = /\/my-people\/[0-9a-f-]+\/end/.exec(page.text)[0];
  assert.match(textOf(page.text), /NEVERSEEN, Nell/);
  assert.equal((await manager.post(action, [['_token', await manager.token('/my-people')]])).status, 404, 'by nobody else');
  assert.equal((await quay.send(page, action)).status, 303);
  assert.equal(await see(quay), 404);
});

test('a PCN manager opens a record only with a reason', async () => {
  assert.equal((await claim(manager, await lookUp(manager), { reason: 'concern' })).status, 303);
  assert.equal(await see(manager), 200);
  assert.equal(await see(manager, `${person}/edit`), 403);
});

async function addToTeam(by, colleague, why) {
  const page = await by.get(`${person}/team`), form = formTo(page.text, `${person}/team`);
  const who = form.controls.find((c) => c.name === 'who').options.find((o) => o.text?.startsWith(colleague));
  assert.ok(who, `${colleague} is offered`);
  return by.send(page, `${person}/team`, { who: who.value, why });
}

test('an MDT associate sees whom was brought to them, and nobody else', async () => {
  assert.equal((await addToTeam(mill, 'mdt-associate', 'meeting')).status, 303);
  assert.equal(await see(associate), 200);
  assert.match(textOf((await associate.get('/my-people')).text), /NEVERSEEN, Nell.*Brought to their meeting/);
  assert.equal((await addToTeam(mill, 'mdt-associate', 'meeting')).status, 409, 'once is enough');
  const other = await addPerson(mill, { given_names: 'Olga', family_name: 'Other' });
  assert.equal(await see(associate, other), 404);
});

test('nobody adds themselves', async () => {
  const page = await mill.get(`${person}/team`);
  const options = formTo(page.text, `${person}/team`).controls.find((c) => c.name === 'who').options;
  assert.equal(options.some((o) => o.text?.includes('care-coordinator A99001')), false);
  assert.equal(options.some((o) => /administrator|governance/.test(o.text ?? '')), false, 'nor somebody who never sees records');
});

const restrict = async (by, fields) => by.send(await by.get(`${person}/restrict`), `${person}/restrict`, fields);

test('a restricted record is seen by its team alone', async () => {
  const promised = { next: 'tomorrow', next_title: 'Ring about the ramp' };
  assert.equal((await recordContact(network.as('clinician'), person, promised)).status, 303);
  assert.equal((await addToTeam(supervisor, 'care-coordinator A99001', 'team')).status, 303);
  assert.equal((await restrict(supervisor, {})).status, 422);
  assert.equal((await restrict(supervisor, { reason: 'colleague' })).headers.location, '/my-people?done=restricted');
  assert.deepEqual([await see(mill), await see(associate)], [200, 200], 'the team');
  assert.match((await mill.get(person)).text, /Restricted record: only their team sees it/);
  for (const who of [supervisor, clerk, quay, network.as('clinician'), network.as('data-manager')])
    assert.equal(await see(who, `${person}/details`), 404);
  assert.equal(await see(manager), 404, 'a claim without a factor ends there');
  assert.match(await entries(), /Restricted a record They, or somebody close to them, work here/);
});

test('what was promised to somebody who is out of sight now stays on My day, without saying who', async () => {
  const page = await network.as('clinician').get('/my-day'), text = textOf(page.text);
  assert.equal(page.status, 200);
  assert.match(text, /About people you don’t see any more Something you promised, due on /);
  assert.match(text, /Ask supervisor \(/i);
  assert.doesNotMatch(text, /Neverseen|Nell|ramp/);
});

test('nobody finds a restricted record by a name, a number or a postcode', async () => {
  for (const find of ['Neverseen', number, '4/3/1943']) {
    const answer = await clerk.send(await clerk.get('/people/find'), '/people/find', { find });
    assert.doesNotMatch((await clerk.follow(answer)).text, /NEVERSEEN/);
  }
});

test('beyond the team it takes a reason and a factor once more, and each step is told', async () => {
  const clinician = network.as('clinician'), found = await lookUp(clinician);
  assert.doesNotMatch(found.page.text, /restricted/i, 'the look-up does not say so');
  const asked = await claim(clinician, found, { reason: 'emergency' });
  assert.equal(asked.status, 422);
  assert.match(asked.text, /This record is restricted/);
  assert.equal(await see(clinician), 404);
  const confirm = `${found.answer.headers.location}/confirm`;
  const wrong = await clinician.send(asked, confirm, { password: 'not the password' });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /Password is not right/);
  assert.equal(await see(clinician), 404);
  const right = await clinician.send(wrong, confirm, { password: PASSWORD });
  assert.equal(right.status, 303);
  assert.equal(await see(clinician), 200);
  const text = await entries();
  assert.match(text, /Was asked for a password or code before a restricted record It is an emergency, for 1 hour clinician/);
  assert.match(text, /Opened a restricted record with a reason It is an emergency, for 1 hour clinician/);
});

test('the last of a restricted record’s team cannot be ended', async () => {
  const page = await mill.get(`${person}/team`);
  const members = [...page.text.matchAll(/name="relation" value="([^"]+)"/g)].map(([, key]) => key); // by name: the co-ordinator, the associate, the claim
  assert.equal(members.length, 3);
  assert.equal((await mill.send(page, `${person}/team/end`, { relation: members[1] })).status, 303);
  assert.equal(await see(associate), 404);
  assert.equal((await mill.send(page, `${person}/team/end`, { relation: members[0] })).status, 403);
  assert.equal(await see(mill), 200);
});

test('a restriction is lifted from within the team, not by whoever opened the record with a reason', async () => {
  const clinician = network.as('clinician'), page = await mill.get(`${person}/team`);
  assert.equal(await see(clinician, `${person}/restrict`), 403);
  const form = formTo((await clinician.get(`${person}/edit`)).text, `${person}/edit`);
  const sent = await clinician.post(`${person}/restrict`, [...form.fields, ['to', 'lift']]);
  assert.equal(sent.status, 403);
  assert.match(textOf(sent.text), /Only the person’s own team can lift the restriction/);
  assert.equal(await see(clerk), 404);
  const { options } = formTo(page.text, `${person}/team`).controls.find((c) => c.name === 'who');
  const who = options.find((o) => o.text?.includes('clinician')).value;
  assert.equal((await mill.send(page, `${person}/team`, { who, why: 'team' })).status, 303);
  assert.equal((await restrict(clinician, { to: 'lift' })).status, 303);
  assert.deepEqual([await see(supervisor), await see(clerk)], [200, 200]);
  assert.match(await entries(), /Lifted the restriction of a record/);
});

test('a protected address is shown to few, on a page of its own, and that is written down as what it is', async () => {
  const edit = await mill.get(`${person}/edit`);
  assert.equal((await mill.send(edit, `${person}/edit`, { ...HOME, protected_address: 'yes' })).status, 303);
  for (const who of [clerk, mill, supervisor, network.as('data-manager')])
    for (const where of ['', '/details', '/timeline', '/records', '/contacts/new', '/team', '/who-looked'])
      assert.doesNotMatch((await who.get(person + where)).text, HIDDEN, where);
  for (const where of ['/history', '/history?version=2', '/edit'])
    for (const who of [clerk, network.as('data-manager'), network.as('link-worker')])
      assert.doesNotMatch((await who.get(person + where)).text, HIDDEN, where);
  assert.equal(await see(clerk, `${person}/address`), 403);
  assert.equal(await see(network.as('link-worker'), `${person}/address`), 403);
  assert.match((await mill.get(`${person}/address`)).text, /Hidden Lane/, 'the team');
  assert.match((await supervisor.get(`${person}/address`)).text, /Hidden Lane/, 'a supervisor');
  assert.equal(textOf((await supervisor.get(`${person}/who-looked`)).text).match(/Saw the protected address/g).length, 2);
  const mine = network.as('link-worker'), form = await mine.get(`${person}/edit`);
  const left = await mine.send(form, `${person}/edit`, { contact_times: 'Mornings', address_1: '1 New Street', postcode: 'LS1 1AA' });
  assert.equal(left.status, 422, 'they are told what is left out');
  assert.match(textOf(left.text), /The address was protected while you were writing/);
  assert.equal((await mine.send(left, `${person}/edit`)).status, 303);
  assert.match((await supervisor.get(`${person}/address`)).text, /7 Hidden Lane/, 'an edit by others leaves it as it is');
  for (const find of ['LS8 4QT', '07700 900123', '01632960041'])
    assert.doesNotMatch((await clerk.follow(await clerk.send(await clerk.get('/people/find'), '/people/find', { find }))).text, /NEVERSEEN/, find);
});

test('where only what is withheld changed, that is said, and nobody thinks that nothing did', async () => {
  const mine = network.as('link-worker'), form = async (who) => who.get(`${person}/edit`);
  const version = async () => Number(/name="version" value="(\d+)"/.exec((await form(mine)).text)[1]);
  const save = async (who, fields, page) => who.send(page ?? await form(who), `${person}/edit`, fields);
  const SAID = /How to reach them changed\. It is protected and not shown here\./;
  const said = (page, words = SAID) => {
    assert.match(textOf(page.text), words);
    assert.doesNotMatch(page.text, /900.?456|900.?789/);
  };
  const opened = await form(mine);
  assert.equal((await save(mill, { mobile_phone: '07700 900456' })).status, 303);
  const number = await version(), history = `${person}/history?version=${number}`;
  said(await mine.get(history));
  assert.match((await supervisor.get(history)).text, /900.?456/);
  assert.doesNotMatch(textOf((await supervisor.get(history)).text), SAID);
  said(await mine.get(`${person}/undo?version=${number}`), /How to reach them changed\. It is protected and not shown here\. It stays as it is\./);
  said(await mine.get(`${person}/put-back?version=${number - 1}`), /How to reach them changed\. It is protected and not shown here\. It stays as it is\./);
  const merged = await save(mine, { named_gp: 'Dr Later' }, opened);
  assert.match(merged.headers.location, /done=merged/);
  said(await mine.follow(merged));
  const again = await form(mine);
  assert.equal((await save(mill, { mobile_phone: '07700 900789', contact_times: 'Evenings' })).status, 303);
  const conflict = await save(mine, { contact_times: 'Afternoons' }, again);
  assert.equal(conflict.status, 409);
  said(conflict);
  assert.equal((await save(mill, { contact_times: 'Nights' })).status, 303);
  assert.doesNotMatch(textOf((await mine.get(`${person}/history?version=${await version()}`)).text), SAID, 'what did not change is not said to');
});

test('the lead reviews what was told, with a note, and not their own', async () => {
  const list = await lead.get('/admin/access'), where = /\/admin\/access\/[0-9a-f-]{36}/.exec(list.text)[0];
  const page = await lead.get(where);
  assert.match(textOf(page.text), /Entry \d+ of the audit/);
  assert.equal((await lead.send(page, where, {})).status, 422);
  assert.equal((await lead.send(page, where, { finding: 'follow_up' })).status, 422, 'a follow-up says what');
  assert.equal((await lead.send(page, where, { finding: 'follow_up', note: 'Ask Quay Street who was away' })).status, 303);
  assert.equal((await lead.send(page, where, { finding: 'fits' })).status, 409, 'the page was open too long');
  assert.match(textOf((await lead.get('/admin/access')).text), /Reviewed lately .*Follow up governance-lead/);
});

test('more than so many look-ups an hour are refused and told', async () => {
  let answer;
  for (let i = 0; i < 12; i++) ({ answer } = await lookUp(network.as('health-coach'), { nhs_number: unusedNumber() }));
  assert.equal(answer.status, 429);
  const text = await entries();
  assert.equal(text.match(/Looked up more people than is allowed/g).length, 1);
});

test('reading many records is told within a minute, and blocks nobody', async () => {
  const worker = network.as('link-worker'), people = [];
  for (let i = 0; i < 10; i++) people.push(await addPerson(mill, { given_names: `Bulk${i}`, family_name: 'Reading' }));
  for (let i = 0; i < 3; i++) for (const one of people.slice(0, 4)) assert.equal(await see(worker, one), 200);
  await delay(7000);
  assert.doesNotMatch(await entries(), /Opened the records of many people in an hour \d+ people link-worker/, 'the same few again are no bulk');
  for (const one of people) assert.equal(await see(worker, one), 200);
  const text = await waitFor(/in a day 1[01] people link-worker/, 60);
  assert.match(text, /Opened the records of many people in an hour 1[01] people link-worker/);
  assert.match(text, /Opened the records of many people in a day 1[01] people link-worker/);
  assert.doesNotMatch(text, /Reading|Bulk/);
});

test('seeing many people in lists is counted by itself', async () => {
  for (let i = 0; i < 6; i++) await addPerson(mill, { given_names: `More${i}`, family_name: 'Reading' });
  const coach = network.as('health-coach');
  await coach.follow(await coach.send(await coach.get('/people/find'), '/people/find', { find: 'Reading' }));
  const text = await waitFor(/in lists and search results in an hour \d+ people health-coach/, 60);
  assert.match(text, /in lists and search results in an hour 16 people health-coach/);
  assert.doesNotMatch(text, /Opened the records of many people in an hour \d+ people health-coach/);
});

test('what somebody leaves behind is counted for the administrator and listed for the supervisor', async () => {
  const staff = await network.as('administrator').get('/admin/staff');
  const at = staff.text.lastIndexOf('href="/admin/staff/', staff.text.indexOf('care-coordinator.a99001@'));
  const where = /\/admin\/staff\/[0-9a-f-]{36}/.exec(staff.text.slice(at))[0];
  const form = await mill.get(`${person}/contacts/new`);
  assert.equal((await mill.send(form, `${person}/contacts/new`, { next: 'tomorrow', next_title: 'Ring about the hoist' })).status, 303);
  const [counts, list] = [await network.as('administrator').get(`${where}/leaving`), await supervisor.get(`${where}/leaving`)];
  assert.match(textOf(counts.text), /People they are on the team of 1 .*Things they have to do 1/);
  assert.doesNotMatch(counts.text, /NEVERSEEN|hoist/);
  assert.match(textOf(list.text), /NEVERSEEN, Nell.*Ring about the hoist/);
  const page = await network.as('administrator').get(where);
  assert.equal((await network.as('administrator').send(page, `${where}/disable`)).status, 303);
  assert.equal((await mill.get(person)).headers.location?.startsWith('/sign-in'), true, 'signed out at once');
  const after = textOf((await network.as('administrator').get(`${where}/leaving`)).text);
  assert.match(after, /signed in None People they are on the team of None/);
  assert.match(after, /Things they have to do 1/);
});

test('what somebody leaves behind is handed over after asking, is seen by who takes it over, and can be taken back', async () => {
  const staff = await network.as('administrator').get('/admin/staff');
  const at = staff.text.lastIndexOf('href="/admin/staff/', staff.text.indexOf('care-coordinator.a99001@'));
  const where = /\/admin\/staff\/[0-9a-f-]{36}/.exec(staff.text.slice(at))[0], leaving = `${where}/leaving`, give = `${where}/hand-over`;
  const page = await supervisor.get(leaving), form = formTo(page.text, give);
  assert.equal(await see(quay), 404, 'who takes it over does not see the person yet');
  assert.equal((await supervisor.send(page, give, { to: '' })).status, 422);
  const to = form.controls.find((c) => c.name === 'to').options.find((o) => o.text?.startsWith('care-coordinator A99002')).value;
  const asked = await supervisor.send(page, give, { to });
  assert.match(textOf(asked.text), /Hand over\? .*1 thing to do will be done by care-coordinator A99002/);
  assert.doesNotMatch(textOf((await quay.get('/my-day')).text), /hoist/, 'nothing happens before the answer');
  assert.match((await supervisor.send(asked, give)).headers.location, /\/leaving\?done=given$/);
  assert.equal(await see(quay), 200);
  assert.match(textOf((await quay.get('/my-day')).text), /NEVERSEEN, Nell.*Ring about the hoist/);
  const after = await supervisor.get(leaving);
  assert.match(textOf(after.text), /supervisor gave 1 thing to care-coordinator A99002/);
  assert.equal((await network.as('administrator').get(leaving)).text.includes(give), false, 'an administrator sees counts alone');
  assert.match((await supervisor.send(after, `${give}/undo`)).headers.location, /\/leaving\?done=undone$/);
  assert.equal(await see(quay), 404, 'the relation went with it');
  assert.doesNotMatch(textOf((await quay.get('/my-day')).text), /hoist/);
  assert.match(textOf((await supervisor.get(leaving)).text), /Ring about the hoist/);
  assert.equal((await supervisor.send(after, `${give}/undo`)).status, 303, 'twice is once');
});

test('losing the role ends the session in it and what it opened', async () => {
  const account = network.accounts.find((a) => a.role === 'care-coordinator' && a.practice === network.QUAY);
  assert.equal((await claim(quay, await lookUp(quay), { reason: 'here' })).status, 303);
  assert.equal(await see(quay), 200);
  const administrator = network.as('administrator'), staff = await administrator.get('/admin/staff');
  const at = staff.text.lastIndexOf('href="/admin/staff/', staff.text.indexOf(account.email));
  const where = /\/admin\/staff\/[0-9a-f-]{36}/.exec(staff.text.slice(at))[0], page = await administrator.get(where);
  assert.equal((await administrator.send(page, `${where}/roles/end`)).status, 303);
  assert.equal((await quay.get(person)).headers.location?.startsWith('/sign-in'), true);
  assert.match(textOf((await administrator.get(`${where}/leaving`)).text), /opened with a reason None/);
  await assert.rejects(async () => {
    const again = await signIn(network.server.url, account, { at: Date.now() + 60_000 });
    assert.equal(await see(again), 200);
  });
});

test('the lead sees who holds which role and when it was last used', async () => {
  const text = textOf((await lead.get('/admin/roles')).text);
  assert.match(text, /pcn-manager .*PCN manager, Quayside Invented PCN/);
  assert.match(textOf((await lead.get('/admin/roles?show=unused')).text), /Every role was used within the last 90 days/);
});
