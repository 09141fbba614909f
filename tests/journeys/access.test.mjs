// A record of another practice, in a browser: looked up, opened with a reason, told to the lead, reviewed. Once with
// JavaScript and once without.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { lookAt, openBrowser, openPage } from '../support/browser.mjs';
import { addPerson, unusedNumber } from '../support/network.mjs';
import { signIn } from '../support/visitor.mjs';

const URL = process.env.CAIRN_URL;
const ACCOUNTS = JSON.parse(readFileSync(process.env.CAIRN_ACCOUNTS, 'utf8'));
const coordinators = ACCOUNTS.filter((a) => a.role === 'care-coordinator' && a.practice);
const here = coordinators[0], there = coordinators.find((a) => a.practice !== here.practice);
let browser;
before(async () => { browser = await openBrowser(); });
after(() => browser?.close());

for (const javaScript of [true, false])
  test(`a stated reason opens a neighbour’s record, and the lead reviews it, ${javaScript ? 'with' : 'without'} JavaScript`, async () => {
    const number = unusedNumber(), faults = [];
    const colleague = await signIn(URL, there);
    const person = await addPerson(colleague, { given_names: javaScript ? 'Nora' : 'Norah', family_name: 'Neighbour', nhs_number: number,
      'born[day]': '4', 'born[month]': '3', 'born[year]': '1943' });
    const opens = async (account) => openPage(browser, URL, { visitor: await signIn(URL, account), javaScript });
    const view = await opens(here), { page } = view;
    const press = (name) => page.getByRole('button', { name, exact: true }).click();
    const look = async (v, name) => faults.push(...await lookAt(v.page, { name: javaScript ? `access-${name}` : undefined, javaScript }), ...v.faults.splice(0));

    assert.equal((await page.goto(URL + person)).status(), 404, 'not there, as far as they can see');
    await page.goto(`${URL}/people/find`);
    await page.getByRole('link', { name: 'Look somebody up by NHS number and date of birth' }).click();
    await page.getByLabel('NHS number', { exact: true }).fill(number);
    for (const [label, value] of [['Day', '4'], ['Month', '3'], ['Year', '1943']]) await page.getByLabel(label, { exact: true }).fill(value);
    await look(view, 'look-up');
    await press('Look up');
    await look(view, 'found');
    await press('Open the record');
    assert.match(await page.title(), /^Error: /, 'no record without a reason');
    await look(view, 'no-reason');
    await page.getByLabel('They are here, or on the telephone, and ask for help').check();
    await page.getByLabel('1 hour').check();
    await press('Open the record');
    assert.equal(await page.locator('.c-banner__name').textContent(), javaScript ? 'NEIGHBOUR, Nora' : 'NEIGHBOUR, Norah');
    await page.goto(`${URL}/my-people`);
    await look(view, 'my-people');
    assert.match(await page.locator('main').textContent(), /NEIGHBOUR, Nora[\s\S]*They are here/);

    const lead = await opens(ACCOUNTS.find((a) => a.role === 'governance-lead'));
    await lead.page.goto(`${URL}/admin/access`);
    await look(lead, 'reviews');
    assert.doesNotMatch(await lead.page.locator('main').textContent(), /neighbour/i, 'the lead is told, and of nobody');
    await lead.page.getByRole('row').filter({ hasText: here.name }).getByRole('link').first().click();
    await lead.page.getByLabel('It fits their work').check();
    await lead.page.getByLabel('Note', { exact: true }).fill('On the rota for both practices today');
    await look(lead, 'review');
    await lead.page.getByRole('button', { name: 'Save', exact: true }).click();
    assert.match(await lead.page.locator('main').textContent(), /Your review is saved|Reviewed lately/);

    const trail = await openPage(browser, URL, { visitor: colleague, javaScript });
    await trail.page.goto(`${URL}${person}/who-looked`);
    assert.match(await trail.page.locator('main').textContent(), /With a reason: They are here, or on the telephone/);
    await look(trail, 'who-looked');
    assert.deepEqual(faults, []);
    for (const v of [view, lead, trail]) await v.context.close();
    colleague.close();
  });
