// Two moments that must go well: somebody has died, and somebody looks at the screen with us. The first with scripts, the
// second without, which is how it must hold as well.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { openBrowser, openPage } from '../support/browser.mjs';
import { addPerson, recordContact } from '../support/network.mjs';
import { signIn } from '../support/visitor.mjs';

const URL = process.env.CAIRN_URL;
const ACCOUNTS = JSON.parse(readFileSync(process.env.CAIRN_ACCOUNTS, 'utf8'));
let browser, visitor;
before(async () => {
  browser = await openBrowser();
  visitor = await signIn(URL, ACCOUNTS.find((a) => a.role === 'care-coordinator'));
});
after(() => browser?.close());

async function somebody(family_name) {
  const person = await addPerson(visitor, { given_names: 'Wilma', family_name });
  await recordContact(visitor, person, { note: 'Well today', next: 'tomorrow', next_title: `Ring ${family_name}` });
  return person;
}

test('somebody has died: nothing reminds of them any more, and what remains is done step by step', async () => {
  const person = await somebody('Farewell'), { page, context } = await openPage(browser, URL, { visitor });
  await page.goto(`${URL}${person}/edit`);
  await page.getByLabel('This person has died').check();
  await page.getByRole('button', { name: 'Save' }).first().click();
  await page.getByText('Has died').waitFor();
  await page.goto(`${URL}/my-day`);
  assert.equal(await page.getByText('Ring Farewell').count(), 0);
  await page.getByRole('link', { name: 'FAREWELL, Wilma: Has died' }).click();
  await page.getByLabel('Note, optional: Ring the family').fill('Rang her brother');
  await page.getByRole('button', { name: 'Done Ring the family' }).click();
  await page.getByText('Rang her brother').waitFor();
  assert.ok(await page.getByText('1 of 9 done').isVisible());
  await page.getByLabel('What is left, and why it is not needed').fill('Her brother does the rest');
  await page.getByRole('button', { name: 'Finish' }).click();
  await page.getByText('The closing steps are finished').waitFor();
  await page.goto(`${URL}/my-day`);
  assert.equal(await page.getByRole('link', { name: 'FAREWELL, Wilma: Has died' }).count(), 0);
  await context.close();
});

test('the person looks at the screen, without scripts: nothing else opens until it is ended', async () => {
  const person = await somebody('Onlooker'), { page, context } = await openPage(browser, URL, { visitor, javaScript: false });
  await page.goto(`${URL}${person}`);
  await page.getByRole('link', { name: 'Show the screen' }).click();
  await page.getByRole('button', { name: 'Start' }).click();
  assert.match(await page.locator('h1').textContent(), /What matters to Wilma/);
  assert.equal(await page.getByRole('link', { name: 'My day' }).count(), 0);
  await page.goto(`${URL}/my-day`);
  assert.match(await page.locator('h1').textContent(), /Not while the screen is shown/);
  await page.getByRole('button', { name: 'End it and go on' }).click();
  assert.match(await page.locator('h1').textContent(), /My day/);
  assert.ok(await page.getByText('Ring Onlooker').first().isVisible());
  await context.close();
});
