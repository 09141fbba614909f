// Somebody who isn't ready records what they did; a supervisor confirms it, logs supervision and answers for a colleague.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { openBrowser, openPage } from '../support/browser.mjs';
import { signIn } from '../support/visitor.mjs';

const URL = process.env.CAIRN_URL;
const ACCOUNTS = JSON.parse(readFileSync(process.env.CAIRN_ACCOUNTS, 'utf8'));
const as = (name) => signIn(URL, ACCOUNTS.find((account) => account.email.startsWith(name)));

let browser, coach, supervisor;
before(async () => {
  browser = await openBrowser();
  [coach, supervisor] = [await as('josh.metcalfe'), await as('joanne.tully')];
});
after(async () => {
  for (const visitor of [coach, supervisor]) visitor?.close();
  await browser?.close();
});

async function dated(page, name, [day, month, year]) {
  for (const [part, value] of Object.entries({ day, month, year })) await page.fill(`[name="${name}[${part}]"]`, value);
}

test('somebody records an induction, which counts only when a supervisor has confirmed it', async () => {
  const { page, context } = await openPage(browser, URL, { visitor: coach });
  await page.goto(`${URL}/my-development`);
  await page.getByText('Induction: not done').waitFor();
  await page.getByRole('button', { name: 'Record training' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  assert.match(await page.locator('.nhsuk-error-summary').innerText(), /Enter the day it was done/);
  await page.selectOption('[name="course"]', { label: 'Induction' });
  await dated(page, 'done_on', ['2', '3', '2025']);
  await page.fill('[name="evidence"]', 'Checklist, signed by both');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Induction: done on 2 March 2025, not confirmed yet').waitFor();
  await context.close();
});

test('the supervisor finds them at the top, sees the evidence and confirms it', async () => {
  const { page, context } = await openPage(browser, URL, { visitor: supervisor });
  await page.goto(`${URL}/team/readiness?show=not-ready`);
  await page.getByRole('link', { name: 'Josh Metcalfe' }).click();
  await page.getByRole('link', { name: /^Induction done/ }).click();
  await page.getByText('Checklist, signed by both').waitFor();
  await page.getByRole('button', { name: 'I have seen it: confirm' }).click();
  await page.getByText('The training is confirmed').waitFor();
  assert.equal(await page.getByText('Before taking referrals').count(), 0);
  assert.match(await page.locator('#ready').locator('..').innerText(), /Ready/);
  await context.close();
});

test('without scripts, a supervisor answers for somebody for a while, and logs what they agreed', async () => {
  const { page, context } = await openPage(browser, URL, { visitor: supervisor, javaScript: false });
  await page.goto(`${URL}/team/readiness`);
  await page.getByRole('link', { name: 'Owen Tait' }).click();
  await page.getByRole('button', { name: 'Answer for them' }).click();
  await page.getByRole('button', { name: 'Answer for them' }).click();
  assert.match(await page.locator('.nhsuk-error-summary').innerText(), /Enter why it can’t wait/);
  await page.fill('[name="reason"]', 'Nobody else speaks Welsh');
  await page.getByRole('button', { name: 'Answer for them' }).click();
  await page.getByText(/Joanne Tully answers for it until .*: Nobody else speaks Welsh/).waitFor();
  await page.getByRole('button', { name: 'Log supervision' }).click();
  await page.getByLabel('Clinical or professional').check();
  await page.fill('[name="agreed"]', 'Visits only in pairs');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('It is logged').waitFor();
  await context.close();
});

test('what to talk about comes from the caseload, in counts and for who sees it', async () => {
  const { page, context } = await openPage(browser, URL, { visitor: supervisor });
  await page.goto(`${URL}/team/readiness`);
  await page.getByRole('link', { name: 'Sian Pritchard' }).click();
  await page.getByRole('button', { name: 'Log supervision' }).click();
  const prompts = await page.locator('#prompts').innerText();
  assert.match(prompts, /\d+ of their \d+ open tasks are overdue/);
  await context.close();
});

test('what somebody takes from a meeting of their group goes into their portfolio', async () => {
  const { page, context } = await openPage(browser, URL, { visitor: coach });
  await page.goto(`${URL}/peer-support`);
  await page.getByRole('link', { name: 'New in the role' }).click();
  const join = page.getByRole('button', { name: 'Join the group' });
  if (await join.count()) await join.click();
  await page.getByRole('button', { name: 'Add a meeting to my portfolio' }).click();
  await page.getByLabel('In your words').fill('How to end a call kindly');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('It is in the portfolio').waitFor();
  await page.getByRole('link', { name: /Peer support meeting/ }).first().waitFor();
  await context.close();
});
