// Care homes: who lives there, one round recorded for many residents, moves, and who sees none of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { formTo, problemsOf, textOf } from '../support/html.mjs';
import { addHome, addPerson, moveIn, openNetwork, recordContact } from '../support/network.mjs';
import { auditedSince, lastAudit, rows } from '../support/rows.mjs';
import { removeFolder, temporaryFolder } from '../support/server.mjs';
import { readCsv } from '../support/sheets.mjs';

let folder, network, coordinator, elsewhere, supervisor;
before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder);
  [coordinator, elsewhere] = [network.MILL, network.QUAY].map((practice) => network.of('care-coordinator', practice));
  supervisor = network.as('supervisor');
});
after(async () => {
  const end = await network?.close();
  removeFolder(folder);
  assert.deepEqual(end, { code: 0, signal: null }, 'the server stayed up and stopped in order');
});

const text = async (visitor, address) => textOf((await visitor.get(address)).text);
let made = 0;
const resident = async (name, home, day) => {
  const person = await addPerson(coordinator, { given_names: name, family_name: `Resident${made++}`, 'born[day]': '4', 'born[month]': '3', 'born[year]': '1938' });
  return { person, ...(home ? await moveIn(coordinator, person, home, day) : {}) };
};
const homeWith = async (...names) => {
  const home = await addHome(coordinator, { name: `House ${made++}`, lead: 'Dr Lead, Mill Row', round_day: '4', postcode: 'LS8 4QT' });
  const people = [];
  for (const name of names) people.push(await resident(name, home));
  return { home, people };
};
const round = async (visitor, home, fields, page) => visitor.send(page ?? await visitor.get(`${home}/round`), `${home}/round`, fields);
const line = (one, what, note, next = '') => ({ [`what-${one.stay}`]: what, [`note-${one.stay}`]: note, [`next-${one.stay}`]: next });

test('one round gives each resident who was seen a contact of their own, and the others none', async () => {
  const { home, people: [ada, ben, cy] } = await homeWith('Ada', 'Ben', 'Cy');
  const saved = await round(coordinator, home, { ...line(ada, 'seen', 'Eats better', 'month'), ...line(ben, 'discussed', 'Staff say he sleeps') });
  assert.equal(saved.status, 303, textOf(saved.text));
  const [a, b, c] = await Promise.all([ada, ben, cy].map((one) => text(coordinator, `${one.person}/timeline`)));
  assert.match(a, /Visited Ada/);
  assert.match(a, /Eats better/);
  assert.doesNotMatch(a, /sleeps/);
  assert.match(b, /Staff say he sleeps/);
  assert.doesNotMatch(c, /Round with/);
  assert.match(await text(coordinator, `${ada.person}`), /Care home: Eats better/);
  assert.match(await text(coordinator, home), /Last round .*Dr Lead/);
  const codes = rows(network.data, "SELECT seen_code FROM contact WHERE note LIKE 'Round with Dr Lead%' ORDER BY contact_id");
  assert.deepEqual(codes.map((row) => Number(row.seen_code)), [148481000000101, 0], 'only who was seen counts as seen');
});

test('a round that is sent twice is saved once, and one that was changed since is shown again', async () => {
  const { home, people: [ada, ben] } = await homeWith('Ada', 'Ben');
  const page = await coordinator.get(`${home}/round`), fields = line(ada, 'seen', 'Well');
  assert.equal((await round(coordinator, home, fields, page)).status, 303);
  assert.equal((await round(coordinator, home, fields, page)).status, 303);
  const again = await round(coordinator, home, { ...fields, ...line(ben, 'seen', 'Sore heel') }, page);
  assert.equal(again.status, 409);
  assert.match(again.text, /Sore heel/);
  assert.equal((await text(coordinator, `${ada.person}/timeline`)).match(/Round with/g).length, 1);
});

test('what is missing is said beside the resident, and nothing that was typed is lost', async () => {
  const { home, people: [ada, ben] } = await homeWith('Ada', 'Ben');
  const answer = await round(coordinator, home, { ...line(ada, 'seen', ''), ...line(ben, '', 'Sore heel') });
  assert.equal(answer.status, 422);
  assert.deepEqual(problemsOf(answer.text).length, 2);
  assert.match(answer.text, /Sore heel/);
  const all = await round(coordinator, home, { ...line(ada, 'seen', ''), rest: 'No concerns' });
  assert.equal(all.status, 303);
  assert.match(await text(coordinator, `${ada.person}/timeline`), /Round with Dr Lead, Mill Row: No concerns/);
});

test('what the home asks is on the round list, first what can’t wait, until it is recorded', async () => {
  const { home, people: [ada, ben] } = await homeWith('Ada', 'Ben');
  for (const [one, ask, words] of [[ada, 'round', 'Sore heel'], [ben, 'soon', 'Short of breath']]) {
    const at = `${one.person}/care-home/${one.stay}/edit`;
    assert.equal((await coordinator.send(await coordinator.get(at), at, { ask, ask_words: words, room: '7' })).status, 303);
  }
  const list = await text(coordinator, `${home}/round-list`);
  assert.ok(list.indexOf('Short of breath') < list.indexOf('Sore heel'));
  assert.match(await text(coordinator, '/care-homes'), /2 to look at/);
  await round(coordinator, home, { ...line(ada, 'seen', 'Dressed'), ...line(ben, 'seen', 'Inhaler') });
  const after = await text(coordinator, `${home}/round-list`);
  assert.doesNotMatch(after, /Sore heel|Short of breath/);
  assert.match(await text(coordinator, `${ada.person}/care-home`), /Room 7/);
});

test('what the home asks while the form is open stays on the list, and what it asks after the day of the round', async () => {
  const { home, people: [ada, ben] } = await homeWith('Ada', 'Ben'), page = await coordinator.get(`${home}/round`);
  const asks = async (one, words) => {
    const at = `${one.person}/care-home/${one.stay}/edit`;
    assert.equal((await coordinator.send(await coordinator.get(at), at, { ask: 'soon', ask_words: words })).status, 303);
  };
  await asks(ada, 'Fell just now');
  assert.equal((await round(coordinator, home, line(ada, 'seen', 'Well'), page)).status, 303);
  assert.match(await text(coordinator, `${home}/round-list`), /Fell just now/);
  await asks(ben, 'Sore heel');
  assert.equal((await round(coordinator, home, { ...line(ben, 'seen', 'Well'), 'held_on[day]': '2', 'held_on[month]': '9', 'held_on[year]': '2024' })).status, 303);
  assert.match(await text(coordinator, `${home}/round-list`), /Sore heel/);
});

const change = async (person, fields) => {
  const edit = `${person}/edit`;
  assert.equal((await coordinator.send(await coordinator.get(edit), edit, fields)).status, 303);
};
test('a death ends a stay, and one that is taken back brings it back', async () => {
  const { home, people: [ada] } = await homeWith('Ada', 'Ben'), other = await addHome(coordinator, { name: 'The Third House' });
  const at = `${ada.person}/care-home`, page = await coordinator.get(at);
  await change(ada.person, { died_known: 'yes', 'died[day]': '3', 'died[month]': '10', 'died[year]': '2024' });
  for (const list of [home, `${home}/round-list`, `${home}/round`]) assert.doesNotMatch(await text(coordinator, list), /Ada/);
  assert.match(await text(coordinator, at), /to 3 October 2024\. They died/);
  const move = { to: other.slice('/care-homes/'.length), 'moved_in[day]': '4', 'moved_in[month]': '10', 'moved_in[year]': '2024' };
  assert.equal((await coordinator.send(page, `${at}/in`, move)).status, 422, 'nobody moves in after a death');
  await change(ada.person, { died_known: '', 'died[day]': '', 'died[month]': '', 'died[year]': '' });
  assert.match(await text(coordinator, home), /2 residents/);
});

test('whoever was registered at the home and is somewhere else now has moved out; a first address there has not', async () => {
  const { home, people: [ada] } = await homeWith('Ada');
  await change(ada.person, { postcode: 'LS6 2BB' }); // they never were at the home's postcode
  await change(ada.person, { postcode: 'LS8 4QT' });
  assert.match(await text(coordinator, home), /1 resident /);
  await change(ada.person, { postcode: 'LS6 2BB' });
  assert.match(await text(coordinator, home), /0 residents/);
  assert.match(await text(coordinator, `${ada.person}/care-home`), /Somewhere else/);
});

test('staff of another practice see the home and nobody in it', async () => {
  const { home, people: [ada] } = await homeWith('Ada');
  const page = await text(elsewhere, home);
  assert.match(page, /0 residents whom you may see/);
  assert.doesNotMatch(page, /Resident\d|Ada/);
  for (const at of [`${home}/round-list`, `${home}/round`]) assert.doesNotMatch(await text(elsewhere, at), /RESIDENT\d/);
  assert.equal((await elsewhere.get(`${ada.person}/care-home`)).status, 404);
  const theirs = await round(elsewhere, home, line(ada, 'seen', 'Not mine'), await coordinator.get(`${home}/round`));
  assert.notEqual(theirs.status, 303);
  assert.doesNotMatch(await text(coordinator, `${ada.person}/timeline`), /Not mine/);
});

test('a move ends the stay before, keeps the past and tells whoever co-ordinates their care', async () => {
  const { home, people: [ada] } = await homeWith('Ada');
  const other = await addHome(coordinator, { name: 'The Other House' });
  const team = await supervisor.get(`${ada.person}/team`);
  const who = formTo(team.text, `${ada.person}/team`).controls.find((c) => c.name === 'who').options.find(({ text: t }) => /care-coordinator A99001/i.test(t)).value;
  await supervisor.send(team, `${ada.person}/team`, { who, why: 'team' });
  await moveIn(supervisor, ada.person, other, ['2', '11', '2024']);
  const page = await text(coordinator, `${ada.person}/care-home`);
  assert.match(page, /The Other House/);
  assert.match(page, /to 2 November 2024\. To another care home/);
  assert.match(await text(coordinator, home), /0 residents/);
  assert.match(await text(coordinator, other), /1 resident /);
  assert.match(await text(coordinator, '/my-day'), /Moved from House \d+ to The Other House/);
});

test('moving out says where to, and a form of before a colleague’s change moves nobody', async () => {
  const { home, people: [ada] } = await homeWith('Ada');
  const at = `${ada.person}/care-home`, page = await coordinator.get(at), edit = `${at}/${ada.stay}/edit`;
  await coordinator.send(await coordinator.get(edit), edit, { room: '12' });
  const out = { 'moved_out[day]': '3', 'moved_out[month]': '10', 'moved_out[year]': '2024', left_for: 'home' };
  assert.equal((await coordinator.send(page, `${at}/out`, out)).status, 409);
  assert.match(await text(coordinator, home), /1 resident /);
  assert.equal((await coordinator.send(await coordinator.get(at), `${at}/out`, { ...out, left_for: '' })).status, 422);
  assert.equal((await coordinator.send(await coordinator.get(at), `${at}/out`, out)).status, 303);
  assert.match(await text(coordinator, at), /Back to their own home/);
  assert.match(await text(coordinator, home), /0 residents/);
});

test('a protected address keeps somebody out of every list of a home', async () => {
  const { home, people: [ada] } = await homeWith('Ada');
  const edit = `${ada.person}/edit`;
  await supervisor.send(await supervisor.get(edit), edit, { protected_address: 'yes' });
  for (const at of [home, `${home}/round-list`, `${home}/round`]) assert.doesNotMatch(await text(coordinator, at), /Ada/);
  assert.equal((await coordinator.get(`${ada.person}/care-home`)).status, 403);
});

test('people who are registered at the home’s postcode are offered and added together', async () => {
  const home = await addHome(coordinator, { name: 'Postcode House', postcode: 'ls7 1ab' });
  for (const name of ['Dot', 'Eve', 'Fay'])
    await addPerson(coordinator, { given_names: name, family_name: `Near${made++}`, postcode: 'LS7 1AB' });
  const at = `${home}/residents/add`, page = await coordinator.get(at);
  const offered = formTo(page.text, at).controls.filter((c) => c.name === 'people').map((c) => c.value);
  assert.equal(offered.length, 3);
  const body = new URLSearchParams([['_token', /name="_token" value="([^"]+)"/.exec(page.text)[1]], ['people', offered[0]], ['people', offered[1]]]).toString();
  assert.equal((await coordinator.request('POST', at, { body })).status, 303);
  assert.match(await text(coordinator, home), /2 residents/);
  assert.equal(formTo((await coordinator.get(at)).text, at).controls.filter((c) => c.name === 'people').length, 1);
});

test('a home is changed from what it said, and a code belongs to one home', async () => {
  const home = await addHome(coordinator, { name: 'Code House', ods_code: 'a99h8' }), page = await coordinator.get(`${home}/edit`);
  assert.equal((await coordinator.send(page, `${home}/edit`, { lead: 'Dr First' })).status, 303);
  const late = await coordinator.send(page, `${home}/edit`, { lead: 'Dr Second' });
  assert.equal(late.status, 409);
  assert.match(textOf(late.text), /Dr First/);
  assert.match(late.text, /Dr Second/);
  const twice = await coordinator.send(await coordinator.get('/care-homes/new'), '/care-homes/new', { name: 'Copy', proxy: 'working', ods_code: 'A99H8' });
  assert.equal(twice.status, 409);
});

test('the residents leave as a file with everybody in the audit, and only by who may', async () => {
  const { home, people } = await homeWith('Ada', 'Ben');
  const from = Number(rows(network.data, 'SELECT max(seq) AS seq FROM audit')[0].seq);
  const answer = await supervisor.send(await supervisor.get(`${home}/export`), `${home}/export`, { reason: 'meeting', format: 'csv' });
  assert.equal(answer.status, 200);
  const lines = readCsv(Buffer.from(answer.text));
  assert.deepEqual([lines.length, lines[1][1], lines[2][1]], [3, 'Ada', 'Ben']);
  const entry = rows(network.data, `SELECT action, reason, length(people) / 8 AS people FROM audit WHERE seq > ${from} AND action = 'export'`);
  assert.deepEqual(entry.map((e) => [e.action, e.reason, Number(e.people)]), [['export', 'meeting', people.length]]);
  assert.equal((await coordinator.get(`${home}/export`)).status, 403);
});

test('nobody who died or refused a record leaves with the file', async () => {
  const { home, people: [ada, ben, cy] } = await homeWith('Ada', 'Ben', 'Cy');
  await change(ada.person, { died_known: 'yes' });
  const at = `${ben.person}/consent/decision`;
  await coordinator.send(await coordinator.get(at), at, { about: 'record', answer: 'refused' });
  const form = await supervisor.get(`${home}/export`), from = lastAudit(network.data);
  const answer = await supervisor.send(form, `${home}/export`, { reason: 'meeting', format: 'csv' });
  assert.deepEqual(readCsv(Buffer.from(answer.text)).slice(1).map((cells) => cells[1]), ['Cy']);
  assert.deepEqual(auditedSince(network.data, from), [cy.person.slice('/people/'.length)], 'nor have they a row of it');
});

test('what is in the way stands on the home until it is settled', async () => {
  const home = await addHome(coordinator, { name: 'Issue House' }), page = await coordinator.get(home);
  const say = (words) => coordinator.send(page, `${home}/issues`, { words });
  for (let twice = 0; twice < 2; twice++) await say('The login has expired');
  assert.match(await text(coordinator, '/care-homes'), /1 thing in the way/);
  await say('The pharmacy is shut'); // the same form, gone back to and written anew
  assert.match(await text(coordinator, home), /The pharmacy is shut/);
  const with_it = await coordinator.get(home), settle = /\/care-homes\/[^"]*\/settled/.exec(with_it.text)[0];
  assert.equal((await coordinator.send(with_it, settle)).status, 303);
  assert.match(await text(coordinator, home), /Settled by/);
});

test('whoever refused a record is seen, and nothing new is begun for them', async () => {
  const { home, people: [ada] } = await homeWith('Ada');
  const at = `${ada.person}/consent/decision`;
  await coordinator.send(await coordinator.get(at), at, { about: 'record', answer: 'refused' });
  const refused = await round(coordinator, home, line(ada, 'seen', 'Well', 'month'));
  assert.equal(refused.status, 422);
  assert.match(textOf(refused.text), /refused a co-ordination record/);
  assert.equal((await round(coordinator, home, line(ada, 'seen', 'Said goodbye'))).status, 303);
  await recordContact(coordinator, ada.person, { note: 'Still theirs' });
});
