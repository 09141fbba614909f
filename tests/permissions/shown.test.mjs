// Everybody whom an answer shows stands in the audit by then, and nobody stands there whom it doesn't show. Each person
// of this network has a word of their own in everything that is known of them; every page and every form is asked for,
// by everybody who may and who may not, and the words in the answer are held against the rows that it left.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { changed, formsOf } from '../support/html.mjs';
import { addPerson, openNetwork, recordContact, ROLES, unusedNumber } from '../support/network.mjs';
import { makeObjects } from '../support/objects.mjs';
import { auditedSince, lastAudit } from '../support/rows.mjs';
import { cairn, removeFolder, temporaryFolder } from '../support/server.mjs';

const routes = JSON.parse((await cairn('routes', '--json')).stdout);
const WORDS = ['Quillacent', 'Wrenhollow', 'Zephyrmark', 'Ottermoor', 'Larkspire', 'Fennelgate', 'Juniperth', 'Yarrowick'];
let folder, network, objects;
const words = new Map(); // by key: the person's own word

// Everything that a form or a file can say of somebody says the word.
async function known(word, practice, index) {
  const visitor = network.of('care-coordinator', practice);
  const address = await addPerson(visitor, { given_names: `${word} Ann`, family_name: word, preferred_name: word, 'born-day': '4', 'born-month': '3',
    'born-year': String(1940 + index), address_1: `1 ${word} Road`, postcode: 'LS8 4QT', email: `${word.toLowerCase()}@example.org`,
    communication_note: `${word} hears better on the left`, named_gp: `Dr ${word}` });
  await recordContact(visitor, address, { note: `A word about ${word}`, next: 'tomorrow', next_title: `Ring ${word}` });
  await recordContact(visitor, address, { outcome: 'no_answer', next: 'week', next_title: `Try ${word} again` });
  words.set(address.slice('/people/'.length), word);
  return address;
}

// Coded records reach somebody only by a file; importing shows nobody anything.
async function recorded(word) {
  const number = unusedNumber(), file = path.join(folder, 'records.ndjson');
  const lines = [{ resourceType: 'Patient', id: word, identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: number }],
    name: [{ family: word, given: [word] }], birthDate: '1951-05-05', generalPractitioner: [{ identifier: {
      system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: network.MILL } }] },
  { resourceType: 'Condition', id: `c-${word}`, subject: { reference: `Patient/${word}` }, code: { text: `${word} syndrome` }, recordedDate: '2020-01-01' }];
  writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'));
  const done = await cairn('import', 'fhir', '--data', network.data, file);
  assert.equal(done.code, 0, done.stdout + done.stderr);
  const coordinator = network.of('care-coordinator', network.MILL), page = await coordinator.get('/people/find');
  const result = await coordinator.get((await coordinator.send(page, '/people/find', { find: word })).headers.location);
  words.set(/\/people\/([0-9a-f-]{36})/.exec(result.text)[1], word);
}

before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder);
  objects = await makeObjects(network);
  words.set(objects.person.slice('/people/'.length), 'Matrix');
  words.set(objects.other.slice('/people/'.length), 'Matriks');
  words.set(objects.away.slice('/people/'.length), 'Mathilda');
  words.set((await objects.neighbour()).slice('/people/'.length), 'Neighbour');
  words.set((await objects.imported()).person, 'Ingleborough');
  for (const [i, word] of WORDS.slice(0, -1).entries()) await known(word, i % 3 === 2 ? network.QUAY : network.MILL, i);
  await recorded(WORDS.at(-1));
});
after(async () => {
  await network?.close();
  removeFolder(folder);
});

// By their word, or by nothing but the way to their record, as where somebody looks up a number whose record they may see.
const shownIn = (text) => [...words].filter(([key, word]) => text.toLowerCase().includes(word.toLowerCase()) || text.includes(`/people/${key}`)).map(([key]) => key).sort();
const named = (keys) => keys.map((key) => words.get(key) ?? key).sort();

// Asks, and compares. beyond: whom the row may name besides, because what was changed is theirs.
async function compare(what, ask, beyond = []) {
  const from = lastAudit(network.data), answer = await ask();
  const shown = shownIn(answer.text), audited = auditedSince(network.data, from);
  assert.deepEqual(named(shown.filter((key) => !audited.includes(key))), [], `${what}: shown without a row`);
  assert.deepEqual(named(audited.filter((key) => !shown.includes(key) && !beyond.includes(key))), [], `${what}: a row without being shown`);
  return { answer, shown };
}

const people = () => [...words.keys()];
const OF_ONE_PERSON = /:(contact|consent|party|letter|step|version|copy|merge|notice|stay|case|gap)|appointments\/(preparing|follow-up|:entry)/; // there for the person who has it, and for nobody else
for (const role of ['anonymous', ...ROLES])
  test(`every page that ${role} asks for leaves a row for each person on it, and for nobody else`, async () => {
    const visitor = network.as(role);
    let shown = 0;
    for (const route of routes.filter((r) => r.method === 'GET')) {
      const each = route.path.includes(':person') && !OF_ONE_PERSON.test(route.path) ? people() : [null];
      for (const key of each) {
        let address = await objects.address(route.path, role);
        if (key) address = address.replace(/^\/people\/[^/]+/, `/people/${key}`);
        shown += (await compare(`${role} ${route.path}`, () => visitor.get(address))).shown.length;
      }
    }
    const sees = ['care-coordinator', 'link-worker', 'health-coach', 'clinician', 'supervisor', 'practice-staff', 'data-manager'];
    assert.equal(shown > 10, sees.includes(role), `${role} was shown ${shown} people in all`);
  });

test('a filtered list leaves a row for each person whom the filter leaves, and for nobody else', async () => {
  const visitor = network.of('care-coordinator', network.MILL);
  for (const path of ['/care-homes/:home', '/people', '/tasks', '/tasks/team']) {
    const address = await objects.address(path, 'care-coordinator'), page = await visitor.get(address);
    const filters = formsOf(page.text).filter((f) => f.method === 'get').flatMap((f) => f.controls).filter((c) => c.options);
    assert.ok(filters.length, `${path} can be filtered`);
    for (const { name, options } of filters)
      for (const { value } of options)
        await compare(`${path}?${name}=${value}`, () => visitor.get(`${address}?${new URLSearchParams({ [name]: value })}`));
  }
});

test('searches leave a row for each person of the result, and for nobody who only came near', async () => {
  for (const role of ['care-coordinator', 'supervisor', 'data-manager', 'practice-staff'])
    for (const find of ['Quillacent', 'quilla', 'LS8 4QT', '4/3/1942', 'Wrenhallow', 'zz nobody', '4/3', 'ann', '01632 960 000']) {
      const visitor = network.as(role), page = await visitor.get('/people/find');
      const { answer } = await compare(`${role} finds`, () => visitor.send(page, '/people/find', { find }));
      if (answer.status === 303) await compare(`${role} reads what was found for ${find}`, () => visitor.get(answer.headers.location));
    }
});

test('forms that are refused leave rows for whom they show, changes for whose they are', async () => {
  const visitor = network.of('care-coordinator', network.MILL);
  for (const route of routes.filter((r) => r.method === 'GET' && r.path.startsWith('/people/:person') && !OF_ONE_PERSON.test(r.path)))
    for (const key of people().filter((_, i) => i % 3 !== 2)) {
      const page = await visitor.get((await objects.address(route.path, 'care-coordinator')).replace(/^\/people\/[^/]+/, `/people/${key}`));
      for (const form of formsOf(page.text).filter((f) => f.method === 'post' && f.action.startsWith('/people/') && !f.action.endsWith('/screen')))
        for (const changes of [{}, Object.fromEntries(form.controls.filter((c) => ['text', 'textarea'].includes(c.kind)).map((c) => [c.name, 'x'.repeat(5000)]))])
          await compare(`POST ${form.action.replace(key, ':person')}`, () => visitor.post(form.action, changed(form.fields, changes)), [key]);
    }
});

test('what an administrator and a governance lead do shows nobody', async () => {
  for (const role of ['administrator', 'governance-lead', 'pcn-manager'])
    for (const route of routes.filter((r) => r.method === 'GET')) {
      const { shown } = await compare(`${role} ${route.path}`, async () => network.as(role).get(await objects.address(route.path, role)));
      assert.deepEqual(named(shown), [], `${role} ${route.path}`);
    }
});
