// Three people write in one goal at once: they open its form, add words, save, and where two met keep both, in every order that
// chance makes. Nobody takes a word away, so every word of a save that was acknowledged stands in the goal in the end; where
// two meet, the page shows its author every word. CAIRN_SCHEDULES says how many orders are tried, CAIRN_SEED which.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { changed, formTo } from '../support/html.mjs';
import { addPerson, openNetwork } from '../support/network.mjs';
import { rows } from '../support/rows.mjs';
import { removeFolder, temporaryFolder } from '../support/server.mjs';

const SCHEDULES = Number(process.env.CAIRN_SCHEDULES ?? (process.env.CAIRN_THOROUGH === '1' ? 300 : 40)), SEED = Number(process.env.CAIRN_SEED ?? 1);
const STEPS = 16, FIELDS = ['words', 'good', 'outcome'];
let folder, network, editors;
before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder);
  editors = ['care-coordinator', 'clinician', 'supervisor'].map((role) => network.as(role));
});
after(async () => {
  const end = await network?.close();
  removeFolder(folder);
  assert.deepEqual(end, { code: 0, signal: null });
});

// The same numbers for the same seed.
function chance(seed) {
  let a = seed >>> 0;
  return (n) => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

let words = 0;
const seen = { saved: 0, met: 0, together: 0 };
const keyOf = (number) => `0193a1b2-c3d4-7e5f-8a9b-${String(number).padStart(12, '0')}`;

// Adds words to one or two fields of a form that was opened a while ago.
function typed(page, at, below) {
  const form = formTo(page.text, at), fields = {}, own = [];
  for (const name of FIELDS.filter((_, i) => i === below(3) || below(4) === 0)) {
    const before = form.fields.find(([n]) => n === name)[1], word = `w${++words}x`;
    fields[name] = before ? before + (below(2) ? ' ' : '\n') + word : word;
    own.push(word);
  }
  return { fields: changed(form.fields, fields), own };
}

// What two wrote in one place: both texts are kept, as often as somebody is quicker again.
async function send(visitor, at, fields, own, label) {
  let answer = await visitor.post(at, fields);
  for (let again = 0; answer.status === 409 && again < 5; again++) {
    seen.met++;
    for (const word of own) assert.ok(answer.text.includes(word), `${label}: ${word} is not on its author's page`);
    const form = formTo(answer.text, at), choices = form.controls.filter((c) => c.name.startsWith('keep_') && c.value === 'both');
    answer = await visitor.post(at, changed(form.fields, Object.fromEntries(choices.map((c) => [c.name, 'both']))));
  }
  assert.equal(answer.status, 303, `${label}: ${answer.status}`);
  seen.saved++;
  if (answer.headers.location.endsWith('merged')) seen.together++;
}

async function run(number) {
  const person = await addPerson(editors[0], { given_names: 'Edita', family_name: 'Together' });
  const below = chance(SEED * 1_000_003 + number), at = `${person}/plan/goals/${keyOf(number)}/edit`, opened = new Map(), all = [];
  await editors[0].post(at, changed(formTo((await editors[0].get(at)).text, at).fields, { words: 'Begun' }));
  for (let step = 0; step < STEPS; step++) {
    const who = below(editors.length), visitor = editors[who], label = `schedule ${number}, step ${step}`;
    if (!opened.has(who)) {
      opened.set(who, await visitor.get(at));
      continue;
    }
    const { fields, own } = typed(opened.get(who), at, below);
    opened.delete(who);
    if (!own.length) continue;
    await send(visitor, at, fields, own, label);
    all.push(...own);
  }
  const hex = keyOf(number).replaceAll('-', '').toUpperCase();
  const [{ words: now }] = rows(network.data, `SELECT x.words FROM plan_part x WHERE hex(x.key) = '${hex}'`);
  for (const word of all) assert.ok(now.includes(word), `schedule ${number}: ${word} was lost`);
}

test(`no word is lost in ${SCHEDULES} orders of three people writing in one goal`, async (t) => {
  for (let number = 1; number <= SCHEDULES; number++) await run(number);
  t.diagnostic(`${seen.saved} saves, ${seen.together} put together, ${seen.met} times two met`);
  assert.ok(seen.saved > 60 && seen.together > 5 && seen.met > 5, JSON.stringify(seen));
});
