// On paper: My day and a person's summary, as a browser prints them on A4. One sheet each, nothing cut off, and nothing
// that can only be clicked.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { openBrowser, openPage } from '../support/browser.mjs';
import { addPerson, recordContact } from '../support/network.mjs';
import { signIn } from '../support/visitor.mjs';

const URL = process.env.CAIRN_URL;
const ACCOUNTS = JSON.parse(readFileSync(process.env.CAIRN_ACCOUNTS, 'utf8'));
// A4 without the 10 mm that the style leaves on each side, in CSS pixels.
const WIDE = Math.floor((190 / 25.4) * 96);
let browser, visitor, view, page;
// Somebody of whom much is known: all that the summary can show, with notes longer than it shows.
async function fullRecord() {
  const record = await addPerson(visitor, { title: 'Mrs', given_names: 'Philippa Jane', family_name: 'Papersmith-Longworthington', preferred_name: 'Pippa',
    home_phone: '01632 960 100', address_1: '14 Mill Row', address_2: 'Harbour Side', address_3: 'Elmwater', contact_times: 'After eleven, and let it ring',
    communication_note: 'Hears best on her right side. Her daughter helps with letters, and wants to be there when a visit is planned' });
  for (let i = 0; i < 9; i++)
    await recordContact(visitor, record, { note: `Contact ${i}. ${'She told what happened at the clinic and what she hopes for next. '.repeat(6)}`,
      next: 'week', next_title: `Ask for the ${i}th time whether the stairlift is there, and who waits for the fitter at home` });
  return record;
}

before(async () => {
  browser = await openBrowser();
  visitor = await signIn(URL, ACCOUNTS.find((a) => a.role === 'care-coordinator'));
  view = await openPage(browser, URL, { visitor });
  page = view.page;
});
after(() => browser?.close());

// The sheets of a PDF, counted by the objects that say they are one.
const sheets = (pdf) => (pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;

// What stands beyond the paper's edge, or is cut off by a box that is too small for it.
const cutOff = () => page.evaluate((width) => {
  const cut = [];
  for (const element of document.querySelectorAll('main *, .c-banner *')) {
    const style = getComputedStyle(element), box = element.getBoundingClientRect();
    if (!element.checkVisibility() || !box.width || element.closest('.nhsuk-u-visually-hidden')) continue;
    if (box.right > width + 1 || box.left < -1) cut.push(`${element.className || element.tagName} ends at ${Math.round(box.right)} px`);
    const clips = style.overflowX !== 'visible' || style.overflowY !== 'visible';
    if (clips && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)) cut.push(`${element.className} is cut off`);
  }
  return cut;
}, WIDE);
const CLICKED = ['.nhsuk-header__navigation', '.nhsuk-header__search', '.nhsuk-header__account', '.c-subnav', '.nhsuk-skip-link', '.nhsuk-footer', 'button',
  'input', 'a.nhsuk-button', '.nhsuk-pagination'];

for (const [name, where] of [['My day', () => '/my-day'], ['the summary', () => fullRecord()]])
  test(`${name} prints on one sheet of A4, whole, and without what is only for clicking`, async () => {
    await page.goto(URL + await where());
    const words = await page.locator('main h2, main h3, main b').filter({ visible: true }).allInnerTexts();
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: WIDE, height: 1000 });
    assert.deepEqual(await cutOff(), []);
    for (const selector of CLICKED) assert.equal(await page.locator(selector).filter({ visible: true }).count(), 0, `${selector} is printed`);
    const printed = (await page.locator('main').innerText()).replace(/\s+/g, ' ');
    const lost = words.map((w) => w.replace(/\s+/g, ' ').trim()).filter((w) => !printed.includes(w));
    assert.deepEqual(lost.filter((w) => !/^(Between colleagues|Done today|Since you were here|Referrals and cases|Appointments you help with|Gaps|Training and supervision)$/.test(w)), [], 'what the screen says is on paper');
    if (process.env.PICTURES) {
      mkdirSync(process.env.PICTURES, { recursive: true });
      await page.screenshot({ path: path.join(process.env.PICTURES, `print-${name.replaceAll(' ', '-').toLowerCase()}.png`), fullPage: true });
    }
    assert.equal(sheets(await page.pdf({ format: 'A4', preferCSSPageSize: true })), 1);
    await page.emulateMedia({ media: 'screen' });
    await page.setViewportSize({ width: 1280, height: 900 });
  });

test('who looked is a table on paper too', async () => {
  await page.goto(`${URL}${await fullRecord()}/who-looked`);
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: WIDE, height: 1000 });
  const { head, tops, words } = await page.evaluate(() => ({
    head: document.querySelector('main thead').getBoundingClientRect().height,
    tops: [...document.querySelectorAll('main tbody tr:first-child > *')].map((cell) => Math.round(cell.getBoundingClientRect().top)),
    words: document.querySelector('main tbody tr').innerText,
  }));
  assert.ok(head > 10, 'the columns are named');
  assert.deepEqual([...new Set(tops)].length, 1, 'a row is one line of cells');
  assert.doesNotMatch(words, /^When|Who\n/, 'the columns are not named again in each row');
  assert.deepEqual(await cutOff(), []);
});

test('no address of a record is printed beside its link', async () => {
  await page.goto(`${URL}/my-day`);
  await page.emulateMedia({ media: 'print' });
  const after = await page.locator('main a').evaluateAll((links) => links.map((a) => getComputedStyle(a, '::after').content));
  assert.deepEqual([...new Set(after)].filter((c) => c !== 'none' && c !== 'normal'), []);
});
