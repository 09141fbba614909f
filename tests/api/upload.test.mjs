// Files that a data manager uploads: checked, looked through, approved; and what must never come of them.
import assert from 'node:assert/strict';
import net from 'node:net';
import { after, before, test } from 'node:test';
import { formTo, linksOf, problemsOf, textOf } from '../support/html.mjs';
import { addPerson, followLink, invite, openNetwork } from '../support/network.mjs';
import { condition } from '../support/people.mjs';
import { rows } from '../support/rows.mjs';
import { removeFolder, temporaryFolder } from '../support/server.mjs';
import { HEADING, approve, list, number, row, settle, upload } from '../support/uploads.mjs';

let folder, network, manager, coordinator;
before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder);
  manager = network.as('data-manager');
  coordinator = network.of('care-coordinator', network.MILL);
});
after(async () => {
  const end = await network?.close();
  removeFolder(folder);
  assert.deepEqual(end, { code: 0, signal: null });
});

const person = (n) => rows(network.data, `SELECT * FROM person WHERE nhs_number = ${number(n)}`)[0];
const uploaded = (bytes, { who = manager, ...how } = {}) => upload(who, bytes, how);
const approved = (one, who = manager) => approve(who, one);
const settled = (at) => settle(manager, at);
// Its button sends the form of approving somewhere else.
const discarded = (upload, who = manager) => who.post(`${upload.at}/discard`, formTo(upload.page.text, `${upload.at}/approve`).fields);
const shown = async (upload, kind, who = manager) => who.get(`${upload.at}/rows?show=${kind}`);
const refusals = async (upload) => (await manager.get(`${upload.at}/not-imported.csv`)).text;

test('what was found is shown before anything is written, and comes in when it is approved', async () => {
  const found = await uploaded(list(row(number('01'), 'Firth', { code: '38341003' }), row(number('02'), 'Glen'), row(number('03'), 'Hay', { born: '31/02/1950' })));
  assert.match(found.text, /New people 2 Are added/);
  assert.match(found.text, /Not imported 1 Left out/);
  assert.match(found.text, /Approving adds 2 people, adds 1 coded record\. One row is not imported/);
  assert.equal(person('01'), undefined, 'nothing is written yet');
  assert.match(textOf((await shown(found, 'new')).text), /FIRTH, Ann .*born 1 Feb 1950 Row 2 What was found New people/);
  assert.match(await refusals(found), /"4",.*Date of Birth.*not a day that there is/);
  const done = await approved(found);
  assert.match(done.text, /What was imported .*Approved by data-manager/);
  assert.equal(person('01').family_name, 'Firth');
  const link = linksOf((await shown(found, 'new')).text).find((a) => a.text.startsWith('FIRTH'));
  assert.match(textOf((await manager.get(link.href)).text), /FIRTH, Ann/);
  const timeline = textOf((await coordinator.get(`${link.href.replace('/details', '')}/timeline`)).text);
  assert.match(timeline, /Added by an import from EMIS \d+ \w+ \d+ at .*, data-manager/);
  assert.equal(rows(network.data, 'SELECT count(*) AS n FROM import_piece')[0].n, 0, 'the file is forgotten');
  assert.equal(rows(network.data, 'SELECT count(*) AS n FROM import_row WHERE name IS NOT NULL OR nhs_number IS NOT NULL')[0].n, 0);
});

test('the next list of a source says what changed, who moved, and who is not in it any more', async () => {
  const found = await uploaded(list(row(number('01'), 'Firth', { street: '2 Lane', practice: 'A99002' })));
  assert.match(found.text, /Moved to another practice 1/);
  assert.match(found.text, /Not in the list any more 1/);
  assert.match(textOf((await shown(found, 'moved')).text), /FIRTH, Ann .*from Mill Row Surgery to Quay Street Practice/);
  assert.match(textOf((await shown(found, 'gone')).text), /GLEN, Ann/);
  const other = await uploaded(list(row(number('02'), 'Glen', { street: '5 Lane' })), { source: 'SystmOne' });
  assert.doesNotMatch(other.text, /Not in the list/, 'another source is another list');
  const sent = await discarded(other);
  assert.match((await settled(sent.headers.location)).text, /discarded/);
  await approved(found);
  assert.equal(person('01').address_1, '2 Lane');
  const keys = rows(network.data, `SELECT kind FROM import_change JOIN person USING (person_id) WHERE nhs_number = ${number('01')} ORDER BY 1`);
  assert.deepEqual(keys.map((k) => k.kind), [1, 2], 'each import is noted once');
});

test('people of another practice are named nowhere', async () => {
  const found = await uploaded(list(row(number('04'), 'Quarry', { practice: 'B81999' }), row(number('05'), 'Ingle')));
  assert.match(found.text, /New people 1 .*Not imported 1/);
  for (const page of [await shown(found, 'refused'), await manager.get(`${found.at}/rows`)]) assert.doesNotMatch(page.text, /Quarry|QUARRY|1970/); // nor a birthday that nobody has
  assert.match(await refusals(found), /"2",.*B81999 is not one of this network/);
  assert.equal(rows(network.data, "SELECT count(*) AS n FROM import_row WHERE name LIKE '%QUARRY%'")[0].n, 0, 'not even kept');
  await approved(found);
  assert.equal(person('04'), undefined);
});

test('somebody who may be here already is decided on by whoever reviews', async () => {
  for (const family of ['Kemble', 'Lister', 'Moss'])
    await addPerson(coordinator, { nhs_number: '', given_names: 'Ann', family_name: family, 'born[day]': '1', 'born[month]': '2', 'born[year]': '1950', postcode: 'LS1 1AA' });
  const found = await uploaded(list(row(number('06'), 'Kemble'), row(number('07'), 'Lister'), row(number('08'), 'Moss')));
  assert.match(found.text, /Close matches 3 Left out/);
  const page = await shown(found, 'close');
  assert.match(textOf(page.text), /Row 2 may be KEMBLE, Ann, born 1 Feb 1950 .*same date of birth/);
  assert.equal((await manager.send(page, `${found.at}/match`, { same: '2' })).status, 303);
  assert.equal((await manager.send(page, `${found.at}/match`, { other: '3' })).status, 303);
  await approved(found);
  const named = (family) => rows(network.data, `SELECT nhs_number FROM person WHERE family_name = '${family}' ORDER BY person_id`).map((p) => p.nhs_number && String(p.nhs_number));
  assert.deepEqual(named('Kemble'), [number('06')], 'the same person, who has a number now');
  assert.deepEqual(named('Lister'), [null, number('07')], 'two people');
  assert.deepEqual(named('Moss'), [null], 'left out');
});

test('what is no list of people is refused with what to do', async () => {
  for (const [bytes, why] of [['PK\x03\x04', /Excel workbook or a zip/], [`${HEADING}\n`, /nobody in this table/], ['<!doctype html><p>Sign in', /web page/],
    [`${HEADING}\r\n${row(number('09'), 'Nash', { born: '7/8/1931' })}\r\n${number('10')},Oates`, /./]]) {
    const found = await uploaded(bytes);
    if (found.text.includes('New people')) assert.match(await refusals(found), /"3",.*cut off/);
    else assert.match(found.text, new RegExp(`This file can’t be imported .*${why.source}`));
  }
  const page = await manager.get('/admin/imports/new');
  const none = await manager.sendFile(page, '/admin/imports/new', { source: '' }, null);
  assert.equal(none.status, 422);
  assert.deepEqual(problemsOf(none.text), ['Say where the file comes from', 'Choose a file']);
  const noise = await manager.sendFile(page, '/admin/imports/new', { source: 'x' }, { name: 'a.bin', bytes: Buffer.alloc(8 << 20, 0).map(() => Math.random() * 256) });
  assert.equal(noise.status, 422);
  assert.match(problemsOf(noise.text).join(), /neither a table nor FHIR/);
});

test('columns that nobody could guess are said once, and known the next time', async () => {
  const text = `Ref,A,B,C\n${number('11')},Perry,Jo,5 May 1955\n`;
  const found = await uploaded(text, { source: 'Old system', practice: 'A99001' });
  assert.match(found.text, /can’t be imported .*No column says who a row is about/);
  const columns = await manager.get(`${found.at}/columns`);
  const wrong = await manager.send(columns, `${found.at}/columns`, { 'column-4': 'born' });
  assert.equal(wrong.status, 422);
  const said = await manager.send(columns, `${found.at}/columns`, { 'column-1': 'nhs-number', 'column-2': 'family-name', 'column-3': 'given-names', 'column-4': 'born' });
  assert.match((await settled(said.headers.location)).text, /New people 1/);
  assert.match((await uploaded(text, { source: 'Old system', practice: 'A99001' })).text, /New people 1/);
  assert.match((await uploaded(list(row(number('12'), 'Quill')), { source: 'Old system' })).text, /None of its first rows is the heading/);
});

test('FHIR comes in the same way', async () => {
  const patient = { resourceType: 'Patient', id: 'f1', identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: number('13') }],
    name: [{ family: 'Rudd', given: ['Ann'] }], birthDate: '1950-02-01', generalPractitioner: [{ identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'A99001' } }] };
  const found = await uploaded(JSON.stringify(patient) + '\n', { name: 'people.ndjson' });
  assert.match(found.text, /New people 1/);
  await approved(found);
  assert.equal(person('13').family_name, 'Rudd');
});

test('what somebody else decided meanwhile is told', async () => {
  const found = await uploaded(list(row(number('14'), 'Swift', { born: '9/9/1929' })));
  await approved(found);
  const again = await discarded(found);
  assert.match((await manager.get(again.headers.location)).text, /Somebody else has decided/);
  assert.equal(person('14').family_name, 'Swift');
});

test('whoever works for one practice imports the people of that one alone', async () => {
  const here = await followLink(network.server.url, (await invite(network.data, 'data-manager', network.MILL, 'one-practice')).link);
  const elsewhere = rows(network.data, `SELECT count(*) AS n FROM person WHERE practice_id = (SELECT practice_id FROM practice WHERE ods_code = '${network.QUAY}')`)[0].n;
  assert.ok(elsewhere, 'somebody is at the other practice');
  const found = await uploaded(list(row(number('01'), 'Firth', { street: '9 Lane' }), row(number('15'), 'Thorn', { practice: network.QUAY, born: '5/5/1935' }),
    row(number('16'), 'Upton', { born: '6/6/1936' })), { who: here });
  assert.match(found.text, /New people 1 .*Not imported 2/);
  assert.match((await here.get(`${found.at}/not-imported.csv`)).text, /"2",.*with another practice[\s\S]*"3",.*is not one of this network/);
  await approved(found, here);
  assert.deepEqual([person('01').address_1, person('15'), person('16').family_name], ['2 Lane', undefined, 'Upton']);
  const about = { ...condition('c1', 'x', '38341003', 'Hypertension', '2020-01-01'), subject: { identifier: { system: 'https://fhir.nhs.uk/Id/nhs-number', value: number('01') } } };
  assert.match((await uploaded(JSON.stringify(about) + '\n', { who: here, name: 'one.ndjson' })).text, /Not imported 1/);
  assert.equal((await here.get(`${(await uploaded(list(row(number('17'), 'Vance')))).at}`)).status, 404, 'others’ uploads are not theirs to see');
  here.close();
});

// What a request of its head alone is answered; nothing of the body is sent, and the connection stays until it is let go.
function declared(url, cookies, bytes) {
  const { hostname, port } = new URL(url), socket = net.connect({ host: hostname, port: Number(port) });
  const jar = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const status = new Promise((resolve) => {
    const timer = setTimeout(() => resolve(0), 400); // it waits for the body
    socket.on('data', (part) => { clearTimeout(timer); resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(part.toString('latin1'))?.[1])); });
  });
  socket.write(`POST /admin/imports/new HTTP/1.1\r\nHost: ${hostname}\r\nCookie: ${jar}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: ${bytes}\r\n\r\n`);
  return { status, end: () => socket.destroy() };
}

test('a file is taken only with the token of the session, said as a field', async () => {
  const kept = () => rows(network.data, 'SELECT count(*) AS n FROM import_upload')[0].n;
  const before = kept(), page = await manager.get('/admin/imports/new');
  const stranger = await network.as('data-manager');
  const other = /name="_token" value="([^"]+)"/.exec((await coordinator.get('/people/find')).text)[1];
  const file = { name: 'list.csv', bytes: list(row(number('20'), 'Yarrow')) };
  assert.equal((await stranger.sendFile(page, '/admin/imports/new', { source: 'EMIS', _token: other }, file)).status, 403);
  const token = formTo(page.text, '/admin/imports/new').fields.find(([name]) => name === '_token')[1];
  const part = (head, text) => `--x\r\nContent-Disposition: form-data; ${head}\r\n\r\n${text}\r\n`;
  const asFile = part('name="_token"; filename="t"', token) + part('name="source"', 'EMIS') + part('name="file"; filename="list.csv"', file.bytes) + '--x--\r\n';
  const sent = await manager.request('POST', '/admin/imports/new', { body: asFile, headers: { 'Content-Type': 'multipart/form-data; boundary=x' } });
  assert.equal(sent.status, 403, 'a token that comes as a file is none');
  assert.equal(kept(), before);
});

test('a large file is taken from whoever may send one, and from nobody else', async () => {
  for (const [who, cookies, expected] of [['nobody', new Map(), 413], ['a co-ordinator', coordinator.cookies, 413], ['a data manager', manager.cookies, 0]]) {
    const sent = declared(network.server.url, cookies, 1_000_000);
    assert.equal(await sent.status, expected, who);
    sent.end();
  }
});

test('only so many large files are on their way at once', async () => {
  const under_way = Array.from({ length: 4 }, () => declared(network.server.url, manager.cookies, 1_000_000));
  assert.deepEqual(await Promise.all(under_way.map((one) => one.status)), [0, 0, 0, 0]);
  const more = declared(network.server.url, manager.cookies, 1_000_000);
  assert.equal(await more.status, 503);
  for (const one of [...under_way, more]) one.end();
  await uploaded(list(row(number('18'), 'Wells', { born: '8/8/1938' })));
});
