// Somebody's plan, from the first need to the copy they keep: it is theirs, nobody agrees to it who may not, what was agreed
// stays as it was, and nobody loses a word.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { changed, formTo, problemsOf, textOf } from '../support/html.mjs';
import { addPerson, openNetwork } from '../support/network.mjs';
import { refusal, rows } from '../support/rows.mjs';
import { removeFolder, temporaryFolder } from '../support/server.mjs';

let folder, network, leah, sam;
before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder);
  leah = network.of('care-coordinator', network.MILL);
  sam = network.as('supervisor');
});
after(async () => {
  const end = await network?.close();
  removeFolder(folder);
  assert.deepEqual(end, { code: 0, signal: null });
});

let made = 0;
const somebody = (more = {}) => addPerson(leah, { given_names: 'Plana', family_name: 'Planworth', ...more });
const key = () => `0193a1b2-c3d4-7e5f-8a9b-${String(++made).padStart(12, '0')}`;
const words = async (page, who = leah) => textOf((await who.get(page)).text);
const send = async (page, fields, who = leah, to = page) => who.send(await who.get(page), to, fields);
const saved = async (page, fields, who = leah) => {
  const answer = await send(page, fields, who);
  assert.equal(answer.status, 303, `${page}: ${problemsOf(answer.text ?? '')}`);
  return answer;
};
const section = (person, n) => `${person}/plan/sections/00000000-0000-7000-8000-0000000000${n.toString(16).padStart(2, '0')}/edit`;
const [CHANGE, MADE, TOLD] = [3, 5, 10];
const day = (name, [d, m, y]) => ({ [`${name}[day]`]: d, [`${name}[month]`]: m, [`${name}[year]`]: y });
const soon = (days) => { const d = new Date(Date.now() + days * 864e5); return [String(d.getDate()), String(d.getMonth() + 1), String(d.getFullYear())]; };
const id = (person) => person.slice('/people/'.length).replaceAll('-', '').toUpperCase();
const of = (person, what, table) => rows(network.data, `SELECT ${what} FROM ${table} x JOIN person p ON p.person_id = x.person_id WHERE hex(p.key) = '${id(person)}' ORDER BY 1`);

async function goal(person, text = 'Read my own post again', more = {}) {
  const at = `${person}/plan/goals/${key()}`;
  await saved(`${at}/edit`, { words: text, importance: '10', state: 'working', ...more });
  return at;
}
async function step(at, fields) {
  const page = `${at.replace('/goals/', '/steps/')}/${key()}/edit`;
  await saved(page, { what: 'Ring the eye clinic', who: 'staff', sure: '8', state: 'not_started', ...day('when', soon(5)), ...fields });
  return page;
}
const evidence = { took_part: 'Plana and Leah, at home', centre: 'She said who may come', talked: 'Reading, and her eyes', outcomes: 'Agreed with the eye clinic', shared: 'She has it in large print' };
async function whole() {
  const person = await somebody(), at = await goal(person);
  await saved(`${person}/about/edit`, { most_important: 'To read my letters' });
  await saved(section(person, MADE), evidence);
  return { person, at };
}
const everyGoal = (page, at, how) => Object.fromEntries(formTo(page.text, at).controls.filter((c) => c.name.startsWith('how_')).map((c) => [c.name, how]));
const yes = { answer: 'agreed', decider: 'person', how: 'said' };

test('what matters, goals with their steps, needs and what to do if things change stand on one page, in their words', async () => {
  const { person, at } = await whole();
  await step(at, {});
  await saved(`${person}/plan/needs/${key()}/edit`, { words: 'I cannot read small print', whose: 'own', met: 'unmet', matters: 'My letters lie there' });
  await saved(section(person, CHANGE), { signs: 'I see spots', call: 'Sara, 01632 960 001' });
  const page = await words(`${person}/plan`);
  for (const part of [/To read my letters/, /“Read my own post again”/, /10 out of 10/, /0 of 1 step done/, /Ring the eye clinic/,
    /Sure that it will be done: 8 out of 10/, /I cannot read small print/, /Not met/, /I see spots/, /Sara, 01632 960 001/, /Draft/]) assert.match(page, part);
});

test('a step with a colleague and a day is their task, moves with it, and is done in both places', async () => {
  const { person, at } = await whole(), page = await step(at, { what: 'Book the interpreter' });
  const tasks = () => of(person, "x.title, x.due, x.done_at IS NULL AS open, x.dropped", 'task').filter((t) => t.title === 'Book the interpreter');
  assert.equal(tasks().length, 1);
  const due = tasks()[0].due;
  await saved(page, day('when', soon(9)));
  assert.equal(tasks().length, 1, 'another day moves it');
  assert.equal(tasks()[0].due, due + 4);
  await saved(page, { outcome: 'She prefers mornings' });
  assert.equal(tasks().length, 1, 'a word more makes no other task');
  await saved(page, { state: 'done' });
  assert.ok(!tasks()[0].open);
  assert.match(await words(`${person}/plan`), /1 of 1 step done/);
  await step(at, { what: 'Nobody by a day', who: 'person' });
  assert.equal(of(person, 'x.title', 'task').some((t) => t.title === 'Nobody by a day'), false, 'what the person does is theirs');
});

test('who has a step stays who has it when somebody else changes another word of it', async () => {
  const { person, at } = await whole(), page = await step(at, { what: 'Ask for large print' });
  await saved(page, { how: 'Ask Tom' }, sam);
  const owners = rows(network.data, `SELECT count(DISTINCT owner_id) AS n FROM plan_part WHERE kind = 'step' AND words LIKE '%Ask for large print%'`);
  assert.deepEqual(owners, [{ n: 1 }]);
  const open = of(person, 'x.owner_id', "task").length;
  assert.equal(open, 1);
});

test('new symptoms and medicines go to a clinician as told, and nothing of them stands in the task', async () => {
  const person = await somebody(), page = await leah.get(section(person, TOLD));
  const clinician = /name="ask"[^>]*value="(a\d+)"/.exec(page.text)?.[1];
  assert.ok(clinician, 'the clinicians who see them can be asked');
  await saved(section(person, TOLD), { symptoms: 'My left leg is hot since Sunday', ask: clinician });
  const told = of(person, 'x.title, x.kind, x.offered_to, x.owner_id', 'task');
  assert.equal(told.length, 1);
  assert.match(told[0].title, /^Tell a clinician: a new symptom/);
  assert.equal(told[0].kind, 'act_first');
  assert.equal(`a${told[0].offered_to}`, clinician, 'asked, and ours until they accept');
  await saved(section(person, TOLD), { talked: 'talked' });
  assert.equal(of(person, 'x.task_id', 'task').length, 1, 'nothing new, nothing more');
  assert.match(await words(`${person}/plan/assessment`), /My left leg is hot since Sunday/);
});

test('it is agreed only when each criterion is met, with evidence, and by somebody who may', async () => {
  const person = await somebody(), form = `${person}/plan/agree`;
  await goal(person);
  const missing = await send(form, yes);
  assert.equal(missing.status, 422);
  assert.match(problemsOf(missing.text).join(' '), /can’t be called agreed yet/);
  await saved(section(person, MADE), evidence);
  await saved(`${person}/about/edit`, { most_important: 'To read my letters' });
  const noDate = await send(form, { ...yes, ...day('review_on', ['', '', '']) });
  assert.match(problemsOf(noDate.text).join(' '), /Enter when to look at it again/);
  await saved(`${person}/consent/attorney`, { name: 'Sara Planworth', decided_by: 'attorney', answer: 'health', words: 'All of it', ...day('on', ['1', '2', '2024']) });
  const attorney = rows(network.data, `SELECT lower(hex(key)) AS key FROM consent WHERE entry = 'attorney'`)[0].key.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  const refused = await send(form, { ...yes, decider: attorney });
  assert.equal(refused.status, 422);
  assert.match(problemsOf(refused.text).join(' '), /Sara Planworth can’t agree to it: nobody has seen the registered document/);
  assert.equal(of(person, 'x.kind', 'plan_event').length, 0);
  await saved(form, yes);
  assert.deepEqual(of(person, 'x.kind, x.code, x.number', 'plan_event'), [{ kind: 'agreed', code: 1187911000000105, number: 1 }]);
  assert.match(await words(`${person}/plan`), /Agreed Version 1/);
});

test('that they could not answer, did not agree or want no plan is kept with why, as an event of its own', async () => {
  const { person } = await whole(), form = `${person}/plan/agree`;
  for (const answer of ['disagreed', 'could_not', 'declined']) {
    assert.match(problemsOf((await send(form, { answer, decider: 'person' })).text).join(' '), /Write down why/);
    await saved(form, { answer, decider: 'person', why: `Said why ${answer}` });
  }
  assert.deepEqual(of(person, 'x.event_id, x.kind, x.code', 'plan_event').map((e) => [e.kind, e.code]),
    [['disagreed', null], ['could_not', null], ['declined', 1325711000000103]]);
  assert.match(await words(`${person}/plan`), /Declined/);
  assert.match(await words(`${person}/plan/versions`), /Said why could_not/);
});

test('what they agreed to is what they saw: a change meanwhile asks again, and sending twice agrees once', async () => {
  const { person, at } = await whole(), form = `${person}/plan/agree`;
  const opened = await leah.get(form);
  await saved(`${at}/edit`, { good: 'I read my own post' }, sam);
  const late = await leah.send(opened, form, yes);
  assert.equal(late.status, 422);
  assert.match(problemsOf(late.text).join(' '), /The plan was changed since you opened this page/);
  const now = await leah.get(form);
  for (let i = 0; i < 2; i++) assert.equal((await leah.send(now, form, yes)).status, 303);
  assert.equal(of(person, 'x.kind', 'plan_event').length, 1);
  assert.equal(of(person, 'x.title', 'task').filter((t) => t.title.startsWith('Go through the plan')).length, 1, 'one review comes due');
});

test('an agreed version stays as it was, and what changed since is said side by side', async () => {
  const { person, at } = await whole();
  await saved(`${person}/plan/agree`, yes);
  const version = /\/plan\/versions\/[0-9a-f-]{36}/.exec((await leah.get(`${person}/plan/versions`)).text)[0];
  const before = await words(`/people/${person.slice(8)}${version}`);
  await saved(`${at}/edit`, { words: 'Read the paper every day' });
  assert.match(await words(`${person}/plan`), /To agree/);
  assert.equal(await words(`${person}${version}`), before);
  assert.match(before, /Read my own post again/);
  const changed = await words(`${person}/plan/versions`);
  assert.match(changed, /Read my own post again[\s\S]*Read the paper every day/);
  assert.equal((await leah.get(`${person}/plan/versions?from=now&to=${key()}`)).status, 404);
});

test('a review says how each goal is, closes what is reached, and is refused kindly for a version that was replaced', async () => {
  const { person, at } = await whole(), form = `${person}/plan/review`, goalKey = at.split('/').pop();
  assert.equal((await leah.get(form)).headers.location, `${person}/plan/agree`, 'nothing to review yet');
  await saved(`${person}/plan/agree`, yes);
  const opened = await leah.get(form);
  assert.match(problemsOf((await leah.send(opened, form, {})).text).join(' '), /Choose how it is/);
  await saved(`${person}/plan/agree`, yes, sam);
  const answers = { [`how_${goalKey}`]: 'done', [`said_${goalKey}`]: 'I read it all', changed: 'A new lamp' };
  const late = await leah.send(opened, form, answers);
  assert.equal(late.status, 409);
  assert.match(textOf(late.text), /agreed again[\s\S]*Nothing is lost/);
  assert.match(late.text, /A new lamp/);
  assert.match(late.text, /I read it all/);
  assert.equal((await leah.send(late, form)).status, 303, 'sent again, beside the new version, it is saved');
  assert.deepEqual(of(person, 'x.kind, x.code', 'plan_event').map((e) => e.kind).sort(), ['agreed', 'agreed', 'reviewed']);
  assert.match(await words(`${person}/plan`), /Achieved[\s\S]*I read it all/);
  const open = of(person, 'x.title, x.done_at IS NULL AS open', 'task').filter((t) => t.open && t.title.startsWith('Go through'));
  assert.equal(open.length, 1, 'the next review alone is due');
});

test('a copy is recorded, printed in the size they need, and given only to whom it may be given', async () => {
  const { person } = await whole(), form = `${person}/plan/copy`;
  await saved(`${person}/plan/agree`, yes);
  for (const [format, size] of [['large-print-18', 'l-18'], ['large-print-20', 'l-20'], ['large-print-24', 'l-24'], ['large-print-28', 'l-28']]) {
    const sheet = await leah.get((await saved(form, { to: 'hand', format })).headers.location);
    assert.equal(sheet.status, 200);
    assert.match(sheet.text, new RegExp(`class="l-sheet l-plan ${size}"`));
    assert.match(textOf(sheet.text), /Version 1, agreed[\s\S]*To read my letters[\s\S]*Read my own post again/);
  }
  assert.equal(of(person, 'x.kind', 'plan_event').filter((e) => e.kind === 'copied').length, 4);
  const decide = (fields) => saved(`${person}/consent/decision`, fields);
  await decide({ about: 'new', party_name: 'Oscar Outside', party_kind: 'organisation', answer: 'given', 'kinds[plan]': 'yes' });
  const party = /value="party-([0-9a-f-]{36})"/.exec((await leah.get(`${person}/consent/decision`)).text)[1];
  const theirs = (await saved(form, { to: party, format: 'standard' })).headers.location;
  assert.equal((await leah.get(theirs)).status, 200);
  await decide({ about: `party-${party}`, answer: 'withdrawn' });
  assert.equal((await leah.get(theirs)).status, 403, 'withdrawn a second ago');
  assert.equal((await send(form, { to: party, format: 'standard' })).status, 403);
});

test('two who change one goal at once are merged field by field, and asked only where both changed the same', async () => {
  const person = await somebody(), at = await goal(person, 'Walk to the shop'), form = `${at}/edit`;
  const [mine, hers] = [await leah.get(form), await sam.get(form)];
  assert.equal((await sam.send(hers, form, { good: 'I carry my own bag' })).status, 303);
  assert.equal((await leah.send(mine, form, { outcome: 'Half way already' })).status, 303);
  const page = await words(`${person}/plan`);
  assert.match(page, /I carry my own bag/);
  assert.match(page, /Half way already/);
  const [one, two] = [await leah.get(form), await sam.get(form)];
  await sam.send(two, form, { words: 'Walk to the market' });
  const asked = await leah.send(one, form, { words: 'Walk to the park' });
  assert.equal(asked.status, 409);
  assert.match(asked.text, /Walk to the market/);
  assert.match(asked.text, /Walk to the park/);
});

test('40,000 characters are refused by name with all of them kept, and words of every script are saved whole', async () => {
  const person = await somebody(), form = `${person}/plan/goals/${key()}/edit`;
  const long = await send(form, { words: 'x'.repeat(40000) });
  assert.equal(long.status, 422);
  assert.match(problemsOf(long.text).join(' '), /The goal, in their own words must be 400 characters or fewer/);
  assert.ok(long.text.includes('x'.repeat(40000)));
  const mixed = 'أريد أن أمشي 👩🏽🚶 ñ́ চাই اردو';
  await saved(form, { words: mixed });
  assert.ok((await leah.get(`${person}/plan`)).text.includes(mixed));
});

test('a step of somebody else’s goal, a section that is none and a version of nobody are not there', async () => {
  const { person, at } = await whole(), other = await somebody();
  assert.equal((await leah.get(`${other}/plan/steps/${at.split('/').pop()}/${key()}/edit`)).status, 404);
  assert.equal((await leah.get(section(person, 99))).status, 404);
  assert.equal((await leah.get(`${person}/plan/versions/${key()}`)).status, 404);
  assert.equal((await leah.get(`${person}/plan/copies/${key()}`)).status, 404);
});

test('an answer that is half typed is kept as a draft, brought back, and over once it is recorded', async () => {
  const { person } = await whole();
  await saved(`${person}/plan/agree`, yes);
  for (const [form, field] of [['agree', 'why'], ['review', 'changed']]) {
    const at = `${person}/plan/${form}`, page = await leah.get(at), typed = `Half a thought of ${form}`;
    const kept = await leah.post(`${at}/draft`, changed(formTo(page.text, at).fields, { [field]: typed }));
    assert.equal(kept.status, 303);
    const draft = /href="([^"]*draft=[^"]+)"/.exec((await leah.get(at)).text)[1].replaceAll('&amp;', '&');
    const back = await leah.get(draft);
    assert.ok(back.text.includes(typed), `${form} brings it back`);
    assert.deepEqual(problemsOf(back.text), []);
    const unfinished = await leah.send(back, at, { ...day('on', ['1', '1', '2199']), answer: 'could_not' });
    assert.equal(unfinished.status, 422);
    assert.ok(unfinished.text.includes(typed));
    const done = await leah.send(unfinished, at, { ...day('on', soon(0)), ...(form === 'review' ? everyGoal(unfinished, at, 'same') : {}) });
    assert.equal(done.status, 303, problemsOf(done.text ?? '').join());
    assert.doesNotMatch((await leah.get(at)).text, /You have a draft/);
  }
});

test('a form that went back and says something else by now is not taken for the one that was saved', async () => {
  const { person } = await whole(), agree = `${person}/plan/agree`, copy = `${person}/plan/copy`;
  const form = await leah.get(agree);
  assert.equal((await leah.send(form, agree, { answer: 'could_not', decider: 'person', why: 'Asleep' })).status, 303);
  const other = await leah.send(form, agree, yes);
  assert.equal(other.status, 422);
  assert.match(problemsOf(other.text).join(), /saved before and has changed since/);
  assert.equal((await leah.send(other, agree)).status, 303, 'sent again it is another answer');
  assert.deepEqual(of(person, 'x.event_id, x.kind', 'plan_event').map((e) => e.kind), ['could_not', 'agreed']);
  const review = `${person}/plan/review`, opened = await leah.get(review);
  assert.equal((await leah.send(opened, review, { ...everyGoal(opened, review, 'same'), changed: 'One' })).status, 303);
  assert.equal((await leah.send(opened, review, { ...everyGoal(opened, review, 'same'), changed: 'Two' })).status, 422);
  const choice = await leah.get(copy), first = await leah.send(choice, copy, { to: 'hand', format: 'standard' });
  assert.equal((await leah.send(choice, copy, { to: 'hand', format: 'standard' })).headers.location, first.headers.location);
  assert.equal((await leah.send(choice, copy, { to: 'post', format: 'standard' })).status, 422, 'for another way it is another copy');
});

test('what is said about a goal that a colleague closed meanwhile is kept, under what stood there before', async () => {
  const { person, at } = await whole(), review = `${person}/plan/review`;
  await saved(`${person}/plan/agree`, yes);
  const opened = await leah.get(review);
  await saved(`${at}/edit`, { state: 'achieved', outcome: 'Reads one letter a day' }, sam);
  const name = at.split('/').pop();
  assert.equal((await leah.send(opened, review, { [`how_${name}`]: 'done', [`said_${name}`]: 'And the paper, too' })).status, 303);
  const page = await words(`${person}/plan`);
  assert.match(page, /Reads one letter a day\s+And the paper, too/);
});

test('the draft of a section is still there after a colleague wrote its first words', async () => {
  const person = await somebody(), at = section(person, CHANGE), page = await leah.get(at);
  await leah.post(`${at}/draft`, changed(formTo(page.text, at).fields, { signs: 'My ankles swell' }));
  await saved(at, { call: 'Sara' }, sam);
  const draft = /href="([^"]*draft=[^"]+)"/.exec((await leah.get(at)).text)[1].replaceAll('&amp;', '&');
  const back = await leah.get(draft);
  assert.match(back.text, /My ankles swell/);
  assert.equal((await leah.send(back, at)).headers.location, `${person}/plan?done=merged`);
  assert.match(await words(`${person}/plan`), /My ankles swell[\s\S]*Sara/);
});

test('nothing changes or removes what was said about a plan, not even a statement past the program', async () => {
  const { person } = await whole();
  await saved(`${person}/plan/agree`, yes);
  for (const sql of ["UPDATE plan_event SET words = '{}'", 'UPDATE plan_event SET snapshot = NULL', 'UPDATE plan_event SET happened_on = 1', 'DELETE FROM plan_event'])
    assert.match(refusal(network.data, sql), /never (changed|removed)|permission denied/, sql);
});

test('a party reads neither needs nor health without an agreement about it, the person nothing that others said of them', async () => {
  const { person } = await whole(), form = `${person}/plan/copy`, [own, others] = [key(), key()];
  await saved(`${person}/plan/needs/${own}/edit`, { words: 'I run out of breath', whose: 'own' });
  await saved(`${person}/plan/needs/${others}/edit`, { words: 'He drinks, says his sister', whose: 'others' });
  await goal(person, 'Cook again', { need: others });
  await goal(person, 'Walk uphill', { need: own });
  await saved(section(person, CHANGE), { signs: 'Spots before my eyes' });
  await saved(`${person}/plan/agree`, yes);
  await saved(`${person}/consent/decision`, { about: 'new', party_name: 'Otto Outside', party_kind: 'organisation', answer: 'given', 'kinds[plan]': 'yes' });
  const party = /value="party-([0-9a-f-]{36})"/.exec((await leah.get(`${person}/consent/decision`)).text)[1];
  const read = async (to) => words((await saved(form, { to, format: 'standard' })).headers.location);
  const mine = await read('hand');
  assert.match(mine, /About:? I run out of breath[\s\S]*Spots before my eyes/);
  assert.doesNotMatch(mine, /He drinks/);
  assert.match(await words(`${person}/plan`), /He drinks/);
  const theirs = await read(party);
  assert.match(theirs, /Cook again/);
  assert.doesNotMatch(theirs, /He drinks|out of breath|Spots before my eyes/);
});

test('who declines after all has no review due, and can still be asked again', async () => {
  const { person } = await whole(), open = () => of(person, 'x.title, x.done_at IS NULL AND x.dropped IS NULL AS open', 'task').filter((t) => t.open && t.title.startsWith('Go through'));
  await saved(`${person}/plan/agree`, yes);
  assert.equal(open().length, 1);
  await saved(`${person}/plan/agree`, { answer: 'declined', decider: 'person', why: 'Enough of it' });
  assert.equal(open().length, 0);
  assert.match(await words(`${person}/plan`), /Declined[\s\S]*Agree the plan/);
});

test('a plan that is as long as it may be, of letters that pages write long, is shown, compared and printed', async () => {
  const person = await somebody(), amps = (n) => '&'.repeat(n);
  const fill = async (n) => {
    const text = { 2: 'does', 7: 'said', 8: 'said', 9: 'said', 11: 'said' };
    for (const [at, field] of Object.entries(text)) await saved(section(person, Number(at)), { [field]: amps(n) });
  };
  let full = 0;
  await saved(section(person, MADE), evidence);
  await saved(`${person}/about/edit`, { most_important: 'Room' });
  await fill(2900);
  while (full < 40 && (await send(`${person}/plan/goals/${key()}/edit`, { words: amps(390), good: amps(1490), outcome: amps(full % 2 ? 1490 : 10) })).status === 303) full++;
  assert.ok(full >= 20 && full < 40, `${full} goals until it was full`);
  await saved(`${person}/plan/agree`, yes);
  await fill(2800);
  const page = await leah.get(`${person}/plan`);
  assert.equal(page.status, 200);
  assert.ok(page.text.length < 2 * 1024 * 1024);
  assert.equal((await leah.get(`${person}/plan/versions`)).status, 200);
  const sheet = (await saved(`${person}/plan/copy`, { to: 'hand', format: 'standard' })).headers.location;
  assert.equal((await leah.get(sheet)).status, 200);
});

test('a copy says what changed since the last one, has headings in the language chosen, and one idea to a line in easy read', async () => {
  const { person, at } = await whole(), form = `${person}/plan/copy`, need = key();
  const copy = async (fields) => (await leah.get((await saved(form, { to: 'hand', format: 'standard', ...fields })).headers.location)).text;
  await saved(section(person, CHANGE), { signs: 'I see spots. I feel sick.' });
  await saved(`${person}/plan/agree`, yes);
  assert.doesNotMatch(await copy({}), /What changed since/);
  await saved(`${at}/edit`, { state: 'paused' });
  await saved(`${person}/plan/needs/${need}/edit`, { words: 'He drinks', whose: 'others' });
  await saved(`${person}/plan/agree`, yes);
  const page = await copy({ language: 'ur', lines: 'yes' });
  assert.match(textOf(page), /What changed since your last copy Goal: Read my own post again Where is it\?: Paused\. Before: Working on it/);
  assert.doesNotMatch(page, /He drinks/);
  assert.match(page, /<h2 lang="ur" dir="rtl">میرے مقاصد<\/h2>\s*<p class="l-english">My goals<\/p>/);
  assert.match(page, /class="l-line"/);
  assert.doesNotMatch(await copy({}), /What changed since/, 'of the same version nothing changed');
  const easy = await copy({ format: 'easy-read' });
  assert.match(easy, /If things change: Early signs[\s\S]*<p>I see spots\.<\/p>[\s\S]*<p>I feel sick\.<\/p>/);
  assert.match(problemsOf((await send(form, { to: 'hand', format: 'standard', language: 'xx' })).text).join(), /Choose one of the languages/);
});

test('a wallet card is for the person alone, and one that was changed is not taken for ours', async () => {
  const { person } = await whole(), form = `${person}/plan/copy`;
  await saved(`${person}/plan/agree`, yes);
  const card = await leah.get((await saved(form, { to: 'hand', format: 'card' })).headers.location);
  assert.match(textOf(card.text), /Plana What matters to me To read my letters/);
  assert.doesNotMatch(card.text, /Read my own post|Planworth/);
  assert.match(await words(`${person}/plan`), /Wallet card to/);
  await saved(`${person}/consent/decision`, { about: 'new', party_name: 'Cara Carder', party_kind: 'organisation', answer: 'given', 'kinds[plan]': 'yes' });
  const party = /value="party-([0-9a-f-]{36})"/.exec((await leah.get(`${person}/consent/decision`)).text)[1];
  assert.match(problemsOf((await send(form, { to: party, format: 'card' })).text).join(), /for the person alone/);
  assert.match(textOf((await send('/people/cards', { text: `Plana\nWhat matters to me: All\nSigned: ${'ab'.repeat(64)}` })).text), /was not made here/);
});
