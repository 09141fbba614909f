// From an empty machine to a real person's record, a contact and My day: the whole way, as the people concerned go it,
// once with JavaScript and once without. Each part stands on the one before.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test as nodeTest } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { lookAt, openBrowser, openPage } from '../support/browser.mjs';
import { day, instant } from '../support/days.mjs';
import { bundle, condition, nhsNumber, organization, patient } from '../support/people.mjs';
import { onPostgres } from '../support/postgres.mjs';
import { cairn, freePort, removeFolder, startServer, temporaryFolder } from '../support/server.mjs';
import { totp } from '../support/totp.mjs';

const NUMBER = nhsNumber('999000012'), PASSWORD = 'gravel otter lantern 58', OTHER_PASSWORD = 'harbour thistle anvil 31';
const ZOE = { id: 'zoe', family: 'O’Brien-Núñez', given: ['Zoë', 'Maeve'], born: '1943-03-04', number: NUMBER, postcode: 'LS8 4QT',
  phone: '01632 960 041' };
const MORNING = `${day()}T10:00`, LATER = `${day()}T10:20`, TOMORROW = `${day(1)}T09:05`;
const STAFF = {
  administrator: { name: 'Ada Okafor', email: 'ada.okafor@example.nhs.uk' },
  dataManager: { name: 'Dev Pillai', email: 'dev.pillai@example.nhs.uk', role: 'Data manager' },
  coordinator: { name: 'Leah Morgan', email: 'leah.morgan@example.nhs.uk', role: 'Care co-ordinator' },
};
// Pages that pages.test.mjs looks at wholly, in the state that they are in here.
const USUAL = new Set(['staff', 'dataManager-first-page', 'coordinator-first-page', 'found', 'summary', 'edit', 'details-saved', 'history', 'contact',
  'timeline', 'my-day', 'who-looked', 'own-account', 'help']);
const FINDS = [
  ['the last name as spelled', 'O’Brien-Núñez'], ['a straight apostrophe', 'O\'Brien-Nunez'], ['no apostrophe, no accent', 'obrien nunez'],
  ['one half of the last name', 'nunez'], ['the first name without its accent', 'zoe obrien'], ['a near spelling', 'zoe obrian'],
  ['the NHS number without spaces', NUMBER], ['the NHS number in groups', `${NUMBER.slice(0, 3)} ${NUMBER.slice(3, 6)} ${NUMBER.slice(6)}`],
  ['the NHS number with dashes', `${NUMBER.slice(0, 3)}-${NUMBER.slice(3, 6)}-${NUMBER.slice(6)}`],
  ['a birth date with slashes', '4/3/1943'], ['a birth date in words', '4 March 1943'], ['a birth date with dashes', '04-03-1943'],
  ['a postcode', 'LS8 4QT'], ['a postcode without its space', 'ls84qt'],
  ['a telephone number', '01632 960 041'], ['a telephone number without spaces', '01632960041'], ['a name and a birth date', 'zoe 4/3/1943'],
];

// What differs on PostgreSQL is below the pages: once is enough.
for (const javaScript of onPostgres ? [false] : [true, false])
  describe(`the first journey, ${javaScript ? 'with' : 'without'} JavaScript`, () => {
    let work, data, port, server, browser, person;
    // What failed, so that the parts that stand on it fail at once.
    let broken = null;
    const test = (name, part) => nodeTest(name, async () => {
      assert.equal(broken, null, `an earlier part failed: ${broken}`);
      broken = name;
      await part();
      broken = null;
    });
    const secrets = {}, links = {}, pages = {};
    const picture = (name) => (javaScript ? `first-${name}` : undefined);

    // Everything that must hold of each page on the way. Faults are gathered, so that one does not hide the next.
    const faulty = [];
    async function fine(who, name) {
      const { page, faults } = pages[who], light = onPostgres || USUAL.has(name);
      faulty.push(...faults.splice(0).map((fault) => `${name}: ${fault}`));
      faulty.push(...(await lookAt(page, { name: picture(name), javaScript, light })).map((fault) => `${name}: ${fault}`));
    }
    async function serve(moment) {
      await server?.stop();
      server = await startServer({ data, port, args: ['--today', moment] });
    }
    async function stop() {
      const { code } = await server.stop();
      assert.equal(code, 0);
      server = null;
    }
    async function opens(who) {
      pages[who] = await openPage(browser, server.url, { javaScript });
      return pages[who].page;
    }
    async function titled(page, wanted, why) {
      const until = Date.now() + 5000;
      while (!wanted.test(await page.title()) && Date.now() < until) await delay(30);
      assert.match(await page.title(), wanted, why);
    }
    const press = (page, name) => page.getByRole('button', { name, exact: true }).click();

    // A one-time link: password, second step, recovery codes, and on to the first page. They look alike for everybody.
    async function getsIn(who, link) {
      const page = await opens(who), looked = (name) => (who === 'administrator' ? fine(who, name) : null);
      await page.goto(link);
      await page.getByLabel('Password', { exact: true }).fill('password1');
      await press(page, 'Continue');
      await titled(page, /^Error: /, 'a weak password is refused');
      await looked(`${who}-weak-password`);
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
      await press(page, 'Continue');
      await titled(page, /Set up your second step/);
      await looked(`${who}-set-up`);
      secrets[who] = (await page.locator('b', { hasText: /^[A-Z2-7]{4}( [A-Z2-7]{4})+$/ }).innerText()).trim();
      await page.getByRole('textbox', { name: 'Code', exact: true }).fill('000000');
      await press(page, 'Continue');
      await titled(page, /^Error: /, 'a wrong code is refused');
      await page.getByRole('textbox', { name: 'Code', exact: true }).fill(totp(secrets[who], instant(MORNING)));
      await press(page, 'Continue');
      await titled(page, /^Keep your recovery codes/);
      assert.equal(await page.locator('.c-codes li').count(), 10, 'ten recovery codes are shown');
      await looked(`${who}-recovery-codes`);
      await press(page, 'I have kept them');
      await page.waitForURL((to) => !to.pathname.startsWith('/sign-in'));
      return page;
    }

    async function signsIn(who, moment, steps) {
      const page = pages[who]?.page ?? await opens(who);
      await page.goto(`${server.url}/sign-in`);
      await page.getByLabel('Email address').fill(STAFF[who].email);
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
      await press(page, 'Sign in');
      await titled(page, /^Enter your code/);
      await page.getByRole('textbox', { name: 'Code', exact: true }).fill(totp(secrets[who], instant(moment), steps));
      await press(page, 'Continue');
      await page.waitForURL((to) => !to.pathname.startsWith('/sign-in'));
      return page;
    }

    before(async () => {
      work = temporaryFolder();
      data = path.join(work, 'data');
      port = await freePort();
      browser = await openBrowser();
    });
    after(async () => {
      await browser?.close();
      await server?.stop();
      removeFolder(work);
    });

    test('cairn init makes an empty installation and prints a one-time link', async () => {
      const made = await cairn('init', '--data', data, '--pcn', 'Leeds Invented PCN', '--admin', STAFF.administrator.email);
      assert.equal(made.code, 0, made.stderr);
      links.administrator = /\/welcome\/[0-9a-f-]{36}/.exec(made.stdout)?.[0];
      assert.ok(links.administrator, made.stdout);
      const practice = await cairn('practice', 'add', '--data', data, '--code', 'A99001', '--name', 'Mill Row Surgery');
      assert.equal(practice.code, 0, practice.stderr);
    });

    test('the administrator follows it: password, second step, recovery codes', async () => {
      await serve(MORNING);
      const page = await getsIn('administrator', server.url + links.administrator);
      await titled(page, /^Staff/);
      await fine('administrator', 'staff');
    });

    test('the link does not work a second time', async () => {
      const answer = await pages.administrator.context.request.get(server.url + links.administrator);
      assert.equal(answer.status(), 410);
    });

    for (const who of ['dataManager', 'coordinator'])
      test(`the administrator adds a ${STAFF[who].role.toLowerCase()} and gets a link to hand over`, async () => {
        const { page } = pages.administrator;
        await page.goto(`${server.url}/admin/staff`);
        await page.getByRole('button', { name: 'Add an account' }).click();
        await press(page, 'Add the account');
        await titled(page, /^Error: /, 'an empty form is refused');
        if (who === 'dataManager') await fine('administrator', 'account-error');
        await page.getByLabel('Name', { exact: true }).fill(STAFF[who].name);
        await page.getByLabel('Work email address').fill(STAFF[who].email);
        await page.getByLabel('Role').selectOption({ label: STAFF[who].role });
        const place = page.getByLabel('Where'), wanted = await place.locator('option').allInnerTexts();
        await place.selectOption({ label: wanted.find((text) => text.includes(who === 'coordinator' ? 'Mill Row' : 'all practices')) });
        await press(page, 'Add the account');
        await titled(page, /^A link to hand over/);
        links[who] = /\/welcome\/[0-9a-f-]{36}/.exec(await page.locator('main').innerHTML())?.[0];
        assert.ok(links[who], 'the page shows the link');
        if (who === 'dataManager') await fine('administrator', 'account-link');
      });

    for (const who of ['dataManager', 'coordinator'])
      test(`the ${STAFF[who].role.toLowerCase()} gets in with it`, async () => {
        await getsIn(who, server.url + links[who]);
        await fine(who, `${who}-first-page`);
      });

    test('somebody who supports people does not see accounts, and an administrator sees no people', async () => {
      assert.equal((await pages.coordinator.context.request.get(`${server.url}/admin/staff`)).status(), 403);
      assert.equal((await pages.administrator.context.request.get(`${server.url}/people/find`)).status(), 403);
    });

    test('people are imported from FHIR: what is wrong is refused with its place, the rest comes in', async () => {
      await stop();
      const file = path.join(work, 'people.json');
      writeFileSync(file, JSON.stringify(bundle(organization('A99001', 'Mill Row Surgery'), patient(ZOE),
        patient({ id: 'ben', family: 'Ashworth', given: 'Ben', born: '1951-11-30', gender: 'male', number: nhsNumber('999000001'), postcode: 'LS7 1AB' }),
        patient({ id: 'wrong', family: 'Nobody', given: 'Nora', born: '1950-02-31', number: '9990000000', postcode: 'LS7 1AB' }),
        condition('copd', 'zoe', '13645005', 'Chronic obstructive pulmonary disease', '2019-05-01'))));
      const first = await cairn('import', 'fhir', '--data', data, file);
      assert.equal(first.code, 1, `partly refused: ${first.stdout}${first.stderr}`);
      assert.ok(existsSync(`${file}.rejected.csv`));
      assert.match(readFileSync(`${file}.rejected.csv`, 'utf8'), /wrong|entry/);
    });

    test('importing again changes nothing', async () => {
      const again = await cairn('import', 'fhir', '--data', data, path.join(work, 'people.json'));
      assert.equal(again.code, 1, again.stderr);
      assert.doesNotMatch(again.stdout, /\b[1-9]\d* (people|persons?) (added|new)/i);
    });

    test('the co-ordinator signs in with password and code', async () => {
      await serve(MORNING);
      const page = await signsIn('coordinator', MORNING, 1);
      await titled(page, /^My day/);
      await fine('coordinator', 'my-day-empty');
    });

    for (const [how, typed] of FINDS)
      test(`the co-ordinator finds the person by ${how}`, async () => {
        const { page } = pages.coordinator;
        await page.goto(`${server.url}/people/find`);
        await page.getByLabel('Name, NHS number, date of birth, postcode or telephone number').fill(typed);
        await page.keyboard.press('Enter');
        await page.waitForURL(/\/people\/results\//);
        const address = decodeURIComponent(page.url()).toLowerCase(), plain = typed.toLowerCase();
        assert.ok(!address.includes(plain) && !address.includes(plain.replaceAll(/\W/g, '')), 'the address says nothing of it');
        assert.match(new URL(page.url()).pathname, /^\/people\/results\/[0-9a-f-]{36}$/);
        assert.match(await page.locator('main').innerText(), /O’Brien-Núñez/i, `found by "${typed}"`);
      });

    test('a search that finds nobody says so', async () => {
      const { page } = pages.coordinator;
      await page.goto(`${server.url}/people/find`);
      await page.getByLabel('Name, NHS number, date of birth, postcode or telephone number').fill('Xylophanes');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/people\/results\//);
      assert.match(await page.locator('main').innerText(), /Nobody found/);
      await fine('coordinator', 'found-nobody');
    });

    test('the summary says at once who this is', async () => {
      const { page } = pages.coordinator;
      await page.goto(`${server.url}/people/find`);
      await page.getByLabel('Name, NHS number, date of birth, postcode or telephone number').fill('nunez');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/people\/results\//);
      await fine('coordinator', 'found');
      await page.locator('main ol a').first().click();
      await page.waitForURL(/\/people\/[0-9a-f-]{36}$/);
      person = new URL(page.url()).pathname;
      assert.match(person, /^\/people\/[0-9a-f-]{36}$/);
      const banner = await page.getByRole('region', { name: 'Person' }).innerText();
      for (const fact of [/O’BRIEN-NÚÑEZ, Zoë/, /04-Mar-1943/, new RegExp(NUMBER.replace(/(...)(...)(....)/, '$1\\s$2\\s$3'))])
        assert.match(banner, fact);
      await fine('coordinator', 'summary');
    });

    test('changing details with a mistake keeps everything typed and leads to the field', async () => {
      const { page } = pages.coordinator;
      await page.goto(`${server.url}${person}/edit`);
      await fine('coordinator', 'edit');
      await page.getByLabel('Likes to be called').fill('Zo');
      await page.getByLabel('Home phone').fill('ring the bell');
      await page.getByLabel('Also worth knowing').fill('Deaf in the left ear: sit on the right');
      await press(page, 'Save');
      await titled(page, /^Error: /);
      const summary = page.locator('.nhsuk-error-summary');
      assert.match(await summary.innerText(), /Home phone/);
      if (javaScript) assert.ok(await summary.evaluate((e) => e === document.activeElement), 'the summary has the focus');
      await fine('coordinator', 'edit-error');
      assert.equal(await page.getByLabel('Home phone').inputValue(), 'ring the bell');
      assert.equal(await page.getByLabel('Also worth knowing').inputValue(), 'Deaf in the left ear: sit on the right');
      await summary.getByRole('link').first().click();
      if (javaScript) assert.ok(await page.getByLabel('Home phone').evaluate((e) => e === document.activeElement), 'the link leads to the field');
      await page.getByLabel('Home phone').fill('01632 960 042');
      await press(page, 'Save');
      await page.waitForURL(/\/details/);
      assert.match(await page.locator('.nhsuk-notification-banner').innerText(), /saved/i);
      assert.match(await page.locator('main').innerText(), /01632 960\s?042/);
      await fine('coordinator', 'details-saved');
    });

    test('the history shows what changed, from what to what, and who did it', async () => {
      const { page } = pages.coordinator;
      await page.goto(`${server.url}${person}/history`);
      const text = await page.locator('main').innerText();
      assert.match(text, /Leah Morgan/);
      assert.match(text, /Home phone/);
      assert.match(text, /960\s?041/);
      assert.match(text, /960\s?042/);
      await fine('coordinator', 'history');
    });

    test('a contact is recorded with a next one tomorrow', async () => {
      const { page } = pages.coordinator;
      await page.goto(`${server.url}${person}/contacts/new`);
      await fine('coordinator', 'contact');
      await page.getByLabel('Note').fill('Her taxi did not come. She asks who books it now.');
      await page.getByLabel('Tomorrow', { exact: true }).check();
      await page.getByLabel('What for?').fill('Ring her about the taxi');
      await press(page, 'Save');
      await page.waitForURL((to) => to.pathname === person);
      assert.match(await page.locator('.nhsuk-notification-banner').innerText(), /contact is saved/i);
      await page.goto(`${server.url}${person}/timeline`);
      assert.match(await page.locator('main').innerText(), /Her taxi did not come/);
      await fine('coordinator', 'timeline');
    });

    test('after fifteen idle minutes one factor brings back the page and what was typed', async () => {
      const { page } = pages.coordinator;
      await page.goto(`${server.url}${person}/contacts/new`);
      await page.getByLabel('Note').fill('Typed before the telephone rang.');
      await page.getByLabel('In a week', { exact: true }).check();
      await serve(LATER);
      await press(page, 'Save');
      await page.waitForURL(/\/sign-in\/again/);
      await fine('coordinator', 'again');
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
      await press(page, 'Continue');
      await page.waitForURL((to) => to.pathname === `${person}/contacts/new`);
      assert.equal(await page.getByLabel('Note').inputValue(), 'Typed before the telephone rang.');
      assert.ok(await page.getByLabel('In a week', { exact: true }).isChecked());
      await page.goto(`${server.url}${person}/timeline`);
      assert.doesNotMatch(await page.locator('main').innerText(), /Typed before/, 'nothing was saved unasked');
    });

    test('tomorrow My day shows it, and it is done from there', async () => {
      await serve(TOMORROW);
      const page = await signsIn('coordinator', TOMORROW, 0);
      await titled(page, /^My day/);
      assert.match(await page.locator('main').innerText(), /Ring her about the taxi/);
      await fine('coordinator', 'my-day');
      const row = page.locator('main ol li', { hasText: 'Ring her about the taxi' });
      await row.getByRole('button', { name: 'Log contact' }).click();
      await page.waitForURL(/\/contacts\/new/);
      await page.getByLabel('Note').fill('The taxi comes at ten.');
      await press(page, 'Save');
      await page.waitForURL(/\/my-day/);
      assert.doesNotMatch(await page.locator('main').innerText(), /Ring her about the taxi/);
      await fine('coordinator', 'my-day-done');
    });

    test('who looked lists the views, with who and in which role', async () => {
      const { page } = pages.coordinator;
      await page.goto(`${server.url}${person}/who-looked`);
      const text = await page.locator('main').innerText();
      assert.match(text, /Leah Morgan/);
      assert.match(text, /Care co-ordinator/i);
      await fine('coordinator', 'who-looked');
    });

    test('the co-ordinator renews the second step and changes the password without anybody’s help', async () => {
      const { page } = pages.coordinator;
      await page.getByRole('link', { name: `Your account: ${STAFF.coordinator.name}` }).click();
      await titled(page, /^Your account/);
      await fine('coordinator', 'own-account');
      await page.getByRole('link', { name: 'Set up your second step again' }).click();
      await titled(page, /^Set up your second step again/);
      const secret = (await page.locator('b', { hasText: /^[A-Z2-7]{4}( [A-Z2-7]{4})+$/ }).innerText()).trim();
      await page.getByRole('textbox', { name: 'Code as it is now' }).fill('000000');
      await page.getByRole('textbox', { name: 'Code of the new entry' }).fill(totp(secret, instant(TOMORROW)));
      await press(page, 'Use this from now on');
      await titled(page, /^Error: /, 'a wrong code is refused');
      await fine('coordinator', 'second-factor-error');
      await page.getByRole('textbox', { name: 'Code as it is now' }).fill(totp(secrets.coordinator, instant(TOMORROW), 1));
      await page.getByRole('textbox', { name: 'Code of the new entry' }).fill(totp(secret, instant(TOMORROW)));
      await press(page, 'Use this from now on');
      await titled(page, /^Keep your recovery codes/);
      secrets.coordinator = secret;
      await press(page, 'I have kept them');
      await titled(page, /^Your account/);
      assert.match(await page.locator('main').innerText(), /Your second step is set up again/);
      await page.getByLabel('Your password now').fill('not this one');
      await page.getByLabel('New password').fill(OTHER_PASSWORD);
      await press(page, 'Change password');
      await titled(page, /^Error: /, 'a wrong password is refused');
      await fine('coordinator', 'own-account-error');
      await page.getByLabel('Your password now').fill(PASSWORD);
      await page.getByLabel('New password').fill(OTHER_PASSWORD);
      await press(page, 'Change password');
      await page.waitForURL(/done=password/);
      await fine('coordinator', 'own-account-changed');
    });

    test('help keeps the way back to work', async () => {
      const { page } = pages.coordinator;
      await page.getByRole('link', { name: 'Help', exact: true }).click();
      await titled(page, /^Help/);
      await fine('coordinator', 'help');
      await page.getByRole('link', { name: 'My day', exact: true }).click();
      await titled(page, /^My day/);
    });

    test('logging out ends it, and going back shows nothing', async () => {
      const { page } = pages.coordinator;
      await press(page, 'Log out');
      await page.goto(`${server.url}${person}`);
      await page.waitForURL(/\/sign-in/);
      await fine('coordinator', 'signed-out');
    });

    nodeTest('no page on the way had a fault', () => assert.deepEqual(faulty, []));

    test('the trail of who did what is whole', async () => {
      await stop();
      const verified = await cairn('audit', 'verify', '--data', data);
      assert.equal(verified.code, 0, verified.stdout + verified.stderr);
    });
  });
