// The list of people in a browser: filtered, sorted, turned page by page, printed, and taken out as a file. With
// JavaScript and without.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { lookAt, openBrowser, openPage } from '../support/browser.mjs';
import { readXlsx } from '../support/sheets.mjs';
import { signIn } from '../support/visitor.mjs';

const URL = process.env.CAIRN_URL;
const ACCOUNTS = JSON.parse(readFileSync(process.env.CAIRN_ACCOUNTS, 'utf8'));
const supervisor = ACCOUNTS.find((a) => a.role === 'supervisor' && !a.practice);
let browser;
before(async () => { browser = await openBrowser(); });
after(() => browser?.close());

for (const javaScript of [true, false])
  test(`a supervisor filters, turns pages and exports, ${javaScript ? 'with' : 'without'} JavaScript`, async () => {
    const view = await openPage(browser, URL, { visitor: await signIn(URL, supervisor), javaScript }), { page } = view, faults = [];
    const look = async (name) => faults.push(...await lookAt(page, { name: javaScript ? `lists-${name}` : undefined, javaScript }), ...view.faults.splice(0));
    const names = () => page.locator('tbody th a').allTextContents();

    await page.goto(`${URL}/my-day`);
    await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'People', exact: true }).click();
    const first = await names();
    assert.equal(first.length, 50);
    await page.locator('a[rel=next]').click();
    assert.match(await page.title(), /^People, page 2 – Cairn$/);
    assert.equal((await names()).filter((name) => first.includes(name) && !/,/.test(name)).length, 0);
    await look('second');
    await page.locator('a[rel=prev]').click();
    assert.deepEqual(await names(), first);

    await page.getByText('Filter this list').click();
    await page.getByLabel('Communication need', { exact: true }).selectOption('interpreter');
    await page.getByLabel('Age', { exact: true }).selectOption('65-79');
    await page.getByRole('button', { name: 'Show the list' }).click();
    assert.match(await page.locator('main').textContent(), /Age: 65 to 79. Communication need: Interpreter needed/);
    const few = await names();
    assert.ok(few.length > 0 && few.length < 50);
    await look('filtered');
    await page.getByRole('link', { name: /^Born/ }).click();
    assert.equal(await page.locator('th[aria-sort="ascending"]').innerText().then((text) => /Born/.test(text)), true);
    assert.deepEqual((await names()).toSorted(), few.toSorted(), 'another order, the same people');
    await page.getByRole('link', { name: /^Age.*remove this filter/ }).click();
    assert.ok((await names()).length > few.length);

    await page.emulateMedia({ media: 'print' });
    for (const hidden of ['.c-screen', '.nhsuk-pagination', '.c-actions']) assert.ok((await page.locator(hidden).count()) === 0 || await page.locator(hidden).first().isHidden(), hidden);
    assert.equal(await page.locator('thead').evaluate((head) => getComputedStyle(head).display), 'table-header-group', 'said again on every sheet');
    assert.ok(await page.getByText('Communication need: Interpreter needed', { exact: true }).first().isVisible(), 'what it was filtered by is on paper');
    await page.emulateMedia({ media: 'screen' });

    const all = (await names()).length;
    await page.getByRole('button', { name: 'Export this list' }).click();
    await page.getByRole('button', { name: 'Export the list' }).click();
    assert.match(await page.title(), /^Error: /, 'no file without a reason');
    await look('no-reason');
    await page.getByLabel('For a meeting about them').check();
    await page.getByLabel('Excel (XLSX)').check();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export the list' }).click()]);
    assert.match(download.suggestedFilename(), /^cairn-list-\d{4}-\d\d-\d\d\.xlsx$/);
    const rows = readXlsx(readFileSync(await download.path()));
    assert.equal(rows.length - 1 >= all, true);
    assert.ok(rows.slice(1).every((row) => row[10] === 'Needed'), 'those who need an interpreter, and nobody else');
    assert.deepEqual(faults, []);
  });

test('a page of fifty people is at most 60 KB, in every order', async () => {
  const visitor = await signIn(URL, supervisor);
  for (const sort of ['name', 'name-turned', 'age', 'age-turned', 'contact', 'due']) {
    const { text } = await visitor.get(`/people?sort=${sort}`);
    assert.equal(text.match(/scope="row"/g).length, 50);
    assert.ok(Buffer.byteLength(text) <= 60 * 1024, `${sort}: ${Buffer.byteLength(text)} bytes`);
  }
});
