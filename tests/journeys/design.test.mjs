// The page that shows what pages are made of, and the charts on it: in the browser's own letters no label leaves its
// picture or lies over another, picture and table say the same numbers, and a telephone, large letters and forced
// colours lose nothing. The strip above a timeline is a chart with a person's own numbers.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { openBrowser, openPage } from '../support/browser.mjs';
import { signIn } from '../support/visitor.mjs';

const URL = process.env.CAIRN_URL;
const ACCOUNTS = JSON.parse(readFileSync(process.env.CAIRN_ACCOUNTS, 'utf8'));
const KINDS = ['bars', 'stack', 'funnel', 'slope', 'dots', 'strip', 'multiples', 'circle', 'scripts'];

let browser;
before(async () => { browser = await openBrowser(); });
after(() => browser?.close());

// What is wrong with the pictures that are shown: [] is good. A letter may reach half a pixel over its own measure.
const pictureFaults = () => {
  const faults = [], half = 0.5;
  for (const picture of [...document.querySelectorAll('.c-chart svg[role]')].filter((s) => s.checkVisibility())) {
    const box = picture.getBoundingClientRect();
    const texts = [...picture.querySelectorAll('text')].map((t) => [t.textContent, t.getBoundingClientRect()]);
    if (!texts.length) faults.push('a picture without words');
    for (const [i, [words, a]] of texts.entries()) {
      if (a.left < box.left - half || a.right > box.right + half || a.top < box.top - half || a.bottom > box.bottom + half)
        faults.push(`"${words}" leaves the picture`);
      // Boxes of letters hold the room above and below them, which lines share.
      const shared = a.height / 4;
      for (const [others, b] of texts.slice(0, i))
        if (a.left < b.right - half && b.left < a.right - half && a.top < b.bottom - shared && b.top < a.bottom - shared) faults.push(`"${words}" lies over "${others}"`);
    }
  }
  return faults;
};

for (const [name, width, how] of [['a desk', 1280, {}], ['a telephone', 375, {}], ['400 % larger', 320, {}], ['letters twice as large', 1280, { large: true }],
  ['forced colours', 1280, { forced: true }], ['paper', 794, { print: true }]])
  test(`labels of charts keep their place: ${name}`, async () => {
    const { page, context, faults } = await openPage(browser, URL, { width });
    await page.emulateMedia({ forcedColors: how.forced ? 'active' : 'none', media: how.print ? 'print' : 'screen' });
    await page.goto(`${URL}/design`);
    if (how.large) await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
    assert.deepEqual(await page.evaluate(pictureFaults), []);
    assert.equal(await page.locator('.c-chart').count(), KINDS.length);
    assert.deepEqual(faults, []);
    await context.close();
  });

test('each number of a picture stands in the table beside it', async () => {
  const { page, context } = await openPage(browser, URL);
  await page.goto(`${URL}/design`);
  const charts = await page.evaluate(() => [...document.querySelectorAll('.c-chart')].map((c) => ({ id: c.id,
    drawn: [...c.querySelectorAll('svg[role]:first-of-type text')].map((t) => t.textContent), listed: [...c.querySelectorAll('td')].map((t) => t.textContent) })));
  const numbers = (texts) => texts.flatMap((t) => t.match(/−?\d[\d,.]*/g) ?? []);
  for (const { id, drawn, listed } of charts.filter((c) => c.id !== 'chart-circle')) {
    assert.ok(numbers(drawn).length >= 2, `${id} says ${numbers(drawn).length} numbers`);
    for (const number of numbers(drawn)) assert.ok(numbers(listed).includes(number), `${id}: ${number} is not in the table`);
  }
  await context.close();
});

test('the footer of a demonstration leads there, and every part of its contents is on the page', async () => {
  const { page, context, faults } = await openPage(browser, URL, { javaScript: false });
  await page.goto(`${URL}/help`);
  await page.getByRole('link', { name: 'What pages are made of' }).click();
  assert.equal(await page.title(), 'What pages are made of – Cairn');
  const parts = await page.locator('.nhsuk-contents-list a').evaluateAll((links) => links.map((a) => a.getAttribute('href')));
  assert.ok(parts.length > 4);
  for (const part of parts) assert.equal(await page.locator(part).count(), 1);
  assert.deepEqual(faults, []);
  await context.close();
});

test('above a timeline stands how often there was contact', async () => {
  const visitor = await signIn(URL, ACCOUNTS.find((a) => a.role === 'care-coordinator'));
  const { page, context } = await openPage(browser, URL, { visitor });
  await page.goto(`${URL}/my-day`);
  const person = await page.locator('main h3 a').first().getAttribute('href');
  await page.goto(`${URL}${person}/contacts/new`);
  const last = async () => Number(await page.locator('#contacts-by-month td').last().textContent());
  await page.goto(`${URL}${person}/timeline`);
  const before = await page.locator('#contacts-by-month').count() ? await last() : 0;
  await page.goto(`${URL}${person}/contacts/new`);
  await page.getByLabel('Spoke').check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.goto(`${URL}${person}/timeline`);
  assert.equal(await last(), before + 1);
  assert.equal(await page.locator('#contacts-by-month tbody tr').count(), 12);
  assert.match(await page.locator('#contacts-by-month h2').textContent(), /^\d+ contacts? in the last 12 months/);
  await context.close();
  visitor.close();
});
