// Somebody who holds two roles: asked at sign-in which one it is today, and able to change it. What they see and may do
// follows the role, also the people.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { lookAt, openBrowser, openPage } from '../support/browser.mjs';
import { addPerson, followLink, PASSWORD, recordContact } from '../support/network.mjs';
import { cairn, removeFolder, startServer, temporaryFolder } from '../support/server.mjs';

const EMAIL = 'nadia.karim@example.nhs.uk';
let folder, data, server, browser, codes, person;

async function must(...args) {
  const done = await cairn(...args);
  assert.equal(done.code, 0, done.stderr);
  return done.stdout;
}
const linkIn = (text) => /\/welcome\/[0-9a-f-]{36}/.exec(text)[0];
const invite = async (email, role, practice) =>
  linkIn(await must('user', 'add', '--data', data, '--email', email, '--name', 'Nadia Karim', '--role', role, ...practice ? ['--practice', practice] : []));

before(async () => {
  folder = temporaryFolder();
  data = `${folder}/data`;
  browser = await openBrowser();
  const made = await must('init', '--data', data, '--pcn', 'Quayside Invented PCN', '--admin', 'ada@example.nhs.uk');
  server = await startServer({ data });
  await must('practice', 'add', '--data', data, '--code', 'A99001', '--name', 'Mill Row Surgery');
  await must('practice', 'add', '--data', data, '--code', 'A99002', '--name', 'Quay Street Practice');
  const administrator = await followLink(server.url, linkIn(made));
  const nadia = await followLink(server.url, await invite(EMAIL, 'care-coordinator', 'A99001'));
  codes = nadia.recoveryCodes;
  person = await addPerson(nadia, { given_names: 'Orla', family_name: 'Otherwise' });
  await recordContact(nadia, person, { outcome: 'no_answer', next: 'tomorrow', next_title: 'Try Orla again' });
  const staff = (await administrator.get('/admin/staff')).text;
  const account = /\/admin\/staff\/[0-9a-f-]{36}/.exec(staff.slice(staff.indexOf('<table')).split('Nadia Karim')[0].split('href').at(-1))[0];
  const page = await administrator.get(account);
  const place = /<option value="([^"]+)">Quay Street/.exec(page.text)[1], role = /<option value="([^"]+)">Supervisor/.exec(page.text)[1];
  assert.equal((await administrator.send(page, `${account}/roles`, { role, place })).status, 303);
  for (const visitor of [administrator, nadia]) visitor.close();
});
after(async () => {
  await browser?.close();
  const end = await server?.stop();
  removeFolder(folder);
  assert.deepEqual(end, { code: 0, signal: null }, 'the server stayed up and stopped in order');
});

for (const javaScript of [true, false])
  describe(`somebody with two roles, ${javaScript ? 'with' : 'without'} JavaScript`, () => {
    let view, page;
    before(async () => {
      view = await openPage(browser, server.url, { javaScript });
      page = view.page;
    });
    after(() => view.context.close());
    const press = (name) => page.getByRole('button', { name, exact: true }).click();
    const fine = async () => assert.deepEqual([...await lookAt(page, { javaScript }), ...view.faults.splice(0)], []);

    test('is asked at sign-in which one it is, and has to say', async () => {
      await page.goto(`${server.url}${person}`);
      await page.getByLabel('Email address').fill(EMAIL);
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
      await press('Sign in');
      await page.waitForURL(/\/sign-in\/code/);
      await page.getByRole('textbox', { name: 'Code', exact: true }).fill(codes.pop());
      await press('Continue');
      await page.waitForURL(/\/sign-in\/role/);
      assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), 'What are you here for?');
      assert.deepEqual(await page.getByRole('radio').evaluateAll((all) => all.map((r) => r.checked)), [false, false]);
      await fine();
      await press('Continue');
      assert.match(await page.title(), /^Error: /);
      assert.match(await page.locator('main').innerText(), /Choose one of your roles/);
      await fine();
    });

    test('sees the page they came for, in the role they chose', async () => {
      await page.getByLabel('Care co-ordinator').check();
      await press('Continue');
      await page.waitForURL((to) => to.pathname === person);
      assert.match(await page.getByRole('navigation', { name: 'Account' }).innerText(), /Care co-ordinator/);
      assert.deepEqual(await page.getByRole('navigation', { name: 'Menu' }).getByRole('link').allInnerTexts(), ['My day', 'People', 'My people', 'Caseload', 'Referrals', 'Tasks', 'Care homes', 'My development', 'GP records']);
      await fine();
    });

    test('changes the role from any page, and with it what there is to see', async () => {
      await page.getByRole('link', { name: 'Change role' }).click();
      await page.waitForURL(/\/sign-in\/role/);
      assert.ok(await page.getByLabel('Care co-ordinator').isChecked(), 'the role of now is marked');
      await page.getByLabel('Supervisor').check();
      await press('Continue');
      await page.waitForURL((to) => to.pathname === '/my-day');
      assert.match(await page.getByRole('navigation', { name: 'Account' }).innerText(), /Supervisor/);
      const day = await page.locator('main').innerText();
      assert.match(day, /1 more thing is due by .* in another role of yours\. Change role/);
      assert.doesNotMatch(day, /don’t see any more/);
      await fine();
      assert.ok((await page.getByRole('navigation', { name: 'Menu' }).getByRole('link').allInnerTexts()).includes('Staff'));
      assert.equal((await page.context().request.get(`${server.url}${person}`)).status(), 404, 'a person of the other practice');
      await page.goto(`${server.url}/people/find`);
      await page.locator('#find-person').fill('Otherwise');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/people\/results\//);
      assert.match(await page.locator('main').innerText(), /Nobody found/);
      await page.goto(`${server.url}/account`);
      assert.match(await page.locator('main').innerText(), /Supervisor\s+Quay Street Practice\s+Now/);
      await fine();
    });
  });
