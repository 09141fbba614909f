// Published tables loaded by page: read, looked through, approved, taken back; and whatever else somebody may send.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { formTo, problemsOf, textOf } from '../support/html.mjs';
import { followLink, invite, openNetwork, openSecondNetwork } from '../support/network.mjs';
import { childrenOf } from '../support/processes.mjs';
import { rows } from '../support/rows.mjs';
import { removeFolder, startServer, temporaryFolder } from '../support/server.mjs';
import { CODES, loadTable, readTable, sendTable, versionOf } from '../support/tables.mjs';
import { settle } from '../support/uploads.mjs';

let folder, network, manager, administrator;
before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder);
  manager = network.as('data-manager');
  administrator = network.as('administrator');
});
after(async () => {
  const end = await network?.close();
  removeFolder(folder);
  assert.deepEqual(end, { code: 0, signal: null });
});

const sets = (name) => rows(network.data, `SELECT version, ready, current, row_count FROM reference_set WHERE name = '${name}' ORDER BY reference_set_id`);
const codes = (name) => rows(network.data, `SELECT c.code, c.term FROM reference_code c JOIN reference_set s USING (reference_set_id) WHERE s.name = '${name}' AND s.current = 1 ORDER BY 1`).map((c) => `${c.code} ${c.term}`);
// A button of the form of approving, where there is one, sends it elsewhere.
const fieldsOf = (read) => (read.page.text.includes(`action="${read.at}/approve"`) ? formTo(read.page.text, `${read.at}/approve`) : formTo(read.page.text, `${read.at}/discard`)).fields;
const discard = (read, who = manager) => who.post(`${read.at}/discard`, fieldsOf(read));
const change = async (who, version, what) => who.send(await who.get(version), `${version}/${what}`);

test('a code list is read, looked through and loaded; nothing counts before that', async () => {
  const read = await readTable(manager, `${CODES}2373951000000116,From EMIS\n1.23E+17,x\n`, { version: '2026-04', source: 'A publisher', 'dated[day]': '1', 'dated[month]': '4', 'dated[year]': '2026' });
  assert.match(read.text, /What it is Code lists Rows taken 2 Rows that can’t be taken 2 Date of its data 1 April 2026 Published by A publisher/);
  assert.match(read.text, /carers .*2026-04 .*New: there is no list of this name/);
  assert.match(read.text, /4 .*2373951000000116 .*This is the id of a description/);
  assert.match(read.text, /5 .*1\.23E\+17 .*A spreadsheet has changed this code/);
  assert.deepEqual(sets('carers'), []);
  assert.match((await manager.get(`${read.at}/not-taken.csv`)).text, /"4","2373951000000116","This is the id of a description/);
  assert.match(textOf((await administrator.get('/admin/reference')).text), /To be decided on carers\.csv data-manager, .* To be reviewed/);
  const done = await loadTable(administrator, read);
  assert.match(done.text, /This table is loaded .*Approved by administrator/);
  assert.deepEqual(codes('carers'), ['224484003 Patient themselves providing care', '407542009 Informal caregiver']);
  assert.match(textOf((await administrator.get('/admin/reference')).text), /carers.*2026-04.*1 April 2026.*A publisher.*by administrator/);
  assert.equal(rows(network.data, 'SELECT count(*) AS n FROM reference_piece WHERE part = 1')[0].n, 0, 'the file is forgotten');
});

test('a newer version says what it adds, drops and changes', async () => {
  const read = await readTable(manager, 'code,term\n224484003,Looks after themselves\n27624003,Chronic disease\n', { version: '2026-10', name: 'carers.csv' });
  assert.match(read.text, /Takes the place of version 2026-04, which is kept .*1 added, 1 dropped, 1 changed/);
  const changes = (await manager.get(`${read.at}/changes.csv`)).text;
  assert.match(changes, /"carers","changed","224484003","Looks after themselves","Patient themselves providing care"/);
  assert.match(changes, /"carers","added","27624003","Chronic disease",""/);
  assert.match(changes, /"carers","dropped","407542009","","Informal caregiver"/);
  await loadTable(manager, read);
  assert.deepEqual(codes('carers'), ['27624003 Chronic disease', '224484003 Looks after themselves']);
});

test('a version is taken back and brought forward again', async () => {
  const newer = await versionOf(manager, 'carers', '2026-10'), older = await versionOf(manager, 'carers', '2026-04');
  assert.match(textOf((await manager.get(newer)).text), /Take this version back Version 2026-04 counts again/);
  const stale = await administrator.get(newer);
  const back = await change(manager, newer, 'take-back');
  assert.match(textOf((await manager.get(back.headers.location)).text), /This version is taken back .*Does it count No/);
  assert.deepEqual(sets('carers').map((s) => s.current), [1, 0]);
  const late = await administrator.send(stale, `${newer}/take-back`);
  assert.match((await administrator.get(late.headers.location)).text, /Somebody else has changed which version counts/);
  assert.deepEqual(sets('carers').map((s) => s.current), [1, 0], 'it counts no less for it');
  const used = await change(administrator, newer, 'use');
  assert.match((await administrator.get(used.headers.location)).text, /This version counts now/);
  assert.deepEqual(sets('carers').map((s) => s.current), [0, 1]);
  await change(manager, older, 'use');
  assert.match(textOf((await manager.get(older)).text), /There is no older version\. Open the version that should count/);
  await change(manager, newer, 'use');
  const said = rows(network.data, "SELECT route FROM audit WHERE object_kind = 'reference' ORDER BY seq").map((r) => r.route);
  assert.ok(said.filter((word) => word.endsWith('/take-back')).length >= 1 && said.filter((word) => word.endsWith('/use')).length >= 3, said.join());
});

test('the only version of a list is withdrawn, unless it comes with Cairn', async () => {
  await loadTable(manager, await readTable(manager, CODES, { name: 'by mistake.csv', version: '1' }));
  const mistake = await versionOf(manager, 'by mistake', '1');
  assert.match(textOf((await manager.get(mistake)).text), /There is no other version, so nothing is looked up in this list any more/);
  await change(manager, mistake, 'take-back');
  assert.deepEqual(sets('by mistake').map((s) => s.current), [0]);
  const seed = /href="(\/admin\/reference\/versions\/[0-9a-f-]{36})">Reasonable adjustments</.exec((await manager.get('/admin/reference')).text)[1];
  const page = await manager.get(seed);
  assert.match(textOf(page.text), /comes with Cairn and can’t be taken back/);
  const forced = await manager.post(`${seed}/take-back`, formTo((await manager.get(mistake)).text, `${mistake}/use`).fields);
  assert.match((await manager.get(forced.headers.location)).text, /Somebody else has changed which version counts/);
  assert.deepEqual(sets('Reasonable adjustments').map((s) => s.current), [1]);
});

test('a newer list of adjustments takes the place of Cairn’s own, and gives it back', async () => {
  const read = await readTable(administrator, 'category,code,term\nCommunication support,441092009,Does lip read\n', { name: 'Reasonable adjustments.csv', version: 'May' });
  assert.match(read.text, /Takes the place of version Cairn \d.*345 dropped/);
  assert.match(read.text, /The first 20 of 34\d\./);
  await loadTable(administrator, read);
  assert.deepEqual(codes('Reasonable adjustments'), ['441092009 Does lip read']);
  await change(administrator, await versionOf(administrator, 'Reasonable adjustments', 'May'), 'take-back');
  assert.equal(codes('Reasonable adjustments').length, 346);
});

// Each kind by its columns alone, as it is published.
const KINDS = [
  ['organisations', 'Organisations', 'practices.csv', 'code,name,status,close date\nB99071,ELM STREET SURGERY,Active,\nB99072,GONE SURGERY,Closed,2021-03-31\n'],
  ['deprivation', 'Deprivation by area', 'imd.csv', 'LSOA code (2011),Index of Multiple Deprivation (IMD) Rank,Index of Multiple Deprivation (IMD) Decile\nE01011234,5000,2\n'],
  ['postcodes', 'Postcodes and their areas', 'onspd.csv', 'pcds,lsoa11,lsoa21\nLS8 4QT,E01011234,\nCF10 1AA,W01001234,\n'],
  ['holidays', 'Bank holidays', 'bank-holidays.json', '{"england-and-wales":{"events":[{"date":"2033-12-27","title":"Christmas Day (substitute day)"}]}}'],
  ['codes', 'Code lists', 'clusters.csv', 'Cluster_ID,ConceptId,ConceptId_Description\nCARER_COD,224484003,Patient themselves providing care\nDEM_COD,52448006,Dementia\n'],
];
for (const [kind, label, name, bytes] of KINDS)
  test(`${kind} are recognised, loaded, and the same when they come again`, async () => {
    const read = await readTable(manager, bytes, { name });
    assert.match(read.text, new RegExp(`What it is ${label} Rows taken`));
    await loadTable(manager, read);
    const again = await readTable(manager, bytes, { name });
    assert.match(again.text, /The same as is there already\. Nothing changes/);
    assert.match(again.text, /there is nothing to load/);
    assert.doesNotMatch(again.page.text, /Approve and load/);
    assert.equal((await discard(again)).status, 303);
    const kinds = rows(network.data, `SELECT count(*) AS n FROM reference_set WHERE kind = '${kind}' AND ready = 1 AND source != 'Compiled into Cairn' AND name NOT IN ('carers', 'by mistake', 'Reasonable adjustments')`)[0].n;
    assert.equal(kinds, kind === 'codes' ? 2 : 1);
  });

const REFUSED = [
  ['a workbook', 'PK\x03\x04', /This is an Excel workbook/],
  ['a web page', '<!doctype html><html><body>Sign in</body></html>', /web page/],
  ['a list of people', 'NHS Number,Family Name\n9990010005,Ada\n', /list of people, not a published table\. Upload it under Imports/],
  ['columns that nobody knows', 'colour,size\nred,9\n', /does not know this file by its columns\. Choose what it is/],
  ['headings alone', 'code,term\n', /nothing in this file but its headings/],
  ['another coding system', 'Read Code,Term\nXE0Uc,Hypertension\n', /another coding system than SNOMED CT/],
  ['half of a file', 'code,term\n224484003,"Patient themselves', /quotation marks are not in order/],
  ['one gigantic line', `code,term,${'x'.repeat(3 << 20)}`, /./],
  ['one gigantic cell', `code,term\n"${'x'.repeat(3 << 20)}`, /goes on for too long|quotation marks/],
  ['more rows than may be', () => `code,term\n${Array.from({ length: 250_001 }, (_, i) => `${i},x`).join('\n')}\n`, /more than 250,000 rows|too large|too many rows/],
  ['a file of another kind than was said', CODES, /doesn’t look like|doesn't look like/, { kind: 'postcodes' }],
  ['rows that are all wrong', 'code,term\n12,x\n13,y\n', /No row of the file could be taken/],
];
for (const [what, bytes, why, fields] of REFUSED)
  test(`${what} is refused with what to do`, async () => {
    const before = rows(network.data, 'SELECT count(*) AS n FROM reference_set')[0].n;
    const read = await readTable(manager, typeof bytes === 'function' ? bytes() : bytes, { name: 'refused.csv', ...fields });
    assert.match(read.text, /This file can’t be loaded/);
    assert.match(read.text, new RegExp(`Why .*(?:${why.source})`));
    assert.doesNotMatch(read.page.text, /Approve and load/);
    assert.equal((await discard(read)).status, 303);
    assert.match((await manager.get(read.at)).text, /This file was discarded/);
    assert.equal(rows(network.data, 'SELECT count(*) AS n FROM reference_set')[0].n, before);
  });

test('the form says what is missing', async () => {
  const none = await sendTable(manager, '', { version: 'x'.repeat(201), 'dated[day]': '31', 'dated[month]': '2', 'dated[year]': '2026', kind: 'cows' });
  assert.equal(none.status, 422);
  assert.deepEqual(problemsOf(none.text), ['Choose what it is from the list', 'The file is empty. Get it again, or choose another', 'Its version must be 200 characters or fewer', 'The date of its data must be a real date, such as 4 3 1943']);
  assert.match((await sendTable(manager, CODES, { 'dated[day]': '1', 'dated[month]': '1', 'dated[year]': '2099' })).text, /must be today or in the past/);
});

test('a version that is there with other rows, and a name for several lists, are refused', async () => {
  const other = await readTable(manager, 'code,term\n27624003,Chronic\n', { name: 'carers.csv', version: '2026-04' });
  assert.match(other.text, /can’t be loaded .*has a version .2026-04. already, with other rows\. Give this one another version/);
  const named = await readTable(manager, KINDS[4][3].replace('Dementia', 'Dementia now'), { name: 'clusters.csv', ...{ kind: 'codes' } });
  assert.match(named.text, /DEM_COD/);
  await discard(named);
});

test('of two that are looked through at once the second is looked through again', async () => {
  const [one, two] = [await readTable(manager, `${CODES}52448006,Dementia\n`, { name: 'twice.csv', version: '1' }), await readTable(administrator, CODES, { name: 'twice.csv', version: '2' })];
  await loadTable(manager, one);
  const again = await loadTable(administrator, two);
  assert.match(again.text, /Look through it again Somebody has loaded another version meanwhile/);
  assert.match(again.text, /Takes the place of version 1, which is kept .*1 dropped/);
  assert.deepEqual(sets('twice').map((s) => s.version), ['1']);
  await loadTable(administrator, again);
  assert.deepEqual(sets('twice').map((s) => [s.version, s.current]), [['1', 0], ['2', 1]]);
});

test('what somebody else decided meanwhile is told', async () => {
  const read = await readTable(manager, CODES, { name: 'meanwhile.csv' }), theirs = await administrator.get(read.at);
  await discard(read);
  const late = await administrator.send(theirs, `${read.at}/approve`);
  assert.match((await administrator.get(late.headers.location)).text, /Somebody else has decided on this file meanwhile/);
  assert.deepEqual(sets('meanwhile'), []);
});

test('who works for one practice sees the tables, and loads none', async () => {
  const here = await followLink(network.server.url, (await invite(network.data, 'data-manager', network.MILL, 'one-practice')).link);
  const page = await here.get('/admin/reference');
  assert.match(textOf(page.text), /Somebody who works for the whole network loads them, not for one practice/);
  assert.doesNotMatch(page.text, /Load a table/);
  assert.equal((await here.get('/admin/reference/new')).status, 403);
  const version = await versionOf(here, 'carers', '2026-04');
  assert.equal((await here.post(`${version}/use`, formTo((await here.get('/account')).text, '/sign-out').fields)).status, 403);
  here.close();
});

test('a reader that is killed leaves a sentence, and one killed once is tried again', async () => {
  const many = `code,name\n${Array.from({ length: 60_000 }, (_, i) => `Y${i.toString(36).toUpperCase().padStart(5, '0')},Place ${i}`).join('\n')}\n`;
  const isReader = (pid) => { try { return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('reference-child'); } catch { return false; } };
  for (const [most, expected] of [[1, /Rows taken 60,000/], [9, /Cairn stopped over this file/]]) {
    const sent = await sendTable(manager, many, { kind: 'organisations', name: 'killed.csv' }), killed = new Set();
    for (let ended = false; !ended;) {
      for (const pid of childrenOf(network.server.pid).filter(isReader)) if (killed.size < most && !killed.has(pid)) { process.kill(pid, 'SIGKILL'); killed.add(pid); }
      ended = killed.size && !(await manager.get(sent.headers.location)).text.includes('Look again');
    }
    const read = await settle(manager, sent.headers.location);
    assert.equal(killed.size, Math.min(most, 2));
    assert.match(read.text, expected);
    await discard(read);
  }
});

// The server is killed, and another takes its place and its port.
async function killAndServe(...args) {
  const { data, server: { url } } = network;
  for (const who of [manager, administrator]) who.close();
  const below = childrenOf(network.server.pid); // the server, and a reader
  await network.server.kill();
  for (const pid of below) try { process.kill(pid, 'SIGKILL'); } catch { continue; }
  await delay(200);
  network.server = await startServer({ data, port: Number(new URL(url).port), args });
}

test('what happened while it was read or loaded is done when the server is back', async () => {
  const many = `code,name\n${Array.from({ length: 60_000 }, (_, i) => `X${i.toString(36).toUpperCase().padStart(5, '0')},Place ${i}`).join('\n')}\n`;
  const sent = await sendTable(manager, many, { kind: 'organisations', name: 'many.csv', version: '1' }), at = sent.headers.location;
  await killAndServe();
  const read = await settle(manager, at);
  assert.match(read.text, /Rows taken 60,000/);
  const approved = await manager.send(await manager.get(at), `${at}/approve`);
  assert.equal(approved.status, 303);
  for (let tries = 0; tries < 400 && !rows(network.data, "SELECT 1 FROM reference_set WHERE name = 'many'").length; tries++) await new Promise((next) => setTimeout(next, 5));
  await killAndServe();
  assert.match((await settle(manager, at)).text, /This table is loaded/);
  assert.ok(sets('many').every((s) => s.current || !s.ready), 'half a list counts for nothing');
  assert.deepEqual(sets('many').filter((s) => s.current).map((s) => s.row_count), [60_000]);
});

test('of several networks nobody’s people load tables, unless it is said whose', async () => {
  const second = await openSecondNetwork(network), there = second.as('administrator');
  assert.match(textOf((await manager.get('/admin/reference')).text), /Whoever runs it loads them, or says which network’s people do/);
  assert.equal((await manager.get('/admin/reference/new')).status, 403);
  const theirs = (await there.get('/admin/reference')).text;
  assert.match(theirs, /carers/);
  assert.doesNotMatch(theirs, /by administrator|by data-manager/, 'who loaded it is not theirs to know');
  there.close();
  await killAndServe('--tables-network', network.PCN);
  assert.match((await manager.get('/admin/reference')).text, /Load a table/);
  const read = await readTable(manager, CODES, { name: 'theirs.csv' });
  assert.equal((await there.get(read.at)).status, 404);
  assert.doesNotMatch((await there.get('/admin/reference')).text, /theirs\.csv|Load a table/);
  await loadTable(manager, read);
  assert.match((await there.get('/admin/reference')).text, /theirs/, 'what is loaded is everybody’s');
  second.close();
});
