// A caseload in a browser: on hold and taken up again, moving on, cover while one is away, and the supervisor's board, from
// which cases go to a colleague. With JavaScript and without.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { lookAt, openBrowser, openPage } from '../support/browser.mjs';
import { signIn } from '../support/visitor.mjs';

const URL = process.env.CAIRN_URL;
const ACCOUNTS = JSON.parse(readFileSync(process.env.CAIRN_ACCOUNTS, 'utf8'));
const account = (email) => ACCOUNTS.find((a) => a.email === `${email}@demo.example`);
let browser;
before(async () => { browser = await openBrowser(); });
after(() => browser?.close());

async function comeIn(email, javaScript) {
  const view = await openPage(browser, URL, { visitor: await signIn(URL, account(email)), javaScript });
  view.press = (name) => view.page.getByRole('button', { name, exact: true }).click();
  view.look = async (name) => assert.deepEqual([...await lookAt(view.page, { name: javaScript ? `caseload-${name}` : undefined, javaScript }), ...view.faults.splice(0)], []);
  view.go = (name) => view.page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name, exact: true }).click();
  return view;
}
async function enter(page, legend, date) {
  const group = page.getByRole('group', { name: legend }).filter({ visible: true });
  for (const [label, value] of [['Day', date.getDate()], ['Month', date.getMonth() + 1], ['Year', date.getFullYear()]]) await group.getByLabel(label, { exact: true }).fill(String(value));
}
const inDays = (n) => new Date(Date.now() + n * 86400000);

for (const javaScript of [true, false])
  describe(`a caseload ${javaScript ? 'with' : 'without'} JavaScript`, () => {
    test('somebody goes on hold with a reason, is taken up again, and moves on with a number to ring', async () => {
      const { page, press, look, go } = await comeIn('leah.morgan', javaScript);
      await page.goto(`${URL}/my-day`);
      await go('Caseload');
      await look('list');
      await page.goto(`${URL}/caseload?state=active`);
      const name = await page.locator('tbody th a').first().innerText();
      await page.getByRole('link', { name }).first().click();
      await look('case');
      await page.getByText('Put on hold', { exact: true }).first().click();
      await press('Put on hold');
      assert.match(await page.title(), /^Error: /, 'not without a reason');
      await look('no-reason');
      await page.getByLabel('Why', { exact: true }).filter({ visible: true }).selectOption('hospital');
      await enter(page, 'Look at it again on', inDays(9));
      await press('Put on hold');
      assert.match(await page.locator('main').innerText(), /They are in hospital/);
      await page.getByText('Take it up again', { exact: true }).first().click();
      await enter(page, 'Next contact', inDays(2));
      await press('Take it up again');
      await page.getByRole('button', { name: 'Plan moving on' }).click();
      await look('moving-on');
      await page.getByLabel('What they wanted was reached').check();
      await press('Close the case');
      assert.match(await page.locator('main').innerText(), /Enter who they can ring if things change/);
      await page.getByLabel('Who to ring if things change').fill('Reception, 01632 960 001');
      await press('Close the case');
      const said = await page.locator('main').innerText();
      for (const words of [/How it ended/, /Reception, 01632 960 001/, /Taken up again/, /Put on hold/]) assert.match(said, words);
      await look('closed');
    });

    test('who is away is covered for, and a supervisor sees who is too full and moves cases', async () => {
      const leah = await comeIn('leah.morgan', javaScript);
      await leah.page.goto(`${URL}/caseload`);
      await leah.page.getByRole('button', { name: 'Cover for absence' }).click();
      for (const to of await leah.page.getByLabel('Who covers?').locator('option').evaluateAll((all) => all.map((o) => o.value).filter(Boolean))) {
        await leah.page.getByLabel('Who covers?').selectOption(to);
        await enter(leah.page, 'Last day', inDays(9));
        await leah.press('Arrange cover');
        if (!/^Error/.test(await leah.page.title())) break;
      }
      await leah.look('cover');
      assert.match(await leah.page.locator('main').innerText(), /covers for Leah Morgan/);
      await leah.page.goto(`${URL}/caseload`);
      assert.match(await leah.page.locator('main').innerText(), /covers for you/);

      const { page, press, look, go } = await comeIn('joanne.tully', javaScript);
      await page.goto(`${URL}/my-day`);
      await go('My team');
      await page.getByRole('button', { name: 'Caseloads' }).click();
      assert.match(await page.locator('main').innerText(), /covers until/);
      await look('board');
      await page.getByRole('link', { name: /of Leah Morgan$/ }).click();
      await page.getByRole('checkbox').filter({ visible: true }).last().check();
      await press('Give those ticked');
      assert.match(await page.locator('main').innerText(), /Choose a colleague from the list/);
      await look('give');
      for (const to of await page.getByLabel('To whom').locator('option').evaluateAll((all) => all.map((o) => o.value).filter((v) => v.endsWith('care-coordinator')))) {
        await page.getByLabel('To whom').selectOption(to);
        await press('Give those ticked');
        if (!/^Error/.test(await page.title())) break;
      }
      assert.match(await page.locator('main').innerText(), /Those who have them now are told/);
      await leah.page.goto(`${URL}/caseload`);
      assert.match(await leah.page.locator('main').innerText(), /Joanne Tully gave a case of yours to/);
      await leah.press('I have read this');
      assert.doesNotMatch(await leah.page.locator('main').innerText(), /gave a case/);
      await leah.page.goto(`${URL}/caseload/cover`);
      await leah.press('End this cover now');
      assert.match(await leah.page.locator('main').innerText(), /Nobody covers for anybody/);
    });
  });
