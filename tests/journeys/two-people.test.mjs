// Two people change one record at once, with JavaScript and without; and what somebody typed comes back: after the browser
// died, on another device, after the server was killed.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { lookAt, openBrowser, openPage, expectNoFaults } from '../support/browser.mjs';
import { addPerson } from '../support/network.mjs';
import { makeDemo, removeFolder, startServer, temporaryFolder } from '../support/server.mjs';
import { signIn } from '../support/visitor.mjs';

const URL = process.env.CAIRN_URL;
const ACCOUNTS = JSON.parse(readFileSync(process.env.CAIRN_ACCOUNTS, 'utf8'));
const [LEAH, DEV] = ACCOUNTS.filter((a) => a.role === 'care-coordinator');
const DRAFT_WITHIN_MS = 8000;
let browser, leah, dev;
before(async () => {
  browser = await openBrowser();
  leah = await signIn(URL, LEAH);
  dev = await signIn(URL, DEV ?? ACCOUNTS.find((a) => a.role === 'link-worker'));
});
after(async () => {
  await browser?.close();
  leah?.close();
  dev?.close();
});

const save = (page) => page.getByRole('button', { name: 'Save', exact: true }).click();
const somebody = (visitor, more = {}) => addPerson(visitor, { given_names: 'Twyla', family_name: 'Twoedit', contact_times: 'At first', ...more });

for (const javaScript of [true, false])
  describe(javaScript ? 'with JavaScript' : 'without JavaScript', () => {
    test('what two people changed apart from each other is saved together, and said', async () => {
      const person = await somebody(leah), view = await openPage(browser, URL, { visitor: leah, javaScript }), { page } = view;
      await page.goto(`${URL}${person}/edit`);
      await page.getByLabel('Named GP').fill('Dr Mine');
      await dev.send(await dev.get(`${person}/edit`), `${person}/edit`, { pronouns: 'they/them' });
      await save(page);
      await page.waitForURL(/done=merged/);
      const text = await page.locator('main').innerText();
      for (const words of ['changed meanwhile', 'they/them', 'Dr Mine']) assert.ok(text.includes(words), words);
      expectNoFaults([...view.faults, ...await lookAt(page, { name: `merged-${javaScript}`, javaScript })], 'the details after a merge');
      await view.context.close();
    });

    test('where both changed the same, both texts are shown, and a third can be written', async () => {
      const person = await somebody(leah), view = await openPage(browser, URL, { visitor: leah, javaScript }), { page } = view;
      await page.goto(`${URL}${person}/edit`);
      await page.getByLabel('When to get in touch').fill('Only mornings');
      await page.getByLabel('Named GP').fill('Dr Rest');
      await dev.send(await dev.get(`${person}/edit`), `${person}/edit`, { contact_times: 'Only evenings' });
      await save(page);
      await page.getByRole('heading', { name: /changed this while you were writing/ }).waitFor();
      const text = await page.locator('main').innerText();
      for (const words of ['Only mornings', 'Only evenings']) assert.ok(text.includes(words), words);
      expectNoFaults([...view.faults, ...await lookAt(page, { name: `conflict-${javaScript}`, javaScript })], 'the page of both texts');
      await save(page);
      await page.getByText('There is a problem').waitFor();
      await page.getByLabel('Something else').check();
      await page.locator('[name=other_contact_times]').fill('Mornings or evenings');
      await save(page);
      await page.waitForURL(/details\?done=/);
      const details = await page.locator('main').innerText();
      for (const words of ['Mornings or evenings', 'Dr Rest']) assert.ok(details.includes(words), words);
      await view.context.close();
    });

    test('a change is undone, and the undoing is undone', async () => {
      const person = await somebody(leah), view = await openPage(browser, URL, { visitor: leah, javaScript }), { page } = view;
      await dev.send(await dev.get(`${person}/edit`), `${person}/edit`, { contact_times: 'Secondly' });
      await dev.send(await dev.get(`${person}/edit`), `${person}/edit`, { named_gp: 'Dr Later' });
      for (const [version, words] of [[2, 'At first'], [4, 'Secondly']]) {
        await page.goto(`${URL}${person}/history`);
        await page.locator(`a[href$="/undo?version=${version}"]`).click();
        await page.getByRole('heading', { name: `Undo the change of version ${version}` }).waitFor();
        expectNoFaults([...view.faults, ...await lookAt(page, { name: `undo-${javaScript}`, javaScript })], 'the page before undoing');
        await page.getByRole('button', { name: 'Undo the change' }).click();
        await page.waitForURL(/done=undone/);
        const details = (await leah.get(`${person}/details`)).text;
        for (const part of [words, 'Dr Later']) assert.ok(details.includes(part), part);
      }
      await page.getByLabel('From').selectOption('1');
      await page.getByRole('button', { name: 'Compare' }).click();
      await page.getByRole('heading', { name: 'From version 1 to version 5' }).waitFor();
      expectNoFaults([...view.faults, ...await lookAt(page, { name: `compare-${javaScript}`, javaScript })], 'two versions side by side');
      await view.context.close();
    });

    test('a form that came back with a problem is a draft as well', async () => {
      const person = await somebody(leah), view = await openPage(browser, URL, { visitor: leah, javaScript }), { page } = view;
      await page.goto(`${URL}${person}/contacts/new`);
      await page.getByLabel('Note').fill('Half of a sentence');
      await page.locator('details summary').first().click();
      await page.locator('#minutes').fill('many');
      await save(page);
      await page.getByText('There is a problem').waitFor();
      await view.context.close();
      const other = await openPage(browser, URL, { visitor: await signIn(URL, LEAH), javaScript });
      await other.page.goto(`${URL}${person}/contacts/new`);
      await other.page.getByRole('link', { name: /^Continue/ }).click();
      assert.equal(await other.page.getByLabel('Note').inputValue(), 'Half of a sentence');
      expectNoFaults([...other.faults, ...await lookAt(other.page, { name: `draft-${javaScript}`, javaScript })], 'a draft that is continued');
      await other.page.getByRole('button', { name: 'Discard this draft' }).click();
      await other.page.getByText('The draft is discarded').waitFor();
      assert.equal(await other.page.getByText('You have a draft').count(), 0);
      await other.context.close();
    });
  });

// Types, and waits until the page says that it is kept.
async function typeAndLeave(url, visitor, address, label, words) {
  const view = await openPage(browser, url, { visitor });
  await view.page.goto(`${url}${address}`);
  await view.page.getByLabel(label).fill(words);
  await view.page.getByText(/^Draft saved at/).waitFor({ timeout: DRAFT_WITHIN_MS });
  expectNoFaults(view.faults, 'typing');
  return view;
}
async function continued(url, visitor, address, label) {
  const view = await openPage(browser, url, { visitor });
  await view.page.goto(`${url}${address}`);
  await view.page.getByRole('link', { name: /^Continue/ }).first().click();
  const found = await view.page.getByLabel(label).inputValue();
  return { view, found };
}

test('what was typed comes back after the browser died, and is saved with what a colleague did meanwhile', async () => {
  const person = await somebody(leah);
  const died = await typeAndLeave(URL, leah, `${person}/edit`, 'Named GP', 'Dr Before the crash');
  await died.context.close();
  await dev.send(await dev.get(`${person}/edit`), `${person}/edit`, { pronouns: 'she/her' });
  const { view, found } = await continued(URL, leah, `${person}/edit`, 'Named GP');
  assert.equal(found, 'Dr Before the crash');
  await save(view.page);
  await view.page.waitForURL(/done=merged/);
  const details = (await leah.get(`${person}/details`)).text;
  for (const words of ['Dr Before the crash', 'she/her']) assert.ok(details.includes(words), words);
  assert.doesNotMatch((await leah.get(`${person}/edit`)).text, /You have a draft/);
  await view.context.close();
});

test('what was typed about a new person comes back on another device', async () => {
  const died = await typeAndLeave(URL, leah, '/people/new', 'Last name', 'Halfway');
  await died.context.close();
  const elsewhere = await signIn(URL, LEAH);
  const { view, found } = await continued(URL, elsewhere, '/people/new', 'Last name');
  assert.equal(found, 'Halfway');
  await view.context.close();
  elsewhere.close();
});

test('what was typed comes back after the server was killed', async () => {
  const folder = temporaryFolder(), { data, accountList } = await makeDemo(folder, { people: 20 });
  const me = accountList().find((a) => a.role === 'care-coordinator');
  let server = await startServer({ data });
  try {
    const before = await signIn(server.url, me), person = await somebody(before);
    const view = await typeAndLeave(server.url, before, `${person}/contacts/new`, 'Note', 'Before the power went');
    const children = readFileSync(`/proc/${server.pid}/task/${server.pid}/children`, 'utf8').trim().split(' ').map(Number);
    process.kill(children[0], 'SIGKILL');
    await server.stop();
    await view.context.close();
    server = await startServer({ data });
    const { found, view: later } = await continued(server.url, await signIn(server.url, me), `${person}/contacts/new`, 'Note');
    assert.equal(found, 'Before the power went');
    await later.context.close();
  } finally {
    await server.stop();
    removeFolder(folder);
  }
});
