// Before a session pauses Cairn asks, in every tab; who stays goes on with everything typed still there. The browser's
// clock is moved; the server's is not, so that what it answers is real.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { lookAt, openBrowser, openPage } from '../support/browser.mjs';
import { signIn } from '../support/visitor.mjs';

const URL = process.env.CAIRN_URL;
const ACCOUNTS = JSON.parse(readFileSync(process.env.CAIRN_ACCOUNTS, 'utf8'));
const JUST_BEFORE = '12:50', WARNED = '13:05', OVER = '02:10';

let browser, visitor;
before(async () => {
  browser = await openBrowser();
  visitor = await signIn(URL, ACCOUNTS.find((a) => a.role === 'care-coordinator'));
});
after(async () => {
  await browser?.close();
  visitor?.close();
});

const asks = (page) => page.locator('#stay').evaluate((d) => d.open && !d.classList.contains('c-stay--over'));
const isCovered = (page) => page.locator('#stay').evaluate((d) => d.open && d.classList.contains('c-stay--over'));
const until = async (what, page) => page.waitForFunction(what, null, { polling: 50 });
const CLOSED = () => !document.getElementById('stay').open;

// A contact's form and another tab, both open since just now, with a clock of their own.
async function twoTabs() {
  const view = await openPage(browser, URL, { visitor });
  await view.page.clock.install();
  await view.page.goto(`${URL}/my-day`);
  const person = await view.page.locator('main h3 a').first().getAttribute('href');
  await view.page.goto(`${URL}${person}/contacts/new`);
  const other = await view.context.newPage();
  await other.goto(`${URL}/my-day`);
  return { ...view, other };
}

test('two minutes before the end every tab asks, and one answer is enough', async () => {
  const { page, other, context, faults } = await twoTabs();
  await page.getByLabel('Note').fill('Typed before');
  await page.clock.fastForward(JUST_BEFORE);
  assert.equal(await asks(page), false);
  await page.clock.fastForward('00:15');
  assert.equal(await asks(page) && await asks(other), true);
  assert.equal(await page.locator('#stay-when').textContent(), 'in 2 minutes');
  // A dialog lies over the page, as it should.
  assert.deepEqual((await lookAt(page, { name: 'time-out' })).filter((f) => !/lie over each other/.test(f)), []);
  const answer = page.waitForResponse((r) => r.url().endsWith('/sign-in/stay'));
  await page.keyboard.press('Escape');
  assert.equal((await answer).status(), 200);
  await until(CLOSED, page);
  await until(CLOSED, other);
  assert.equal(await page.getByLabel('Note').inputValue(), 'Typed before');
  await page.clock.fastForward(JUST_BEFORE);
  assert.equal(await asks(page), false, 'the time begins anew');
  assert.deepEqual(faults, []);
  await context.close();
});

test('when the time is up a page with words on it is covered, until somebody signs in elsewhere', async () => {
  const { page, other, context } = await twoTabs();
  await page.getByLabel('Note').fill('Not to be lost');
  await other.goto('about:blank');
  await page.clock.fastForward(WARNED);
  await page.clock.fastForward(OVER);
  assert.equal(await isCovered(page), true);
  await page.keyboard.press('Escape');
  assert.equal(await isCovered(page), true, 'Escape does not uncover it');
  assert.equal(await page.locator('#stay-again').getAttribute('href'), '/sign-in/again');
  await other.goto(`${URL}/my-day`);
  await until(CLOSED, page);
  assert.equal(await page.getByLabel('Note').inputValue(), 'Not to be lost');
  await context.close();
});

test('when the time is up a page without words asks the server where to go', async () => {
  const { page, other, context } = await twoTabs();
  await other.close();
  await page.goto(`${URL}/my-day`);
  await page.clock.fastForward(WARNED);
  const asked = page.waitForRequest((r) => r.isNavigationRequest());
  await page.clock.fastForward(OVER);
  assert.equal((await asked).url(), `${URL}/my-day`);
  await context.close();
});

test('without scripts nothing asks, and the form is there', async () => {
  const { page, context } = await openPage(browser, URL, { visitor, javaScript: false });
  await page.goto(`${URL}/my-day`);
  assert.equal(await page.locator('#stay').isVisible(), false);
  await context.close();
});

test('signed out nothing is said of time', async () => {
  const { page, context } = await openPage(browser, URL);
  await page.goto(`${URL}/sign-in`);
  assert.equal(await page.locator('#stay').count(), 0);
  await context.close();
});
