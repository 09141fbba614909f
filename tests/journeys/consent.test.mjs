// Consent on a person's record: recorded by keyboard alone, said where it matters, and asked before anything leaves.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { lookAt, openBrowser, openPage, tabTo } from '../support/browser.mjs';
import { headingOf, problemsOf, textOf } from '../support/html.mjs';
import { addPerson } from '../support/network.mjs';
import { signIn } from '../support/visitor.mjs';

const URL = process.env.CAIRN_URL, accounts = JSON.parse(readFileSync(process.env.CAIRN_ACCOUNTS, 'utf8'));
const roleOf = (role) => signIn(URL, accounts.find((a) => a.role === role));
const coordinator = await roleOf('care-coordinator'), browser = await openBrowser();
after(() => Promise.all([browser.close(), coordinator.close()]));

const born = { 'born[day]': '4', 'born[month]': '3', 'born[year]': '1943' };
const somebody = (family) => addPerson(coordinator, { given_names: 'Amina', family_name: family, mobile_phone: '07700 900123', ...born });
async function record(person, what, fields, who = coordinator) {
  const form = `${person}/consent/${what}`;
  return who.send(await who.get(form), form, fields);
}
const decide = (person, about, answer, more = {}) => record(person, 'decision', { about, answer, ...more });
const LEILA = { party_name: 'Leila Rahman', party_relation: 'daughter', party_kind: 'carer', 'kinds[planned]': 'yes' };
const partyOf = async (person) => /value="(party-([0-9a-f-]{36}))"/.exec((await coordinator.get(`${person}/consent/decision`)).text);
const dateOf = (name, [day, month, year]) => ({ [`${name}[day]`]: day, [`${name}[month]`]: month, [`${name}[year]`]: year });

test('a refusal of text messages is recorded by keyboard, and said before anybody writes', async () => {
  const person = await somebody('Keyboard');
  const view = await openPage(browser, URL, { visitor: coordinator });
  await view.page.goto(`${URL}${person}/consent`);
  await view.page.getByRole('link', { name: 'Text messages' }).focus();
  await view.page.keyboard.press('Enter');
  await view.page.waitForURL(/consent\/decision/);
  await tabTo(view.page, 'input[name="answer"]');
  await view.page.keyboard.press('Space');
  await view.page.keyboard.press('ArrowRight'); // Refused
  await tabTo(view.page, 'textarea[name="words"]');
  await view.page.keyboard.type('Please don’t text me');
  await tabTo(view.page, '.c-end button');
  await view.page.keyboard.press('Enter');
  await view.page.waitForURL(/consent\?done=decision/);
  assert.match(await view.page.locator('#refused').locator('..').textContent(), /Amina refused text messages/);
  await view.page.goto(`${URL}${person}`);
  assert.match(await view.page.locator('.c-know').textContent(), /No text messages\./);
  await view.page.goto(`${URL}${person}/contacts/new`);
  assert.match(await view.page.locator('.nhsuk-inset-text').first().textContent(), /Amina does not want text messages\./);
  assert.deepEqual(view.faults, []);
  await view.context.close();
});

test('My day offers no number of somebody who refused telephone calls', async () => {
  const person = await somebody('Unrung');
  const form = `${person}/contacts/new`;
  await coordinator.send(await coordinator.get(form), form, { outcome: 'spoke', with: 'person', next: 'tomorrow', next_first: 'yes' });
  const row = async () => {
    for (let page = 1; page < 9; page++) {
      const found = (await coordinator.get(`/my-day?page=${page}`)).text.split('<li class="c-row">').find((r) => r.includes('UNRUNG'));
      if (found) return found;
    }
    throw new Error('not on My day');
  };
  assert.match(await row(), /tel:07700900123/);
  await decide(person, 'channel-telephone', 'refused');
  assert.doesNotMatch(await row(), /tel:/);
  assert.match(await row(), /No telephone calls: refused/);
  await decide(person, 'channel-telephone', 'given');
  assert.match(await row(), /tel:07700900123/);
});

test('nothing leaves for somebody before it was asked, and a withdrawal counts with the next request', async () => {
  const person = await somebody('Asked');
  assert.equal((await decide(person, 'new', 'refused', { ...LEILA, 'kinds[planned]': null })).status, 303);
  const [, about, party] = await partyOf(person), note = `${person}/consent/${party}/note`;
  const refused = await coordinator.get(note);
  assert.equal(refused.status, 403);
  assert.match(textOf(refused.text), /Amina refused on .*: Leila Rahman \(daughter\) may not be told anything/);
  await decide(person, about, 'given', { 'kinds[planned]': 'yes' });
  const given = await coordinator.get(note);
  assert.equal(given.status, 200);
  assert.equal(headingOf(given.text), 'What is planned for Amina');
  assert.doesNotMatch(given.text, /1943|NHS No|07700/, 'and nothing else of her');
  assert.match(textOf(given.text), /Amina agreed on .* that Leila Rahman \(daughter\) may be told about appointments/);
  await decide(person, about, 'withdrawn');
  assert.equal((await coordinator.get(note)).status, 403);
  await decide(person, about, 'given', { 'kinds[health]': 'yes' }); // another kind of information
  assert.equal((await coordinator.get(note)).status, 403);
});

test('somebody named for one person is nobody for another', async () => {
  const [one, other] = [await somebody('One'), await somebody('Other')];
  await decide(one, 'new', 'given', LEILA);
  const [, about, party] = await partyOf(one);
  assert.equal((await coordinator.get(`${other}/consent/${party}/note`)).status, 404);
  const answer = await decide(other, about, 'given', { 'kinds[planned]': 'yes' });
  assert.equal(answer.status, 422);
  assert.deepEqual(problemsOf(answer.text), ['Choose what it is about']);
});

test('an attorney decides only what was assessed, and only for health and welfare', async () => {
  const person = await somebody('Assessed');
  const attorney = { name: 'Leila Rahman', decided_by: 'attorney', words: 'Care and where to live', ...dateOf('on', ['1', '2', '2024']) };
  await record(person, 'attorney', { ...attorney, answer: 'health', seen_by: 'Sara', ...dateOf('seen_on', ['3', '3', '2026']) });
  const form = (await coordinator.get(`${person}/consent/decision`)).text;
  const power = /<option value="([0-9a-f-]{36})"[^>]*>Leila Rahman has been attorney for health/.exec(form)[1];
  const byHer = { decided_by: 'attorney', rests_on: power };
  const before = await decide(person, 'channel-letter', 'given', byHer);
  assert.equal(before.status, 422);
  assert.match(problemsOf(before.text)[0], /^Nobody has assessed their capacity for this decision/);
  const assessment = { words: 'May we write to her?', help: 'Large print', understands: 'no', retains: 'no', weighs: 'no', communicates: 'yes',
    answer: 'lacks', why: 'Could not say it back', name: 'Dr Patel', as_role: 'GP' };
  assert.equal((await record(person, 'capacity', { ...assessment, about: 'channel-letter' })).status, 303);
  assert.equal((await decide(person, 'channel-letter', 'given', byHer)).status, 303);
  assert.equal((await decide(person, 'channel-visit', 'given', byHer)).status, 422, 'another decision was not assessed');
  const own = await decide(person, 'channel-letter', 'given');
  assert.match(problemsOf(own.text)[0], /Dr Patel found that Amina lacks capacity/);
  assert.match(textOf((await coordinator.get(`${person}/consent`)).text), /Leila Rahman \(attorney\) agreed to letters/);
});

test('a mistake is struck through with a reason and stays in the history', async () => {
  const person = await somebody('Mistaken');
  await decide(person, 'story', 'given', { words: 'Happy to' });
  const history = await coordinator.get(`${person}/consent/history`), strike = /\/people\/[^"]*\/strike/.exec(history.text)[0];
  const without = await coordinator.send(await coordinator.get(strike), strike, {});
  assert.equal(without.status, 422);
  assert.equal((await coordinator.send(await coordinator.get(strike), strike, { why: 'Another Amina' })).status, 303);
  assert.match(textOf((await coordinator.get(`${person}/consent/history`)).text), /Struck through by .*: Another Amina/);
  assert.doesNotMatch(textOf((await coordinator.get(`${person}/consent`)).text), /Amina agreed/);
});

test('what a colleague recorded while one typed is shown, and nothing typed is lost', async () => {
  const person = await somebody('Meanwhile'), form = `${person}/consent/decision`;
  const mine = await coordinator.get(form);
  await decide(person, 'survey', 'refused', { words: 'No more forms' });
  const answer = await coordinator.send(mine, form, { about: 'survey', answer: 'given', words: 'Said yes to me' });
  assert.equal(answer.status, 409);
  assert.match(textOf(answer.text), /Recorded meanwhile: Amina refused satisfaction surveys/);
  assert.match(answer.text, /Said yes to me/);
  assert.equal((await coordinator.send(answer, form)).status, 303, 'and it can be saved all the same');
});

test('who refused a record is told goodbye, and nothing new begins', async () => {
  const person = await somebody('Goodbye'), form = `${person}/contacts/new`;
  await decide(person, 'record', 'refused');
  assert.match(textOf((await coordinator.get(`${person}/consent`)).text), /Stop: no co-ordination record/);
  const page = await coordinator.get(form);
  const next = await coordinator.send(page, form, { outcome: 'spoke', with: 'person', next: 'week' });
  assert.equal(next.status, 422);
  assert.match(problemsOf(next.text)[0], /^They refused a co-ordination record/);
  assert.equal((await coordinator.send(page, form, { outcome: 'spoke', with: 'person', next: 'none' })).status, 303);
});

test('sharing without asking is for clinicians and supervisors, with a reason and for a while', async () => {
  const person = await somebody('Duty'), supervisor = await roleOf('supervisor');
  await decide(person, 'new', 'refused', { ...LEILA, 'kinds[planned]': null });
  const [, about, party] = await partyOf(person);
  assert.equal((await coordinator.get(`${person}/consent/lawful-basis`)).status, 403);
  const basis = { about, 'kinds[planned]': 'yes', answer: 'safeguarding', words: 'The named lead advised it' };
  const soon = new Date(Date.now() + 20 * 864e5), late = new Date(Date.now() + 200 * 864e5);
  const until = (day) => dateOf('until_on', [day.getDate(), day.getMonth() + 1, day.getFullYear()].map(String));
  assert.equal((await record(person, 'lawful-basis', { ...basis, ...until(late) }, supervisor)).status, 422);
  assert.equal((await record(person, 'lawful-basis', { ...basis, ...until(soon), words: '' }, supervisor)).status, 422);
  assert.equal((await record(person, 'lawful-basis', { ...basis, ...until(soon) }, supervisor)).status, 303);
  assert.equal((await coordinator.get(`${person}/consent/${party}/note`)).status, 200);
  supervisor.close();
});

test('the pages have no fault, on a desk, on a phone and in large letters', async () => {
  const person = await somebody('Looked');
  await decide(person, 'channel-text', 'refused', { words: 'Please don’t text me', ...dateOf('review_on', ['1', '12', '2027']) });
  await decide(person, 'new', 'given', { ...LEILA, 'kinds[planned]': 'yes', 'kinds[health]': 'yes' });
  await decide(person, 'story', 'given');
  const view = await openPage(browser, URL, { visitor: coordinator }), faults = [];
  for (const at of ['consent', 'consent/history', 'consent/decision', 'consent/capacity', 'consent/best-interests', 'consent/attorney',
    `consent/${(await partyOf(person))[2]}/note`]) {
    const answer = await view.page.goto(`${URL}${person}/${at}`);
    faults.push(...await lookAt(view.page, { html: await answer.text(), name: at.replace(/\W+/g, '-') }), ...view.faults.splice(0));
  }
  await view.context.close();
  assert.deepEqual(faults, []);
});
