// A plan as a co-ordinator makes it with somebody: from "Not begun" to agreed, changed, compared, reviewed and printed, with
// scripts and without. The copies are printed by Chromium to PDFs and read back: tagged, nothing cut off, in every size.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { lookAt, openBrowser, openPage } from '../support/browser.mjs';
import { addPerson } from '../support/network.mjs';
import { signIn } from '../support/visitor.mjs';

const URL = process.env.CAIRN_URL;
const ACCOUNTS = JSON.parse(readFileSync(process.env.CAIRN_ACCOUNTS, 'utf8'));
const WIDE = Math.floor((170 / 25.4) * 96); // A4 without the 20 mm on each side
const SIZES = [['Standard print', 12], ['Large print, 18 point', 18], ['Large print, 20 point', 20], ['Large print, 24 point', 24], ['Large print, 28 point', 28]];
let browser, visitor, folder, person;
before(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'plans-'));
  browser = await openBrowser();
  visitor = await signIn(URL, ACCOUNTS.find((a) => a.role === 'care-coordinator'));
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

// A button, or a link that looks like one.
const save = async (page, name = 'Save') => {
  await page.getByRole('button', { name, exact: true }).click();
  await page.waitForLoadState();
};
const follow = async (page, name, exact = true) => {
  await page.getByRole('link', { name, exact }).first().click();
  await page.waitForLoadState();
};
const answer = (page, question, label) => page.getByRole('group', { name: question }).getByLabel(label, { exact: true }).check();

async function begin(page) {
  await page.goto(`${URL}${person}/plan`);
  await page.getByText('Not begun').waitFor();
  await follow(page, 'Write it down (what matters)');
  await page.getByLabel('What is most important to me').fill('To walk to chapel on Sundays');
  await save(page);
  await page.goto(`${URL}${person}/plan`);
}

async function addGoal(page) {
  await follow(page, 'Add a goal');
  await page.getByLabel('The goal, in their own words').fill('Walk to chapel and back');
  await answer(page, 'How important is it to them?', '9');
  await answer(page, 'Where is it?', 'Working on it');
  await save(page);
  await follow(page, 'Add a step to “Walk to chapel and back”');
  await page.getByLabel('What', { exact: true }).fill('Ask the physiotherapist about a frame');
  await answer(page, 'Who does it?', /^Me, /);
  const due = new Date(Date.now() + 6 * 864e5);
  for (const [part, value] of [['Day', due.getDate()], ['Month', due.getMonth() + 1], ['Year', due.getFullYear()]]) await page.getByLabel(part).fill(String(value));
  await save(page);
}

async function agree(page) {
  await follow(page, 'How this plan was made');
  for (const [label, text] of [['Who took part in which conversation', 'Chapel-goer and I'], ['How the person led it', 'She chose the goal'],
    ['What was talked about', 'Her legs and her week'], ['How goals were agreed with professionals', 'With the physiotherapist'], ['Who has it, or will have it', 'She has it']])
    await page.getByLabel(label).fill(text);
  await save(page);
  await save(page, 'Agree the plan');
  await answer(page, 'What did they answer?', 'Yes, they agree');
  await answer(page, 'How did they agree?', 'Said it');
  await save(page, 'Confirm and save');
  await page.getByText('It is recorded: the plan is agreed').waitFor();
}

async function change(page) {
  await follow(page, 'change this goal “Walk to chapel and back”');
  await page.getByLabel('How they will know that it is reached').fill('I sing with the others');
  await save(page);
  await page.getByText('To agree', { exact: true }).waitFor();
  await follow(page, 'Versions and what changed');
  await page.getByText('I sing with the others').waitFor();
  await follow(page, 'Back to the plan');
}

async function review(page) {
  await save(page, 'Start the review');
  await answer(page, '“Walk to chapel and back”', 'Better');
  await page.getByLabel('What they say about it').fill('Half way, with the frame');
  await save(page, 'Save the review');
  await page.getByText('The review is saved').waitFor();
}

for (const javaScript of [true, false])
  test(`a plan is begun, agreed, changed, compared and reviewed ${javaScript ? 'with' : 'without'} scripts`, async () => {
    person = await addPerson(visitor, { given_names: 'Chapel', family_name: javaScript ? 'Goer' : 'Walker' });
    const view = await openPage(browser, URL, { visitor, javaScript }), { page } = view;
    await begin(page);
    await addGoal(page);
    await agree(page);
    await change(page);
    await review(page);
    await page.goto(`${URL}${person}/plan`);
    assert.deepEqual(await lookAt(page, { contrast: true, javaScript }), []);
    await page.goto(`${URL}/my-day`);
    assert.deepEqual(view.faults, []);
    await view.context.close();
  });

test('each copy is printed in its size, tagged, with nothing cut off and headings that stay with what they head', async () => {
  const view = await openPage(browser, URL, { visitor }), { page } = view;
  for (const [format, points] of SIZES) {
    await page.goto(`${URL}${person}/plan/copy`);
    await answer(page, 'In which format?', format);
    await save(page, 'Record the copy and open it');
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: WIDE, height: 1000 });
    const seen = await page.evaluate(() => ({ size: parseFloat(getComputedStyle(document.querySelector('.l-sheet')).fontSize) * 0.75, over: document.documentElement.scrollWidth - document.documentElement.clientWidth }));
    assert.equal(Math.round(seen.size), points);
    assert.ok(seen.over <= 0, `${format} is ${seen.over} px too wide`);
    const file = path.join(folder, `${points}.pdf`);
    writeFileSync(file, await page.pdf({ preferCSSPageSize: true, tagged: true }));
    assert.match(execFileSync('pdfinfo', [file], { encoding: 'utf8' }), /Tagged: +yes[\s\S]*Page size: +59\d[\d.]* x 84\d/);
    const text = execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ');
    assert.match(text, /To walk to chapel on Sundays[\s\S]*Walk to chapel and back[\s\S]*Ask the physiotherapist about a frame/);
    assert.doesNotMatch(text, /Back to the record/);
    await page.emulateMedia({ media: 'screen' });
    await page.setViewportSize({ width: 1280, height: 900 });
  }
  assert.deepEqual(view.faults, []);
  await view.context.close();
});
