// Two to five people change one record at once: open a form, type, save, choose where both changed the same, undo; in
// every order that chance makes. Each word typed is unlike any other, so a lost one is seen. What must hold:
//   - what was saved is in the record, and stays in its history, whatever comes after;
//   - a save changes nothing but what its author changed: no update is lost;
//   - where two meet, the page shows its author every word, and a draft keeps them;
//   - versions are numbered 1 to n, each made by one save.
// CAIRN_SCHEDULES says how many orders are tried, CAIRN_SEED which.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { changed, decode, formTo } from '../support/html.mjs';
import { addPerson, openNetwork } from '../support/network.mjs';
import { onPostgres } from '../support/postgres.mjs';
import { cairn, removeFolder, temporaryFolder } from '../support/server.mjs';

const USUAL = onPostgres ? 40 : 80;
const SCHEDULES = Number(process.env.CAIRN_SCHEDULES ?? (process.env.CAIRN_THOROUGH === '1' ? 1000 : USUAL)), SEED = Number(process.env.CAIRN_SEED ?? 1);
const STEPS = 18, AT_ONCE = 8;
const PLAIN = ['contact_times', 'named_gp'], ADDRESS = ['address_1', 'address_2', 'address_3'];
const FIELDS = [...PLAIN, ...ADDRESS, 'communication_note', 'interpreter', 'died[day]', 'written_format'];

let folder, network, editors;
const seen = { saves: 0, merged: 0, conflicts: 0, undone: 0, drafts: 0, raced: 0 };
before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder);
  editors = ['care-coordinator', 'link-worker', 'health-coach', 'clinician', 'supervisor'].map((role) => network.as(role));
});
after(async () => {
  await network?.close();
  removeFolder(folder);
});

// The same numbers for the same seed.
function chance(seed) {
  let a = seed >>> 0;
  const next = () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n) => Math.floor(next() * n);
  return { below, pick: (list) => list[below(list.length)], often: (share) => next() < share };
}

let words = 0;
const word = () => `w${++words}x`;
const wordsIn = (text) => new Set(text.match(/w\d+x/g) ?? []);
const get = (fields, name) => fields.find(([n]) => n === name)?.[1] ?? '';
const stateOf = (fields) => Object.fromEntries(FIELDS.map((name) => [name, get(fields, name)]));
const versionOf = (fields) => Number(get(fields, 'version'));

class Schedule {
  constructor(number) {
    this.number = number;
    this.dice = chance(SEED * 1_000_003 + number);
    this.acknowledged = new Set();
    this.states = [null];
  }

  fail(message) { return `schedule ${this.number}, seed ${SEED}: ${message}`; }
  page(visitor, path = '/edit') { return visitor.get(`${this.person}${path}`); }
  form(page, path = '/edit') { return formTo(page.text, `${this.person}${path}`); }

  // The record as it stands, seen by somebody who only looks.
  async look() {
    const { fields } = this.form(await this.page(this.watcher));
    return { version: versionOf(fields), state: stateOf(fields) };
  }

  async begin() {
    const size = 2 + this.dice.below(4);
    this.people = editors.slice(0, size).map((visitor) => ({ visitor, open: null }));
    this.watcher = editors[0];
    const note = [1, 2, 3].map(word).join('\n');
    this.person = await addPerson(editors[0], { given_names: 'Una', family_name: 'Edited', communication_note: note, contact_times: word() });
    const { state } = await this.look();
    this.states[1] = state;
    for (const one of Object.values(state)) for (const w of wordsIn(one)) this.acknowledged.add(w);
  }

  async open(who) {
    const form = this.form(await this.page(who.visitor));
    who.open = { base: stateOf(form.fields), fields: form.fields, version: versionOf(form.fields), changes: {}, conflict: false };
  }

  note(text) {
    const lines = text.split('\n'), at = this.dice.below(lines.length);
    const how = this.dice.below(3);
    if (how === 0) lines[at] = word();
    if (how === 1) lines.splice(at + 1, 0, word());
    if (how === 2 && lines.length > 1) lines.splice(at, 1);
    return lines.join('\n');
  }

  type(who) {
    const name = this.dice.pick([...PLAIN, ...ADDRESS, 'communication_note', 'communication_note', 'communication_note', 'interpreter', 'written_format']);
    const value = name === 'interpreter' ? this.dice.pick([null, 'yes']) : name === 'written_format' ? this.dice.pick(['', 'easy-read', 'braille', 'audio'])
      : name === 'communication_note' ? this.note(get(who.open.fields, name)) : word();
    who.open.fields = changed(who.open.fields, { [name]: value });
    if ((value ?? '') === who.open.base[name]) delete who.open.changes[name];
    else who.open.changes[name] = value ?? '';
  }

  typed(who) { return [...wordsIn(Object.values(who.open.changes).join(' '))]; }

  async keepDraft(who) {
    const answer = await who.visitor.post(`${this.person}/edit/draft`, [...who.open.fields, ['background', 'yes']]);
    assert.equal(answer.status, 200, this.fail(`a draft was answered ${answer.status}`));
    seen.drafts++;
  }

  async checkDraft(who) {
    const page = await this.page(who.visitor, `/edit?draft=${get(who.open.fields, 'draft')}`);
    for (const w of this.typed(who)) assert.ok(page.text.includes(w), this.fail(`${w} is not in its author's draft`));
  }

  // A save alone, between two looks: exactly what its author changed has changed.
  checkSave(was, is, { changes, base }, where) {
    for (const name of FIELDS)
      if (!(name in changes)) assert.equal(is[name], was[name], this.fail(`${where}: ${name} changed although its author left it`));
      else if (name !== 'communication_note') assert.equal(is[name], changes[name], this.fail(`${where}: ${name} is not what was saved`));
      else for (const w of wordsIn(changes[name])) assert.ok(base[name].includes(w) || is[name].includes(w), this.fail(`${where}: ${w} is not in the note`));
  }

  async save(who, alone) {
    const before = alone ? await this.look() : null;
    const answer = await who.visitor.post(`${this.person}/edit`, who.open.fields);
    return this.saved(who, answer, before);
  }

  async saved(who, answer, before) {
    const { open } = who;
    if (answer.status === 303) {
      seen.saves++;
      if (answer.headers.location.includes('done=merged')) seen.merged++;
      for (const w of this.typed(who)) this.acknowledged.add(w);
      who.open = null;
      if (!before) return;
      const after = await this.look();
      this.checkSave(before.state, after.state, { changes: this.written(open, before.state), base: open.base }, `a save from version ${open.version}`);
      assert.ok(after.version - before.version <= 1, this.fail('a save made more than one version'));
      this.states[after.version] = after.state;
      return;
    }
    assert.equal(answer.status, 409, this.fail(`a save was answered ${answer.status}`));
    seen.conflicts++;
    const form = this.form(answer);
    open.fields = form.fields;
    open.asked = [...new Set(form.controls.filter((c) => c.kind === 'radio' && c.name.startsWith('keep_')).map((c) => c.name.slice(5)))];
    assert.ok(open.asked.length, this.fail('a conflict asks nothing'));
    const shown = decode(answer.text);
    for (const w of this.typed(who)) assert.ok(shown.includes(w), this.fail(`${w} is not shown to its author`));
    await this.checkDraft(who);
  }

  // What a save changes of a record: where its author and the record say the same, nothing.
  written(open, state) {
    return Object.fromEntries(Object.entries(open.changes).filter(([name, value]) => name === 'communication_note' || value !== state[name]));
  }

  async choose(who) {
    const { open } = who;
    const theirs = (await this.look());
    for (const name of open.asked) {
      const offered = name === 'communication_note' ? ['theirs', 'mine', 'both', 'other'] : name === 'interpreter' ? ['theirs', 'mine'] : ['theirs', 'mine', 'other'];
      const keep = this.dice.pick(offered);
      const other = name === 'written_format' ? this.dice.pick(['easy-read', 'braille', 'audio']) : word();
      open.fields = changed(open.fields, { [`keep_${name}`]: keep, ...keep === 'other' && { [`other_${name}`]: other } });
      const seenVersion = get(open.fields, `seen_${name}`);
      const there = this.states[seenVersion]?.[name] ?? (Number(seenVersion) === theirs.version ? theirs.state[name] : undefined);
      open.base[name] = there ?? open.base[name];
      if (keep === 'theirs') delete open.changes[name];
      if (keep === 'mine') open.changes[name] = get(open.fields, name);
      if (keep === 'other') open.changes[name] = other;
      if (keep === 'both' && there) open.changes[name] = [...wordsIn(open.changes[name] ?? '')].join('\n');
    }
    open.asked = null;
    open.chosen = true; // on that page there is nothing else to type into
  }

  // Undoing one change: what it changed and nobody changed since is as before it, everything else stays.
  async undo(who) {
    const now = await this.look();
    if (now.version < 2) return;
    const version = 2 + this.dice.below(now.version - 1);
    const page = await this.page(who.visitor, `/undo?version=${version}`), form = this.form(page, '/undo');
    if (!form.buttons.some((b) => b.text === 'Undo the change')) return;
    const asked = [...new Set(form.controls.filter((c) => c.kind === 'radio').map((c) => c.name))];
    const choices = Object.fromEntries(asked.map((name) => [name, this.dice.pick(['theirs', 'mine'])]));
    const answer = await who.visitor.post(`${this.person}/undo`, changed(form.fields, choices));
    assert.equal(answer.status, 303, this.fail(`undoing version ${version} was answered ${answer.status}`));
    const after = await this.look(), [old, made] = [this.states[version - 1], this.states[version]];
    this.states[after.version] = after.state;
    seen.undone++;
    if (!old || !made) return;
    for (const name of FIELDS) {
      if (old[name] === made[name]) assert.equal(after.state[name], now.state[name], this.fail(`undoing ${version} changed ${name}`));
      else if (now.state[name] === made[name] && !asked.some((a) => a.includes(name) || ADDRESS.includes(name)))
        assert.equal(after.state[name], old[name], this.fail(`undoing ${version} left ${name}`));
    }
  }

  // Two saves at the same moment: both are answered, and the words are looked for in the end.
  async race() {
    const ready = this.people.filter((who) => who.open && !who.open.asked && Object.keys(who.open.changes).length).slice(0, 2);
    if (ready.length < 2) return;
    seen.raced++;
    const answers = await Promise.all(ready.map((who) => who.visitor.post(`${this.person}/edit`, who.open.fields)));
    for (const [i, who] of ready.entries()) await this.saved(who, answers[i], null);
  }

  async step() {
    const who = this.dice.pick(this.people);
    if (!who.open) return this.dice.often(0.3) ? this.undo(who) : this.open(who);
    if (who.open.asked) return this.choose(who);
    if (!who.open.chosen && this.dice.often(0.5)) return this.type(who);
    if (this.dice.often(0.15)) return this.race();
    if (this.dice.often(0.2)) return this.keepDraft(who);
    return this.save(who, true);
  }

  async finish() {
    for (const who of this.people)
      for (let tries = 0; who.open && tries < 9; tries++) {
        if (who.open.asked) await this.choose(who);
        await this.save(who, true);
      }
    const history = (await this.page(this.watcher, '/history')).text;
    const numbers = [...history.matchAll(/>Version (\d+)<\/a>/g)].map((m) => Number(m[1]));
    assert.deepEqual(numbers, numbers.map((_, i) => numbers.length - i), this.fail('versions are 1 to n'));
    let all = '';
    for (const n of numbers) all += (await this.page(this.watcher, `/history?version=${n}`)).text;
    const kept = wordsIn(all), lost = [...this.acknowledged].filter((w) => !kept.has(w));
    assert.deepEqual(lost, [], this.fail('acknowledged words are in no version'));
  }

  async run() {
    await this.begin();
    for (let i = 0; i < STEPS; i++) await this.step();
    await this.finish();
  }
}

test(`in ${SCHEDULES} orders of two to five editors no word is lost`, async () => {
  let next = 0;
  const work = async () => {
    for (let number = next++; number < SCHEDULES; number = next++) await new Schedule(number).run();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  console.log(`# ${JSON.stringify(seen)}`);
  for (const [what, times] of Object.entries(seen)) assert.ok(times > SCHEDULES / 50, `${what} happened only ${times} times`);
});

test('the trail is whole after all of it', async () => {
  await network.server.stop();
  const { code, stdout, stderr } = await cairn('audit', 'verify', '--data', network.data);
  assert.equal(code, 0, stdout + stderr);
});
