// Text that wants to be a script, saved in every field of a person and of a contact; then every page that shows it is
// opened in Chromium. Nothing may run, break the policy, or turn the page's own words round.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { openBrowser, openPage } from '../support/browser.mjs';
import { formTo } from '../support/html.mjs';
import { addPerson, recordContact } from '../support/network.mjs';
import { signIn } from '../support/visitor.mjs';

const URL = process.env.CAIRN_URL;
const ACCOUNTS = JSON.parse(readFileSync(process.env.CAIRN_ACCOUNTS, 'utf8'));
// Short enough for a field of 35 characters; each sets a mark if it runs.
const SCRIPTS = ['"><script>ran=1</script>', '"><img src=x onerror=ran=1>', '\' onfocus=ran=1 autofocus x=\'', '</title><svg onload=ran=1>', '{{7*7}}${7*7}<b>'];
const PAGES = ['', '/about', '/about/edit', '/about/history', '/plan', '/plan/assessment', '/circle', '/appointments', '/timeline', '/details', '/edit', '/history', '/contacts/new', '/who-looked', '/team'];
let browser, visitor;
before(async () => {
  browser = await openBrowser();
  visitor = await signIn(URL, ACCOUNTS.find((a) => a.role === 'care-coordinator'));
});
after(() => browser?.close());

const TEXT_FIELDS = ['title', 'given_names', 'family_name', 'preferred_name', 'pronouns', 'contact_times', 'address_1', 'address_2', 'address_3',
  'address_4', 'communication_note', 'named_gp'];

// Each way has all of the texts, each of them in other fields; two ways a day, by turns.
const today = Math.floor(Date.now() / 86_400_000), ways = SCRIPTS.map((_, i) => i);
for (const i of process.env.CAIRN_THOROUGH === '1' ? ways : [today % ways.length, (today + 2) % ways.length])
  test(`saved in every field, the ${i + 1}. way, they are shown as the text that they are`, async () => {
    const script = SCRIPTS[i], fields = Object.fromEntries(TEXT_FIELDS.map((name, k) => [name, SCRIPTS[(i + k) % SCRIPTS.length]]));
    const person = await addPerson(visitor, { ...fields, email: `"${i}<script>ran=1</script>"@x.example`.replace(/ /g, '') });
    const answer = await recordContact(visitor, person, { note: `${script} in a note`, with: 'carer', carer_name: script, next: 'date',
      next_title: script, 'next_on-day': '1', 'next_on-month': '1', 'next_on-year': '2099' });
    assert.ok([303, 422].includes(answer.status));
    assert.equal((await recordContact(visitor, person, { note: `${script} in a note`, with: 'carer', carer_name: script, next: 'tomorrow', next_title: script })).status, 303);
    assert.equal((await visitor.send(await visitor.get(`${person}/about/edit`), `${person}/about/edit`, { most_important: script, also: script, helper: script })).status, 303);
    const carer = `${person}/circle/family/0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a77/edit`;
    assert.equal((await visitor.send(await visitor.get(carer), carer, { name: script, relation: script, phone: script, does: script, cares: 'yes' })).status, 303);
    const found = await visitor.send(await visitor.get('/people/find'), '/people/find', { find: script });
    const view = await openPage(browser, URL, { visitor });
    for (const address of [...PAGES.map((page) => person + page), found.headers.location, '/my-day']) {
      await view.page.goto(URL + address);
      assert.equal(await view.page.evaluate(() => window.ran), undefined, `${address}: it ran`);
      assert.equal(await view.page.evaluate(() => document.querySelectorAll('img[src="x"], main b:empty, svg[onload], [onfocus], [onerror]').length), 0, address);
    }
    assert.match(await view.page.goto(`${URL}${person}/details`).then(() => view.page.locator('main').innerText()), /ran=1|7\*7/);
    assert.deepEqual(view.faults, []);
    await view.context.close();
  });

test('a name that turns the direction of writing is refused, or kept from turning its neighbours', async () => {
  const page = await visitor.get('/people/new');
  const practice = formTo(page.text, '/people/new').controls.find((c) => c.name === 'practice').options.map((o) => o.value).find(Boolean);
  const answer = await visitor.send(page, '/people/new', { given_names: 'Abc\u202edef', family_name: 'Turned', practice });
  if (answer.status === 422) return;
  const shown = await visitor.get(answer.headers.location);
  assert.doesNotMatch(shown.text, /\u202e(?![^<]*<\/bdi>)/);
});
