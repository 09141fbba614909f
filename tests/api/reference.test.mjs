// Tables that others publish: loaded beside a running server and without one, looked up where they are shown.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { addPerson, openNetwork } from '../support/network.mjs';
import { cairn, removeFolder, temporaryFolder } from '../support/server.mjs';

let network, folder, data;
before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder);
  data = network.data;
});
after(async () => {
  const end = await network?.close();
  removeFolder(folder);
  assert.deepEqual(end, { code: 0, signal: null });
});

const file = (name, text) => {
  const at = path.join(folder, name);
  writeFileSync(at, text);
  return at;
};
const load = (kind, ...rest) => cairn('import', kind, '--data', data, ...rest);
const page = async () => (await network.as('administrator').get('/admin/reference')).text;

test('what is compiled in is there when the server has started', async () => {
  const text = await page();
  for (const list of ['Care co-ordination', 'Reasonable adjustments', 'Bank holidays in England, worked out']) assert.match(text, new RegExp(list));
  assert.match(text, /Deprivation by area[\s\S]*Not loaded/);
});

test('a list is loaded beside the server, and again without changing anything', async () => {
  const list = file('carers.csv', 'code,term\n224484003,Patient themselves providing care\n2373951000000116,From EMIS\n1.23E+17,x\n');
  const first = await load('codes', '--version', '2026-04', '--source', 'A publisher', list);
  assert.equal(first.code, 1, 'two rows were rejected');
  assert.match(first.stdout, /1 new, 0 changed, 0 as before; 1 rows, 2 rejected/);
  assert.match(first.stderr, /carers\.csv:3: 2373951000000116: This is the id of a description/);
  const rejected = readFileSync(`${list}.rejected.csv`, 'utf8');
  assert.match(rejected, /"4","row","1\.23E\+17","A spreadsheet has changed this code/);
  const again = await load('codes', '--json', list);
  assert.deepEqual(JSON.parse(again.stdout), { dry_run: false, files: 1, files_refused: 0, lists_new: 0, lists_changed: 0, lists_same: 1, rows: 1, rejected: 2, left_out: 0 });
  const text = await page();
  assert.match(text, /carers[\s\S]*2026-04[\s\S]*A publisher/);
});

test('a dry run writes nothing, not even what was rejected', async () => {
  const list = file('dry.csv', 'code,term\n224484003,x\n12,y\n');
  const done = await load('codes', '--dry-run', list);
  assert.match(done.stdout, /Nothing was written\. It would be: 1 new/);
  assert.ok(!existsSync(`${list}.rejected.csv`));
  assert.doesNotMatch(await page(), /dry/);
});

const REFUSED = [
  ['an empty file', '', /This file is empty/],
  ['headings alone', 'code,term\n', /nothing in this file but its headings/],
  ['UTF-16 headings alone', Buffer.from('\ufeffcode,term\n', 'utf16le'), /nothing in this file but its headings/],
  ['a workbook', Buffer.from('PK\x03\x04'), /This is an Excel workbook/],
  ['people', 'NHS number,Name\n9990010005,Ada\n', /it needs the columns "code" and "term"/],
];
for (const [what, text, why] of REFUSED)
  test(`${what} is refused whole, with what to do`, async () => {
    // But for the form tokens and the seconds that the session has left.
    const fixed = (html) => html.replace(/value="[^"]*"|data-seconds="\d+"/g, '');
    const before = await page();
    const done = await load('codes', file('refused.csv', text));
    assert.equal(done.code, 1);
    assert.match(done.stderr, why);
    assert.equal(fixed(await page()), fixed(before));
  });

test('wrong usage says what is wrong', async () => {
  const list = file('usage.csv', 'code,term\n224484003,x\n');
  assert.match((await load('codes', '--dated', 'April', list)).stderr, /--dated must be a day/);
  assert.match((await load('codes', '--name', 'A', list, list)).stderr, /--name is for one file/);
  assert.match((await load('codes', '--colour', 'red', list)).stderr, /--colour is not known here/);
  assert.match((await load('cows', list)).stderr, /say what to import/);
});

test('a practice gets its published name, and who types another is told', async () => {
  const ods = file('practices.csv', 'code,name,status,close date\nB99071,ELM STREET SURGERY,Active,\nB99072,GONE SURGERY,Closed,2021-03-31\n');
  assert.equal((await load('organisations', ods)).code, 0);
  const add = (...rest) => cairn('practice', 'add', '--data', data, ...rest);
  assert.match((await add('--code', 'B99071')).stdout, /Added the practice B99071, ELM STREET SURGERY\./);
  const other = await add('--code', 'B99072', '--name', 'New Surgery');
  assert.match(other.stdout, /Its name is GONE SURGERY in practices, version/);
  assert.match(other.stdout, /It closed on 31 March 2021, says practices, version/);
});

test('a person’s details show the deprivation of their area, with the table it is from', async () => {
  const imd = file('imd.csv', 'LSOA code (2011),Index of Multiple Deprivation (IMD) Rank,Index of Multiple Deprivation (IMD) Decile\nE01011234,5000,2\n');
  const onspd = file('onspd.csv', 'pcds,lsoa11,lsoa21\nLS8 4QT,E01011234,\n');
  assert.equal((await load('deprivation', imd)).code, 0);
  assert.equal((await load('postcodes', onspd)).code, 0);
  const coordinator = network.of('care-coordinator', network.MILL);
  const person = await addPerson(coordinator, { given_names: 'Della', family_name: 'Decile', postcode: 'LS8 4QT' });
  const details = (await coordinator.get(`${person}/details`)).text;
  assert.match(details, /Decile 2 of 10, where 1 is the most deprived\. Index of Multiple Deprivation 2019, loaded/);
  const elsewhere = await addPerson(coordinator, { given_names: 'Nora', family_name: 'Nowhere', postcode: 'LS9 9ZZ' });
  assert.doesNotMatch((await coordinator.get(`${elsewhere}/details`)).text, /Decile/);
  const hidden = await addPerson(coordinator, { given_names: 'Petra', family_name: 'Protected', postcode: 'LS8 4QT', protected_address: 'yes' });
  assert.doesNotMatch((await coordinator.get(`${hidden}/details`)).text, /Decile/, 'an area says roughly where somebody lives');
});

test('reasonable adjustments are offered by their published terms, kept, shown and taken away again', async () => {
  const coordinator = network.of('care-coordinator', network.MILL);
  const person = await addPerson(coordinator, { given_names: 'Ada', family_name: 'Adjusted' });
  const edit = await coordinator.get(`${person}/edit`);
  assert.match(edit.text, /Communication support[\s\S]*Does lip read/);
  assert.doesNotMatch(edit.text, /Polish language interpreter needed/, 'language has a field of its own');
  const lip = '441092009 Does lip read', wheelchair = '1108191000000103 Requires wheelchair access';
  const saved = await coordinator.send(edit, `${person}/edit`, { adjustments: [lip, wheelchair] });
  assert.equal(saved.status, 303);
  assert.match((await coordinator.get(person)).text, /Reasonable adjustments:<\/b>\s*Does lip read; Requires wheelchair access|Reasonable adjustments[\s\S]{0,80}Does lip read; Requires wheelchair access/);
  const again = await coordinator.get(`${person}/edit`);
  assert.match(again.text, /Communication support, 1 chosen/);
  const forged = await coordinator.send(again, `${person}/edit`, { adjustments: '12345678 Free beer' });
  assert.equal(forged.status, 422);
  assert.match(forged.text, /Choose reasonable adjustments from the list/);
  assert.equal((await coordinator.send(again, `${person}/edit`, { adjustments: [] })).status, 303);
  assert.doesNotMatch((await coordinator.get(person)).text, /Does lip read/);
});
