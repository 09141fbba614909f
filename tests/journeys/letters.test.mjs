// Letters as people get them: each format printed by Chromium to a PDF and read back, with scripts and without. Nothing is
// cut off, languages are marked, the address stands in the window of an envelope.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { lookAt, openBrowser, openPage } from '../support/browser.mjs';
import { addPerson } from '../support/network.mjs';
import { signIn } from '../support/visitor.mjs';

const URL = process.env.CAIRN_URL, PICTURES = process.env.PICTURES;
const ACCOUNTS = JSON.parse(readFileSync(process.env.CAIRN_ACCOUNTS, 'utf8'));
const HOME = { title: 'Mrs', given_names: 'Wilhelmina Josephine', family_name: 'Featherstonehaugh-Longworth', preferred_name: 'Mina',
  address_1: 'Flat 12, Upper Harbour House', address_2: '114 Old Fishermen’s Terrace', address_3: 'Elmwater-by-the-Sea', postcode: 'LS8 4QT' };
// Long enough for several sheets at 28 point, with a word that is wider than a line of it.
const BODY = ['This is the first sentence. It is followed by another.', '', 'I can', '- listen to what matters to you', '- find help near you', '',
  `${'We talked about what you would like to do when the weather gets better, and who could come with you. '.repeat(6)}`, '',
  'Pneumonoultramicroscopicsilicovolcanoconiosis-and-otherwise-unbroken', '', 'This is the very last sentence.'].join('\n');
const FORMATS = [['standard', 12], ['large-print-18', 18], ['large-print-20', 20], ['large-print-24', 24], ['large-print-28', 28], ['easy-read', 16]];
const WIDE = Math.floor((170 / 25.4) * 96); // A4 without the 20 mm on each side
let browser, visitor, view, page, folder;
before(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'letters-'));
  browser = await openBrowser();
  visitor = await signIn(URL, ACCOUNTS.find((a) => a.role === 'care-coordinator'));
  view = await openPage(browser, URL, { visitor });
  page = view.page;
});
afterEach(async () => { // whatever came of it
  await page.emulateMedia({ media: 'screen' });
  await page.setViewportSize({ width: 1280, height: 900 });
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

// As a co-ordinator does it: the format isn't touched.
async function write(where, person, body = BODY) {
  await where.goto(`${URL}${person}/letters`);
  await where.getByRole('link', { name: 'We tried to reach you' }).first().click();
  await where.getByLabel('Letter', { exact: true }).fill(body);
  await where.getByLabel('Number that they can ring').fill('01632 960 001');
  const despite = where.getByLabel('I write this letter all the same');
  if (await despite.count()) await despite.check();
  await where.getByRole('button', { name: 'Save the letter' }).click();
  await where.getByText('The letter is saved').waitFor();
}
const pdfText = (file, ...more) => execFileSync('pdftotext', [...more, file, '-'], { encoding: 'utf8' });
const plain = (text) => text.replace(/-\n/g, '-').replace(/\s+/g, ' ');
async function picture(name) {
  if (!PICTURES) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: path.join(PICTURES, `${name}.png`), fullPage: true });
}
async function print(name) {
  const file = path.join(folder, `${name}.pdf`);
  writeFileSync(file, await page.pdf({ preferCSSPageSize: true, tagged: true }));
  if (PICTURES) execFileSync('pdftoppm', ['-r', '50', '-png', file, path.join(PICTURES, `paper-${name}`)]);
  return { file, info: execFileSync('pdfinfo', [file], { encoding: 'utf8' }), text: plain(pdfText(file)) };
}
const cutOff = () => page.evaluate((width) => [...document.querySelectorAll('main *')].filter((e) => {
  const box = e.getBoundingClientRect(), style = getComputedStyle(e);
  if (!e.checkVisibility() || !box.width) return false;
  return box.right > width + 1 || box.left < -1 || (style.overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1);
}).map((e) => e.outerHTML.slice(0, 80)), WIDE);

for (const [format, points] of FORMATS)
  test(`who needs ${format} gets ${points} point without anybody asking for it, and nothing is cut`, async () => {
    const person = await addPerson(visitor, { ...HOME, written_format: format });
    await write(page, person);
    await page.getByRole('button', { name: 'Open to print' }).or(page.getByRole('link', { name: 'Open to print' })).click();
    await page.locator('.l-sheet').waitFor();
    const sizes = await page.evaluate(() => [...document.querySelectorAll('.l-sheet p, .l-sheet li')].filter((e) => !e.closest('.l-head') && !e.matches('.l-demo'))
      .map((e) => parseFloat(getComputedStyle(e).fontSize)));
    assert.deepEqual([...new Set(sizes.map((s) => Math.round(s * 0.75)))], [points]);
    assert.deepEqual(await lookAt(page), []);
    await picture(`letter-${format}`);
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: WIDE, height: 1000 });
    assert.deepEqual(await cutOff(), []);
    assert.equal(await page.locator('.l-bar').isVisible(), false);
    const { file, info, text } = await print(format);
    assert.match(info, /Page size:\s+59[45]\S* x 84[12]\S* pts \(A4\)/);
    assert.match(info, /Tagged:\s+yes/);
    for (const words of ['This is the first sentence.', 'find help near you', 'This is the very last sentence.', '01632 960 001', 'Featherstonehaugh-Longworth', 'LS8 4QT', 'Yours sincerely'])
      assert.ok(text.includes(words), `"${words}" is on paper`);
    assert.ok(text.replace(/[\s-]/g, '').includes('Pneumonoultramicroscopicsilicovolcanoconiosisandotherwiseunbroken'), 'a long word is broken, not cut');
    // The window of a DL or C5 envelope: 20 to 110 mm from the left, 45 to 85 mm from the top.
    const [, yFirst] = /<word xMin="[\d.]+" yMin="([\d.]+)"[^>]*>Mrs</.exec(pdfText(file, '-bbox', '-l', '1'));
    const [, xLast, yLast] = /<word xMin="[\d.]+" yMin="[\d.]+" xMax="([\d.]+)" yMax="([\d.]+)">4QT</.exec(pdfText(file, '-bbox', '-l', '1'));
    const mm = (pt) => (pt / 72) * 25.4;
    assert.ok(mm(yFirst) > 45 && mm(yLast) < 85 && mm(xLast) < 110, `the address stands from ${mm(yFirst)} to ${mm(yLast)} mm`);
  });

test('easy read has one idea to a line, with room for a picture beside it', async () => {
  const person = await addPerson(visitor, { ...HOME, written_format: 'easy-read' });
  await write(page, person);
  await page.goto(`${page.url().replace(/\?.*/, '')}/print`);
  const ideas = await page.locator('.l-idea').allInnerTexts();
  assert.deepEqual(ideas.slice(0, 5).map((t) => t.trim()), ['This is the first sentence.', 'It is followed by another.', 'I can', 'listen to what matters to you', 'find help near you']);
  assert.equal(await page.locator('.l-picture').count(), ideas.length);
});

const LANGUAGES = [['pl', 'Próbowaliśmy', false], ['ur', 'رابطہ', true], ['bn', 'যোগাযোগের', false], ['ar', 'حاولنا', true], ['ro', 'contactăm', false], ['pa', 'ਸੰਪਰਕ', false]];
for (const [language, word, rightToLeft] of LANGUAGES)
  test(`headings for who reads ${language} are in ${language}, marked as that, and told to the author as unreviewed`, async () => {
    const person = await addPerson(visitor, { ...HOME, language, written_format: 'large-print-28' });
    await page.goto(`${URL}${person}/letters/new?about=tried`);
    await page.getByText('Unreviewed: a machine translated these headings').waitFor();
    await write(page, person, 'This is the first sentence.\n\nThis is the very last sentence.');
    await page.getByText('The headings are unreviewed').waitFor();
    await page.goto(`${page.url().replace(/\?.*/, '')}/print`);
    const heading = page.locator('h1');
    assert.ok((await heading.innerText()).includes(word));
    assert.equal(await heading.getAttribute('lang'), language);
    assert.equal(await heading.getAttribute('dir'), rightToLeft ? 'rtl' : null);
    assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('h1')).textAlign), rightToLeft ? 'right' : 'start');
    assert.equal(await page.locator('html').getAttribute('lang'), 'en', 'what the author wrote is English');
    await picture(`letter-${language}`);
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: WIDE, height: 1000 });
    assert.deepEqual(await cutOff(), []);
    const { file } = await print(language);
    const marked = readFileSync(file, 'latin1').match(/\/Lang \([^)]*\)/g);
    for (const mark of [language, 'en']) assert.ok(marked.includes(`/Lang (${mark})`), `the PDF says that parts of it are ${mark}`);
  });

test('who wants English headings gets them', async () => {
  const person = await addPerson(visitor, { ...HOME, language: 'pl' });
  await page.goto(`${URL}${person}/letters/new?about=tried`);
  await page.getByLabel('Letter', { exact: true }).fill('Hello.');
  await page.getByLabel('Number that they can ring').fill('01632 960 001');
  await page.getByLabel('Headings in').selectOption('en');
  await page.getByRole('button', { name: 'Save the letter' }).click();
  await page.goto(`${page.url().replace(/\?.*/, '')}/print`);
  assert.equal(await page.locator('h1').innerText(), 'We tried to reach you');
  assert.equal(await page.locator('[lang="pl"]').count(), 0);
});

test('without scripts a letter is written and the page says how to print it', async () => {
  const bare = await openPage(browser, URL, { visitor, javaScript: false });
  const person = await addPerson(visitor, HOME);
  await write(bare.page, person);
  await bare.page.getByRole('button', { name: 'Open to print' }).or(bare.page.getByRole('link', { name: 'Open to print' })).click();
  await bare.page.getByText('To print, press Ctrl and P.').waitFor();
  assert.equal(await bare.page.getByRole('button', { name: 'Print' }).isVisible(), false);
  await bare.page.context().close();
});

test('with scripts a button prints it, and the pages are sound on desk and phone', async () => {
  const person = await addPerson(visitor, { ...HOME, no_letters: 'yes' });
  for (const address of [`${person}/letters`, `${person}/letters/new?about=introducing`]) {
    await page.goto(URL + address);
    assert.deepEqual(await lookAt(page, { name: address.includes('new') ? 'letter-write' : 'letters' }), []);
  }
  await write(page, person);
  assert.deepEqual(await lookAt(page, { name: 'letter-saved' }), []);
  await page.goto(`${page.url().replace(/\?.*/, '')}/print`);
  await page.evaluate(() => { window.print = () => { document.title = 'printed'; }; });
  await page.getByRole('button', { name: 'Print' }).click();
  assert.equal(await page.title(), 'printed');
  assert.equal(await page.getByText('To print, press Ctrl and P.').isVisible(), false);
});
