// What other systems say about somebody, as the record shows it: what helps before a call on the summary, all of it on
// a page of its own, in plain words; and how to reach somebody hidden where an address is protected.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { textOf } from '../support/html.mjs';
import { followLink } from '../support/network.mjs';
import { bundle, nhsNumber, organization, patient } from '../support/people.mjs';
import { rows } from '../support/rows.mjs';
import { cairn, removeFolder, startServer, temporaryFolder } from '../support/server.mjs';

const PHONE = '07700 900 451';
const ahead = (days) => new Date(Date.now() + days * 86_400_000).toISOString().replace(/\.\d+/, '');
const about = (id) => ({ reference: `Patient/${id}` });
const coded = (code, display) => ({ coding: [{ system: 'http://snomed.info/sct', code, display }] });
const daughter = { relationship: [{ coding: [{ code: 'DAU' }] }], name: { family: 'Rahman', given: ['Nadia'] }, telecom: [{ system: 'phone', value: '07700900451' }],
  extension: [{ url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-ContactRank', valuePositiveInt: 1 }] };
const somebody = (id, number, more) => bundle(organization('A99001', 'Mill Row'),
  { ...patient({ id, family: 'Rahman', given: id, born: '1943-03-04', number: nhsNumber(number), postcode: 'LS8 4QT' }), contact: [daughter], ...more },
  { resourceType: 'RelatedPerson', id: `${id}-past`, patient: about(id), name: [{ family: 'Former' }], active: false },
  { resourceType: 'Flag', id: `${id}-need`, status: 'active', code: coded('719561001', 'Requires contact via carer'), subject: about(id) },
  { resourceType: 'Flag', id: `${id}-alert`, status: 'active', code: coded('160689007', 'Housebound'), subject: about(id) },
  { resourceType: 'AllergyIntolerance', id: `${id}-a1`, criticality: 'high', code: { text: 'Amoxicillin' }, patient: about(id) },
  { resourceType: 'AllergyIntolerance', id: `${id}-a2`, verificationStatus: { coding: [{ code: 'refuted' }] }, code: { text: 'Penicillin' }, patient: about(id) },
  { resourceType: 'Appointment', id: `${id}-next`, status: 'booked', serviceType: [{ text: 'Podiatry' }], start: ahead(9),
    participant: [{ actor: about(id) }, { actor: { display: 'Dr Sandra Gose' } }] },
  { resourceType: 'Appointment', id: `${id}-off`, status: 'cancelled', serviceType: [{ text: 'Eye clinic' }], start: ahead(12), participant: [{ actor: about(id) }] },
  { resourceType: 'Appointment', id: `${id}-error`, status: 'entered-in-error', serviceType: [{ text: 'Never was' }], start: ahead(12), participant: [{ actor: about(id) }] },
  { resourceType: 'CarePlan', id: `${id}-plan`, status: 'active', intent: 'plan', title: 'Back on her feet', subject: about(id), period: { start: '2016-07-14' } },
  { resourceType: 'Consent', id: `${id}-consent`, status: 'active', scope: { coding: [{ code: 'patient-privacy' }] }, category: [{ text: 'Sharing with family' }], patient: about(id),
    provision: { type: 'deny' } });

let work, data, server, coordinator, clinician;
const keys = {};
async function must(...args) {
  const done = await cairn(...args);
  assert.equal(done.code, 0, `${args.slice(0, 2).join(' ')}: ${done.stdout}${done.stderr}`);
  return done.stdout;
}
before(async () => {
  work = temporaryFolder();
  data = path.join(work, 'data');
  await must('init', '--data', data, '--pcn', 'Quayside Invented PCN', '--admin', 'ada@example.nhs.uk');
  await must('practice', 'add', '--data', data, '--code', 'A99001', '--name', 'Mill Row Surgery');
  const links = [];
  for (const role of ['care-coordinator', 'clinician'])
    links.push(/\/welcome\/[0-9a-f-]{36}/.exec(await must('user', 'add', '--data', data, '--email', `${role}@example.nhs.uk`, '--name', role, '--role', role, '--practice', 'A99001'))[0]);
  for (const [id, number, more] of [['Amina', '999700103', {}], ['Bela', '999700104', { meta: { security: [{ code: 'R' }] } }]]) {
    writeFileSync(path.join(work, `${id}.json`), JSON.stringify(somebody(id, number, more)));
    assert.match(await must('import', 'fhir', '--data', data, path.join(work, `${id}.json`)), / 0 rejected/);
    const [{ key }] = rows(data, `SELECT lower(hex(key)) AS key FROM person WHERE given_names = '${id}'`);
    keys[id] = `/people/${key.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`;
  }
  server = await startServer({ data });
  [coordinator, clinician] = [await followLink(server.url, links[0]), await followLink(server.url, links[1])];
});
after(async () => {
  coordinator?.close();
  clinician?.close();
  const end = await server?.stop();
  removeFolder(work);
  assert.deepEqual(end, { code: 0, signal: null }, 'the server stayed up and stopped in order');
});
const words = async (visitor, address) => textOf((await visitor.get(address)).text);

test('the summary says what helps before a call, and what is coming up', async () => {
  const summary = await words(coordinator, keys.Amina);
  assert.match(summary, /Needs, as other records say: Requires contact via carer They also say: Housebound/);
  assert.match(summary, /Coming up .* Podiatry With Dr Sandra Gose .* Eye clinic Cancelled/);
  assert.match(summary, /Allergies Amoxicillin \(high risk\)/);
  assert.match(summary, new RegExp(`Family and carers .* Daughter Nadia Rahman First to contact ${PHONE}`));
  assert.match(summary, /Care plan Back on her feet Since 14 July 2016/);
  assert.match(summary, /Sharing with family: Not agreed/);
  assert.doesNotMatch(summary, /Penicillin|Former|Never was/);
});

test('all of it is on a page of its own', async () => {
  const page = await coordinator.get(`${keys.Amina}/records`);
  assert.equal(page.status, 200);
  for (const fact of ['Podiatry', 'Eye clinic', 'Amoxicillin', 'Requires contact via carer', 'Housebound', 'Nadia Rahman', 'Back on her feet', 'Not agreed', PHONE])
    assert.ok(textOf(page.text).includes(fact), fact);
  assert.doesNotMatch(textOf(page.text), /Penicillin|Former|Never was/);
});

test('the timeline shows what is to come and what was cancelled', async () => {
  const timeline = await words(coordinator, `${keys.Amina}/timeline`);
  assert.match(timeline, /Eye clinic Cancelled .* Podiatry/);
  assert.match(timeline, /appointment, booked, Dr Sandra Gose/);
  assert.doesNotMatch(timeline, /Never was/);
});

test('nobody reads words that only machines know', async () => {
  for (const where of ['', '/records', '/timeline'])
    assert.doesNotMatch(await words(coordinator, keys.Amina + where), /FHIR|RelatedPerson|AllergyIntolerance|CarePlan|snomed|Patient\/|DAU|patient-privacy/, where);
});

test('where an address is protected, the numbers of the family are too; who may see them does so on the page, which is written down', async () => {
  for (const visitor of [coordinator, clinician])
    for (const where of ['', '/timeline']) assert.ok(!(await visitor.get(keys.Bela + where)).text.replaceAll(' ', '').includes('07700900451'), where);
  assert.match(await words(coordinator, keys.Bela), /Nadia Rahman First to contact Number protected/);
  const seen = (who) => rows(data, `SELECT count(*) AS n FROM audit a JOIN account c ON c.account_id = a.account_id WHERE a.action = 'address' AND c.name = '${who}'`)[0].n;
  assert.doesNotMatch(await words(coordinator, `${keys.Bela}/records`), new RegExp(PHONE));
  assert.equal(seen('care-coordinator'), 0);
  assert.match(await words(clinician, `${keys.Bela}/records`), new RegExp(PHONE));
  assert.equal(seen('clinician'), 1);
  await words(clinician, `${keys.Amina}/records`);
  assert.equal(seen('clinician'), 1);
});
