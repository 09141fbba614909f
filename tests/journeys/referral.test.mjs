// The first point of contact: a care home sends a referral with its link, it waits in the inbox, is matched and given to a
// colleague, and stands on that colleague's My day until it is taken on; with scripts and without.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { openBrowser, openPage } from '../support/browser.mjs';
import { addPerson, unusedNumber } from '../support/network.mjs';
import { partnerLink } from '../support/objects.mjs';
import { signIn } from '../support/visitor.mjs';

const URL = process.env.CAIRN_URL, accounts = JSON.parse(readFileSync(process.env.CAIRN_ACCOUNTS, 'utf8'));
const giver = accounts.find((a) => a.role === 'supervisor'), taker = accounts.find((a) => a.role === 'care-coordinator');
const [supervisor, coordinator, browser] = await Promise.all([signIn(URL, giver), signIn(URL, taker), openBrowser()]);
after(() => Promise.all([browser.close(), supervisor.close(), coordinator.close()]));

for (const javaScript of [true, false])
  test(`a care home’s referral reaches a co-ordinator’s My day ${javaScript ? 'with' : 'without'} scripts`, async () => {
    const family = javaScript ? 'Scripted' : 'Plain', number = unusedNumber();
    await addPerson(coordinator, { given_names: 'Walter', family_name: family, nhs_number: number });
    const { token, code } = await partnerLink(supervisor), open = (visitor) => openPage(browser, URL, { visitor, javaScript });
    const [home, desk, day] = [await open(null), await open(supervisor), await open(coordinator)];
    const press = (page, name) => page.getByRole('button', { name, exact: true }).click();

    await home.page.goto(`${URL}/refer/${token}`);
    const given = { code, name: `Walter ${family}`, 'born[day]': '4', 'born[month]': '3', 'born[year]': '1943', nhs_number: number, reach: '01632 960 001',
      referrer: 'June Hart', referrer_reach: '01632 960 009', words: 'New with us, and has no dentist.' };
    for (const [field, value] of Object.entries(given)) await home.page.locator(`[name="${field}"]`).fill(value);
    for (const [field, value] of [['reasons', 'services'], ['urgency', 'urgent'], ['agreed', 'yes']]) await home.page.locator(`[name="${field}"][value="${value}"]`).check();
    await press(home.page, 'Send the referral');
    await home.page.getByText('We have it').waitFor();

    await desk.page.goto(`${URL}/referrals`);
    await desk.page.getByRole('link', { name: new RegExp(`Walter ${family}`) }).first().click();
    await desk.page.getByText('Say whom it is about').click();
    await press(desk.page, 'Match');
    await desk.page.getByText('Matched', { exact: true }).first().waitFor();
    await desk.page.getByText('Give it to a colleague').click();
    const fits = desk.page.getByLabel('To whom: the best fit first');
    const name = await fits.locator('option').evaluateAll((all, who) => all.find((o) => o.text.startsWith(`${who},`)).value, taker.name ?? 'care-coordinator');
    await fits.selectOption(name);
    await press(desk.page, 'Give');
    await desk.page.getByText('They find it on My day').waitFor();

    await day.page.goto(`${URL}/my-day`);
    await day.page.getByRole('link', { name: /given to you/ }).click();
    await day.page.getByRole('link', { name: new RegExp(family.toUpperCase()) }).first().click();
    await day.page.getByText('Take it myself').click();
    await press(day.page, 'Accept');
    await day.page.getByText('You have this referral now').waitFor();
    for (const view of [home, desk, day]) {
      assert.deepEqual(view.faults, []);
      await view.context.close();
    }
  });
