// The assessment: over several conversations, in any order, with questions for what a setting easily forgets. What was asked
// is kept nowhere; what was answered is, in the form that each question leads to.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { elements, linksOf, textOf } from '../support/html.mjs';
import { addPerson, openNetwork } from '../support/network.mjs';
import { rows } from '../support/rows.mjs';
import { removeFolder, temporaryFolder } from '../support/server.mjs';

let folder, network, leah, person, at;
before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder);
  leah = network.of('care-coordinator', network.MILL);
  person = await addPerson(leah, { given_names: 'Assa', family_name: 'Asked' });
  at = `${person}/plan/assessment`;
});
after(async () => {
  const end = await network?.close();
  removeFolder(folder);
  assert.deepEqual(end, { code: 0, signal: null });
});

const settings = async () => elements((await leah.get(at)).text, 'option').map((o) => o.value).filter(Boolean);

test('each domain says whether it was talked about, and what was not discussed today stays to be talked about', async () => {
  const domain = linksOf((await leah.get(at)).text).find((l) => l.text === 'Mood, worries and sleep').href;
  assert.match(textOf((await leah.get(at)).text), /0 of 10 talked about/);
  const save = async (fields) => leah.send(await leah.get(domain), domain, fields);
  assert.equal((await save({ talked: 'not_today' })).status, 303);
  assert.match(textOf((await leah.get(at)).text), /0 of 10 talked about[\s\S]*Not discussed today/);
  assert.equal((await save({ talked: 'talked', said: 'I lie awake over the rent' })).headers.location, `${at}?done=saved`);
  assert.match(textOf((await leah.get(at)).text), /1 of 10 talked about[\s\S]*I lie awake over the rent/);
});

test('each setting has questions, and each question leads to a form in which nothing is written for them', async () => {
  const all = await settings();
  assert.ok(all.length >= 6);
  for (const setting of all) {
    const page = await leah.get(`${at}?setting=${setting}`);
    const asked = elements(page.text, 'li').filter((li) => li.inside.includes('?</p>'));
    assert.ok(asked.length >= 5, setting);
    for (const item of asked) {
      const [link] = linksOf(item.inside), form = await leah.get(link.href);
      assert.equal(form.status, 200, link.href);
      assert.ok(!elements(form.text, 'textarea').some((t) => item.inside.includes(t.inside.trim()) && t.inside.trim()), 'nothing is pasted');
    }
  }
  assert.doesNotMatch(textOf((await leah.get(`${at}?setting=nothing-of-the-kind`)).text), /Whom do you miss/);
});

test('who reads the record but writes no plan sees the questions without a way to write, and nothing is kept of the asking', async () => {
  const desk = network.of('practice-staff', network.MILL), [first] = await settings();
  const page = await desk.get(`${at}?setting=${first}`);
  assert.equal(page.status, 200);
  assert.equal(linksOf(page.text).filter((l) => l.href.endsWith('/edit')).length, 0);
  assert.deepEqual(rows(network.data, `SELECT count(*) AS n FROM plan_part WHERE words LIKE '%${first}%'`), [{ n: 0 }]);
});
