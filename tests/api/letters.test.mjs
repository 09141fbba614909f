// Letters over the wire: what stops them, what they keep, what they leave behind, and by which one way they leave.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { formTo, problemsOf, textOf } from '../support/html.mjs';
import { addPerson, openNetwork, writeLetter } from '../support/network.mjs';
import { removeFolder, temporaryFolder } from '../support/server.mjs';

const HOME = { address_1: '7 Harbour Lane', address_3: 'Elmwater', postcode: 'LS8 4QT' };
const KEY = /\/letters\/([0-9a-f-]{36})/;
let folder, network, coordinator, clinician, clerk;
before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder);
  coordinator = network.of('care-coordinator', network.MILL);
  clinician = network.as('clinician');
  clerk = network.of('practice-staff', network.MILL);
});
after(async () => {
  const end = await network?.close();
  removeFolder(folder);
  assert.deepEqual(end, { code: 0, signal: null });
});

const somebody = (fields) => addPerson(coordinator, { given_names: 'Lena', family_name: 'Letterbox', ...HOME, ...fields });
const change = async (person, fields, who = coordinator) => assert.equal((await who.send(await who.get(`${person}/edit`), `${person}/edit`, fields)).status, 303);
const letterOf = (answer) => answer.headers.location.replace(/\?.*/, '');
async function written(person, fields) {
  const answer = await writeLetter(coordinator, person, fields);
  assert.equal(answer.status, 303, problemsOf(answer.text).join(' '));
  return letterOf(answer);
}

test('a letter is filled from the record, saved, and stands on the timeline with its author', async () => {
  const person = await somebody();
  const form = await coordinator.get(`${person}/letters/new?about=introducing`);
  assert.match(form.text, /My name is care-coordinator A99001\. I am a care co-ordinator and I work with Mill Row Surgery\./);
  const letter = await written(person, { about: 'introducing' });
  const page = await coordinator.get(letter);
  assert.match(textOf(page.text), /Letter: Introducing their care co-ordinator/);
  assert.match(textOf(page.text), /7 Harbour Lane, Elmwater, LS8 4QT/);
  const timeline = await coordinator.get(`${person}/timeline`);
  assert.match(textOf(timeline.text), /Letter: Introducing their care co-ordinator [\s\S]*given as standard print, you/);
  assert.match(timeline.text, new RegExp(letter));
});

for (const about of ['tried', 'introducing', 'visit', 'agreed', 'ended', 'review'])
  test(`the template "${about}" has nothing left to fill in once its gaps are filled, and is refused before`, async () => {
    const person = await somebody();
    const page = await coordinator.get(`${person}/letters/new?about=${about}`);
    const body = formTo(page.text, `${person}/letters/new`).controls.find((c) => c.name === 'body').value;
    assert.match(body, /\[/, 'what the record does not know stands in brackets');
    const refused = await coordinator.send(page, `${person}/letters/new`, { phone: '01632 960 001' });
    assert.equal(refused.status, 422);
    assert.match(problemsOf(refused.text).join(), /Fill in or take out what stands in square brackets: \[/);
    await written(person, { about });
  });

test('what was promised is in the letter about what was agreed', async () => {
  const person = await somebody();
  await coordinator.send(await coordinator.get(`${person}/contacts/new`), `${person}/contacts/new`, { note: 'A good talk', next: 'week', next_title: 'Ask about the stairlift' });
  const page = await coordinator.get(`${person}/letters/new?about=agreed`);
  assert.match(page.text, /Thank you for talking with me today\. This is what we agreed\./);
});

test('nobody who died is written to', async () => {
  const person = await somebody();
  const letter = await written(person);
  const form = await coordinator.get(`${person}/letters/new?about=tried`);
  await change(person, { died_known: 'yes' });
  assert.doesNotMatch((await coordinator.get(`${person}/letters`)).text, /letters\/new/);
  const sent = await coordinator.send(form, `${person}/letters/new`, { body: 'Hello', phone: '01632 960 001', despite: 'yes' });
  assert.equal(sent.status, 422);
  assert.match(sent.text, /They have died/);
  assert.equal((await coordinator.get(`${letter}/print`)).status, 403, 'nor by a letter that was written before');
  assert.equal((await coordinator.get(letter)).status, 200, 'which can still be read');
});

const WARNED = [
  ['who asked for no letters', { no_letters: 'yes' }, /They asked not to be sent letters/],
  ['without an address', { address_1: '', address_3: '', postcode: '' }, /No address is known/],
  ['who needs Braille', { written_format: 'braille' }, /They need Braille, which Cairn cannot make/],
  ['who needs audio', { written_format: 'audio' }, /They need audio, which Cairn cannot make/],
];
for (const [who, fields, says] of WARNED)
  test(`somebody ${who} is written to only by who says so`, async () => {
    const person = await somebody(fields);
    const page = await coordinator.get(`${person}/letters/new?about=tried`);
    assert.match(page.text, says);
    const refused = await coordinator.send(page, `${person}/letters/new`, { body: 'Hello', phone: '01632 960 001', format: 'standard' });
    assert.equal(refused.status, 422);
    assert.deepEqual(problemsOf(refused.text), ['Say that you write the letter all the same, or do not write it']);
    await written(person, { format: 'standard' });
  });

test('a format that cannot be printed is never chosen for them', async () => {
  const person = await somebody({ written_format: 'braille' });
  const page = await coordinator.get(`${person}/letters/new?about=tried`);
  const format = formTo(page.text, `${person}/letters/new`).controls.find((c) => c.name === 'format');
  assert.equal(format.value, '');
  assert.ok(!format.options.some((o) => o.value === 'braille'));
  const sent = await coordinator.send(page, `${person}/letters/new`, { body: 'Hello', phone: '1', despite: 'yes', format: 'braille' });
  assert.deepEqual(problemsOf(sent.text), ['Choose how the letter is printed']);
});

test('a protected address stops who may not see it, and stands on no letter of who may', async () => {
  const person = await somebody();
  const before = await written(person);
  await change(person, { protected_address: 'yes' });
  const stopped = await clerk.get(`${person}/letters`);
  assert.match(stopped.text, /Their address is protected, and you are not on their team/);
  const form = await clinician.get(`${person}/letters/new?about=tried`);
  assert.match(form.text, /It will not stand on the letter/);
  const answer = await clinician.send(form, `${person}/letters/new`, { body: 'Hello', phone: '01632 960 001', despite: 'yes' });
  assert.equal(answer.status, 303);
  for (const address of [letterOf(answer), `${letterOf(answer)}/print`, before, `${before}/print`])
    assert.doesNotMatch((await clinician.get(address)).text, /Harbour Lane|LS8 4QT/, address);
  assert.equal((await clerk.get(`${before}/print`)).status, 403);
  assert.doesNotMatch((await clerk.get(before)).text, /Harbour Lane/);
});

test('somebody protects the address while a letter is written: it is not saved with it', async () => {
  const person = await somebody();
  const form = await coordinator.get(`${person}/letters/new?about=tried`);
  await change(person, { protected_address: 'yes' });
  const sent = await coordinator.send(form, `${person}/letters/new`, { body: 'What I had written', phone: '01632 960 001' });
  assert.equal(sent.status, 422);
  assert.match(sent.text, /Their address is protected/);
  assert.match(sent.text, /What I had written/, 'and no word is lost');
});

test('a form that is sent twice is one letter', async () => {
  const person = await somebody();
  const page = await coordinator.get(`${person}/letters/new?about=tried`);
  const fields = { body: 'Hello', phone: '01632 960 001' };
  const [first, second] = [await coordinator.send(page, `${person}/letters/new`, fields), await coordinator.send(page, `${person}/letters/new`, fields)];
  assert.equal(first.headers.location, second.headers.location);
  assert.equal(new Set((await coordinator.get(`${person}/letters`)).text.match(new RegExp(KEY, 'g'))).size, 1);
});

test('a letter stands under its own person alone', async () => {
  const [person, other] = [await somebody(), await somebody()];
  const letter = await written(person);
  for (const end of ['', '/print']) {
    assert.equal((await coordinator.get(letter.replace(person, other) + end)).status, 404);
    assert.equal((await network.of('care-coordinator', network.QUAY).get(letter + end)).status, 404);
  }
});

test('opening and printing leave rows of their own, and addresses name nobody', async () => {
  const person = await somebody();
  const letter = await written(person);
  await coordinator.get(letter);
  await coordinator.get(`${letter}/print`);
  const looked = textOf((await coordinator.get(`${person}/who-looked`)).text);
  for (const words of ['Wrote a letter', 'Opened a letter', 'Opened a letter to print it']) assert.match(looked, new RegExp(words));
  assert.match(letter, /^\/people\/[0-9a-f-]{36}\/letters\/[0-9a-f-]{36}$/);
  assert.match((await coordinator.get(`${letter}/print`)).text, /<title>Letter – Cairn<\/title>/);
});

test('what is typed is kept as a draft and brought back', async () => {
  const person = await somebody();
  const page = await coordinator.get(`${person}/letters/new?about=visit`);
  const kept = await coordinator.post(`${person}/letters/new/draft`, formTo(page.text, `${person}/letters/new`).fields.map(([n, v]) => [n, n === 'body' ? 'Half a letter' : v]));
  assert.ok([200, 303].includes(kept.status), `${kept.status}`);
  const list = await coordinator.get(`${person}/letters/new?about=visit`);
  const draft = /href="([^"]*draft=[^"]+)"/.exec(list.text)?.[1];
  assert.ok(draft, 'the form offers the draft');
  assert.match((await coordinator.get(draft.replaceAll('&amp;', '&'))).text, /Half a letter/);
});

test('the number to ring is remembered for its author', async () => {
  const person = await somebody();
  await written(person, { phone: '01632 960 777' });
  const next = formTo((await coordinator.get(`${person}/letters/new?about=tried`)).text, `${person}/letters/new`);
  assert.equal(next.controls.find((c) => c.name === 'phone').value, '01632 960 777');
});
