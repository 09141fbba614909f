// Two records of one person: somebody is added who is nearly here already, both are seen side by side, joined, and parted.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { openBrowser, openPage } from '../support/browser.mjs';
import { addPerson } from '../support/network.mjs';
import { signIn } from '../support/visitor.mjs';

const URL = process.env.CAIRN_URL, accounts = JSON.parse(readFileSync(process.env.CAIRN_ACCOUNTS, 'utf8'));
const visitor = await signIn(URL, accounts.find((a) => a.role === 'data-manager')), browser = await openBrowser();
after(async () => {
  await browser.close();
  visitor.close();
});

for (const [javaScript, last] of [[true, 'Quillback'], [false, 'Quillbeam']])
  test(`a near match is compared, joined and parted ${javaScript ? 'with' : 'without'} JavaScript`, async () => {
    const born = { 'born[day]': '4', 'born[month]': '3', 'born[year]': '1943' }, home_phone = '0113 496 0187';
    const here = await addPerson(visitor, { given_names: 'Mathilda', family_name: last, ...born, postcode: 'LS8 4QT', mobile_phone: '07700 900123' });
    const { page, faults, context } = await openPage(browser, URL, { visitor, javaScript });
    const main = page.locator('main'), press = (name) => page.getByRole('button', { name, exact: true }).click();
    await page.goto(`${URL}/people/new`);
    for (const [name, value] of Object.entries({ given_names: 'Matilda', family_name: last, ...born, postcode: 'LS8 4QT', home_phone }))
      await page.locator(`[name="${name}"]`).fill(value);
    await press('Save');
    await main.getByText('Are they here already?').waitFor();
    assert.match(await main.textContent(), /Same last name, first names alike, same date of birth, same postcode/);
    await press('None of these: add the person');
    await page.waitForURL(/people\/[0-9a-f-]{36}/);
    const added = /people\/([0-9a-f-]{36})/.exec(page.url())[1];
    await page.goto(`${URL}${here}/same/${added}`); // the list of pairs is made anew every so often
    await page.getByRole('group', { name: 'First names' }).getByLabel('Matilda').check();
    await press('Join the records');
    await main.getByText('Join these two records?').waitFor();
    await press('Join them');
    await main.getByText('was joined to this one').waitFor();
    const kept = page.url().replace(/\/joined.*/, ''), details = async (person) => {
      await page.goto(`${person}/details`);
      return main.textContent();
    };
    assert.match(await details(kept), /Matilda[^]*0113 496 0187[^]*07700 900 123/, 'what was chosen, and what only one of them said');
    await page.goto(`${kept}/joined`);
    await main.getByRole('link', { name: /^Undo/ }).click();
    await press('Undo joining them');
    await page.waitForURL(/done=/);
    assert.doesNotMatch(await details(kept), /0113 496 0187[^]*07700 900 123/, 'each has its own again');
    assert.match(await details(URL + here), /Mathilda[^]*07700 900 123/);
    assert.deepEqual(faults, []);
    await context.close();
  });
