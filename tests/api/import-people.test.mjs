// People from another system, and whether each of them can be found again: by name, and by NHS number as it is written
// on paper. The bundles are those of CAIRN_SHARED, or of a folder `shared` beside the checkout, where there is one; else
// the test makes its own, with names of the same kinds.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { textOf } from '../support/html.mjs';
import { followLink } from '../support/network.mjs';
import { bundle, condition, nhsNumber, organization, patient } from '../support/people.mjs';
import { rows } from '../support/rows.mjs';
import { cairn, removeFolder, startServer, temporaryFolder } from '../support/server.mjs';

const SHARED = path.join(process.env.CAIRN_SHARED ?? path.join(import.meta.dirname, '../../../shared'), 'data/people');
const NAMES = [['Heredia', 'Hernán'], ['Wójcik', 'Łukasz'], ['Ní Dhómhnaill', 'Máire'], ['Hoa', 'Nguyễn Thị'], ['Παπαδόπουλος', 'Χρήστος'],
  ['de la Cruz y Montoya Fernández-Villaverde', 'Anne Marie'], ['O’Connor', 'Bridget'], ['Smith', 'John'], ['Smith', 'John'], ['Øster-Åberg', 'Zoë'], ['Ng', 'Li'],
  ['St John', 'Clare'], ['von Straße', 'Jürgen'], ['McDonald', 'Iain'], ['Al-Hassan', 'Yusuf'], ['D\'Souza', 'Anita']];

const FLAGS = { housebound: ['160689007', 'Housebound'], careHome: ['160734000', 'Lives in nursing home'] };
const flag = (id, subject, [code, display]) => ({ resourceType: 'Flag', id, status: 'active', code: { coding: [{ system: 'http://snomed.info/sct', code, display }] },
  subject: { reference: `Patient/${subject}` } });

// { folder of bundles, who: [{ nhs, given, family, birth, sex, dead, prac, conditions, frailty, housebound, careHome, interpreter, sensitive }] }
function own(folder) {
  mkdirSync(folder);
  const who = [];
  for (let i = 0; who.length < 40; i++) {
    const [family, given] = NAMES[i % NAMES.length];
    let nhs;
    try {
      nhs = nhsNumber(`99970${String(i).padStart(4, '0')}`);
    } catch {
      continue;
    }
    const one = { nhs, given, family, birth: `${1930 + i}-0${1 + i % 9}-1${i % 10}`, sex: i % 2 ? 'Male' : 'Female', dead: i % 13 === 5 ? '2020-02-29' : null,
      prac: i % 3 ? 'A99001' : 'A99002', conditions: i % 2 ? ['Hypertension'] : [], frailty: null, housebound: i % 7 === 3, careHome: i % 11 === 4,
      interpreter: i % 5 === 2 ? 'Polish' : '', sensitive: i % 9 === 8 };
    const resource = patient({ id: `p${i}`, family, given, born: one.birth, gender: one.sex.toLowerCase(), number: nhs, postcode: 'LS8 4QT', practice: one.prac });
    if (one.dead) resource.deceasedDateTime = one.dead;
    if (one.interpreter) resource.extension = [{ url: 'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired', valueBoolean: true }];
    if (one.sensitive) resource.meta = { security: [{ code: 'R' }] };
    const more = [...one.conditions.map((name) => condition(`c${i}`, `p${i}`, '38341003', name, '2014-11')),
      ...Object.entries(FLAGS).filter(([name]) => one[name]).map(([name, code]) => flag(`f${i}-${name}`, `p${i}`, code))];
    writeFileSync(path.join(folder, `${nhs}.json`), JSON.stringify(bundle(organization(one.prac, `Practice ${one.prac}`), resource, ...more)));
    who.push(one);
  }
  return { folder, who };
}
const given = () => ({ folder: path.join(SHARED, 'bundles'), who: JSON.parse(readFileSync(path.join(SHARED, 'truth.json'), 'utf8')).patients });

let work, data, people, server, coordinator;
async function must(...args) {
  const done = await cairn(...args);
  assert.equal(done.code, 0, `${args.slice(0, 2).join(' ')}: ${done.stdout}${done.stderr}`);
  return done.stdout;
}
before(async () => {
  work = temporaryFolder();
  data = path.join(work, 'data');
  people = existsSync(path.join(SHARED, 'truth.json')) ? given() : own(path.join(work, 'bundles'));
  await must('init', '--data', data, '--pcn', 'Quayside Invented PCN', '--admin', 'ada@example.nhs.uk');
  for (const code of new Set(people.who.map((p) => p.prac))) await must('practice', 'add', '--data', data, '--code', code, '--name', `Practice ${code}`);
  const out = await must('user', 'add', '--data', data, '--email', 'leah@example.nhs.uk', '--name', 'Leah Morgan', '--role', 'care-coordinator');
  server = await startServer({ data });
  coordinator = await followLink(server.url, /\/welcome\/[0-9a-f-]{36}/.exec(out)[0]);
});
after(async () => {
  coordinator?.close();
  const end = await server?.stop();
  removeFolder(work);
  assert.deepEqual(end, { code: 0, signal: null }, 'the server stayed up and stopped in order');
});

test('every person of the bundles comes in, and again changes nobody', async () => {
  assert.equal(readdirSync(people.folder).filter((f) => f.endsWith('.json')).length, people.who.length);
  const first = JSON.parse(await must('import', 'fhir', '--data', data, '--json', people.folder));
  assert.equal(first.people_new, people.who.length);
  assert.equal(first.rejected, 0);
  const again = JSON.parse(await must('import', 'fhir', '--data', data, '--json', people.folder));
  assert.deepEqual([again.people_new, again.people_changed, again.people_same], [0, 0, people.who.length]);
});

// The rows of a page of results: the address of each record and its words.
async function find(typed) {
  const page = await coordinator.get((await coordinator.send(await coordinator.get('/people/find'), '/people/find', { find: typed })).headers.location);
  return [...page.text.matchAll(/<li class="c-row">([\s\S]*?)<\/li>/g)].map(([, row]) => ({ href: /href="(\/people\/[0-9a-f-]{36})/.exec(row)[1], text: textOf(row) }));
}
const inGroups = (number) => `${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6)}`;
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const inWords = (iso) => { const [y, m, d] = iso.split('-').map(Number); return `${d} ${MONTHS[m - 1]} ${y}`; };

test('each of them is found by NHS number, and is who the source says', async () => {
  const wrong = [];
  for (const one of people.who) {
    const rows = await find(inGroups(one.nhs));
    if (rows.length !== 1) {
      wrong.push(`${one.nhs}: ${rows.length} found`);
      continue;
    }
    const details = textOf((await coordinator.get(`${rows[0].href}/details`)).text);
    const facts = [inGroups(one.nhs), inWords(one.birth), one.family.toUpperCase(), one.given, one.sex, `Practice ${one.prac}`, ...one.dead ? [inWords(one.dead)] : []];
    for (const fact of facts)
      if (!details.toUpperCase().includes(fact.toUpperCase())) wrong.push(`${one.nhs}: the details don’t say ${fact}`);
    if (!one.dead && /Has died/.test(details)) wrong.push(`${one.nhs}: is said to have died`);
    one.href = rows[0].href;
  }
  assert.deepEqual(wrong, []);
});

// What is kept of each, beside what their bundle says: kinds and numbers of records come from the files themselves.
const KINDS = { Condition: 1, Observation: 2, Procedure: 3, Immunization: 4, MedicationRequest: 5, AllergyIntolerance: 7, CarePlan: 8, Flag: 15 };

test('each has the records that their bundle holds, and what is true of them', () => {
  const wrong = [];
  for (const one of people.who) {
    const [kept] = rows(data, `SELECT person_id, interpreter, protected_address FROM person WHERE nhs_number = ${Number(one.nhs)}`);
    const records = rows(data, `SELECT r.kind, k.display FROM coded_record r JOIN coded_concept k ON k.concept_id = r.concept_id
      WHERE r.person_id = ${kept.person_id} AND r.replaced_in IS NULL`);
    const named = (kind) => records.filter((r) => r.kind === kind).map((r) => r.display);
    const says = (what, is, should) => { if (is !== should) wrong.push(`${one.nhs}: ${what} is ${is}, and should be ${should}`); };
    const entries = JSON.parse(readFileSync(path.join(people.folder, `${one.nhs}.json`), 'utf8')).entry.map((e) => e.resource);
    for (const [type, kind] of Object.entries(KINDS)) says(type, named(kind).length, entries.filter((r) => r.resourceType === type).length);
    for (const name of one.conditions) says(name, named(KINDS.Condition).includes(name), true);
    says('what else they have', named(KINDS.Condition).filter((name) => !one.conditions.includes(name) && !/frailty/.test(name)).join(), '');
    says('frailty', named(KINDS.Condition).some((name) => /frailty/.test(name)), Boolean(one.frailty));
    says('housebound', named(KINDS.Flag).includes('Housebound'), one.housebound);
    says('in a care home', named(KINDS.Flag).some((name) => /nursing home/.test(name)), one.careHome);
    says('an interpreter', kept.interpreter === 1, Boolean(one.interpreter));
    says('a protected address', kept.protected_address === 1, one.sensitive);
  }
  assert.deepEqual(wrong, []);
});

test('what other records say is on the summary, and nobody’s address where it is protected', async () => {
  const wrong = [];
  for (const one of people.who) {
    const [summary, others] = [await coordinator.get(one.href), await coordinator.get(`${one.href}/records`)].map((page) => textOf(page.text));
    if (!one.dead && one.housebound && !/say: Housebound/.test(summary)) wrong.push(`${one.nhs}: the summary doesn’t say housebound`);
    for (const name of one.conditions.slice(0, 60)) if (!others.includes(name)) wrong.push(`${one.nhs}: other records don’t say ${name}`);
    if (one.sensitive && /LS8 4QT|TS\d\d \d/.test(summary + others)) wrong.push(`${one.nhs}: an address is shown`);
  }
  assert.deepEqual(wrong, []);
});

test('each of them is found by name, as it is written and as one types it in a hurry', async () => {
  const wrong = [];
  for (const one of people.who) {
    const plain = `${one.given} ${one.family}`.normalize('NFD').replace(/\p{M}/gu, '').replace(/[’'-]/g, ' ').toLowerCase();
    for (const typed of [`${one.given} ${one.family}`, `${one.family}, ${one.given}`, plain])
      if (!(await find(typed)).some((row) => row.href === one.href)) wrong.push(`${typed} (${one.nhs})`);
  }
  assert.deepEqual(wrong, []);
});
