// The contact form is for thirty seconds between two calls: how many steps it takes, counted, so that no later field
// creeps in; by keyboard alone; and finding a person by keyboard alone.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { openBrowser, openPage, tabTo } from '../support/browser.mjs';
import { addPerson } from '../support/network.mjs';
import { signIn } from '../support/visitor.mjs';

const URL = process.env.CAIRN_URL;
const ACCOUNTS = JSON.parse(readFileSync(process.env.CAIRN_ACCOUNTS, 'utf8'));
const FAMILY = 'Keyboardwright';
let browser, visitor, person;
before(async () => {
  browser = await openBrowser();
  visitor = await signIn(URL, ACCOUNTS.find((a) => a.role === 'care-coordinator'));
  person = await addPerson(visitor, { given_names: 'Kitty', family_name: FAMILY });
});
after(() => browser?.close());

const timeline = async () => (await visitor.get(`${person}/timeline`)).text;

for (const javaScript of [true, false])
  describe(javaScript ? 'with JavaScript' : 'without JavaScript', () => {
    let view, page;
    before(async () => {
      view = await openPage(browser, URL, { visitor, javaScript });
      page = view.page;
    });
    after(() => view.context.close());
    const saved = () => page.waitForURL((to) => to.pathname === person);
    const press = () => page.getByRole('button', { name: 'Save', exact: true }).click();
    // Counts what a hand does: each click; typing a note counts apart.
    const steps = async (...does) => {
      for (const step of does) await step();
      return does.length;
    };

    test('no answer, tomorrow, save: three steps at the most', async () => {
      await page.goto(`${URL}${person}/contacts/new`);
      const taken = await steps(() => page.getByLabel('No answer', { exact: true }).check(), () => page.getByLabel('Tomorrow', { exact: true }).check(), press);
      await saved();
      assert.ok(taken <= 3);
      assert.match(await timeline(), /No answer/);
    });

    test('spoke, a note, next week, save: five steps and the note at the most', async () => {
      await page.goto(`${URL}${person}/contacts/new`);
      const note = `She would rather be rung after eleven, ${javaScript}`;
      const taken = await steps(() => page.getByLabel('Note').click(), () => page.getByLabel('In a week', { exact: true }).check(), press);
      await page.goto(`${URL}${person}/contacts/new`);
      await page.getByLabel('Note').fill(note);
      await page.getByLabel('In a week', { exact: true }).check();
      await press();
      await saved();
      assert.ok(taken <= 5);
      assert.match(await timeline(), new RegExp(note));
    });

    test('a person is found and a contact recorded with the keyboard alone', async () => {
      await page.goto(`${URL}/people/find`);
      await tabTo(page, '#find');
      await page.keyboard.type(FAMILY);
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/people\/results\//);
      await tabTo(page, `main ol a[href="${person}"]`);
      await page.keyboard.press('Enter');
      await saved();
      await tabTo(page, 'a[href$="/contacts/new"]');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/contacts\/new/);
      await tabTo(page, 'input[name="outcome"]');
      await page.keyboard.press('ArrowDown');
      await tabTo(page, 'textarea[name="note"]');
      await page.keyboard.type(`Typed without a mouse, ${javaScript}`);
      await tabTo(page, 'input[name="next"]');
      await page.keyboard.press('ArrowDown');
      await tabTo(page, 'form[action$="/contacts/new"] button[type="submit"], form[action$="/contacts/new"] button:not([type])');
      await page.keyboard.press('Enter');
      await saved();
      assert.match(await timeline(), new RegExp(`Typed without a mouse, ${javaScript}`));
      assert.deepEqual(view.faults, []);
    });

    test('the skip link leads past the header with one press of Tab', async () => {
      await page.goto(`${URL}${person}`);
      await tabTo(page, '.nhsuk-skip-link', 1);
    });
  });
