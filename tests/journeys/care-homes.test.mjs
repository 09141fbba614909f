// A round of a care home: from the list on paper to a contact in each resident's record, by keyboard and without scripts.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { openBrowser, openPage, tabTo } from '../support/browser.mjs';
import { addHome, addPerson, moveIn } from '../support/network.mjs';
import { signIn } from '../support/visitor.mjs';

const URL = process.env.CAIRN_URL, accounts = JSON.parse(readFileSync(process.env.CAIRN_ACCOUNTS, 'utf8'));
const visitor = await signIn(URL, accounts.find((a) => a.role === 'care-coordinator')), browser = await openBrowser();
const folder = mkdtempSync(path.join(os.tmpdir(), 'homes-'));
after(async () => {
  await browser.close();
  visitor.close();
  rmSync(folder, { recursive: true });
});

async function homeOf(...names) {
  const home = await addHome(visitor, { name: 'Journey House', lead: 'Dr Journey' }), people = [];
  for (const given_names of names) {
    const person = await addPerson(visitor, { given_names, family_name: `Journey${names.length}` });
    people.push({ person, ...(await moveIn(visitor, person, home)) });
  }
  return { home, people };
}
const ask = async ({ person, stay }, words) => {
  const at = `${person}/care-home/${stay}/edit`;
  await visitor.send(await visitor.get(at), at, { ask: 'soon', ask_words: words });
};

for (const javaScript of [true, false])
  test(`a round is recorded ${javaScript ? 'by keyboard' : 'without scripts'}, and stands in the resident’s record`, async () => {
    const { home, people: [ada] } = await homeOf('Ada', 'Ben');
    await ask(ada, 'A sore heel');
    const { page, faults, context } = await openPage(browser, URL, { visitor, javaScript });
    await page.goto(`${URL}${home}`);
    await page.getByRole('button', { name: 'Record a round' }).click();
    if (javaScript) {
      await tabTo(page, `select[name="what-${ada.stay}"]`);
      await page.keyboard.press('S'); // Seen
      await tabTo(page, `textarea[name="note-${ada.stay}"]`);
      await page.keyboard.type('Dressed, looks clean');
      await tabTo(page, '.c-end button');
      await page.keyboard.press('Enter');
    } else {
      await page.locator(`select[name="what-${ada.stay}"]`).selectOption('Seen');
      await page.locator(`textarea[name="note-${ada.stay}"]`).fill('Dressed, looks clean');
      await page.getByRole('button', { name: 'Save the round' }).click();
    }
    await page.getByText('The round is recorded').waitFor();
    await page.goto(`${URL}${ada.person}/timeline`);
    assert.match(await page.locator('main').textContent(), /Round with Dr Journey: Dressed, looks clean/);
    assert.deepEqual(faults, []);
    await context.close();
  });

test('the round list is one page of paper', async () => {
  const { home, people } = await homeOf('Ada', 'Ben', 'Cy', 'Dot');
  for (const one of people) await ask(one, 'Short of breath in the mornings, and asks for somebody to talk about it');
  const { page, faults, context } = await openPage(browser, URL, { visitor });
  await page.goto(`${URL}${home}/round-list`);
  const file = path.join(folder, 'list.pdf');
  writeFileSync(file, await page.pdf({ preferCSSPageSize: true, format: 'A4' }));
  assert.match(execFileSync('pdfinfo', [file], { encoding: 'utf8' }), /Pages:\s+1\n/);
  assert.doesNotMatch(execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' }), /Record the round|Log out/);
  assert.deepEqual(faults, []);
  await context.close();
});
