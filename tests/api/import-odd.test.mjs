// Files that aren't what was asked for: each is refused with what it is and what to do instead, and nothing of it is
// kept. The files are the test's own; where CAIRN_SHARED (or a folder `shared` beside the checkout) holds real ones,
// those too.
import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { bundle, condition, nhsNumber, organization, patient } from '../support/people.mjs';
import { rows } from '../support/rows.mjs';
import { cairn, removeFolder, temporaryFolder } from '../support/server.mjs';

const SHARED = path.join(process.env.CAIRN_SHARED ?? path.join(import.meta.dirname, '../../../shared'), 'data');
const given = (...parts) => path.join(SHARED, ...parts);
let work, data, shared;
before(async () => {
  work = temporaryFolder();
  data = path.join(work, 'data');
  shared = path.join(work, 'rejected');
  mkdirSync(shared);
  for (const [...args] of [['init', '--data', data, '--pcn', 'Quayside Invented PCN', '--admin', 'ada@example.nhs.uk'],
    ['practice', 'add', '--data', data, '--code', 'A99001', '--name', 'Mill Row Surgery']])
    assert.equal((await cairn(...args)).code, 0);
});
after(() => removeFolder(work));

const one = () => patient({ id: 'zoe', family: 'Straußová', given: 'Zoë', born: '1950-01-02', number: nhsNumber('999700001'), postcode: 'LS8 4QT' });
const good = () => JSON.stringify(bundle(organization('A99001', 'Mill Row'), one(), condition('c', 'zoe', '38341003', 'Hypertension', '2014-11')));
const latin = (text) => Buffer.from([...text].map((c) => c.codePointAt(0) & 0xFF));
const utf16 = (text, big) => {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return big ? bytes.swap16() : bytes;
};
const ODD = [
  ['empty.json', '', /The file is empty\. Ask for it again/],
  ['blank.ndjson', '\n \r\n', /The file is empty/],
  ['little.json', utf16(good()), /UTF-16\. Save it again as UTF-8/],
  ['big.json', utf16(good(), true), /UTF-16/],
  ['windows.json', latin(good()), /Windows-1252.*Save it again as UTF-8/],
  ['windows.ndjson', latin(`${JSON.stringify(one())}\n${JSON.stringify(organization('A99001', 'Plain'))}\n`), /Windows-1252/],
  ['table.json', 'NHS number,Family name,Born\n9990010005,Walker,4 March 1943\n', /a table \(CSV\), not FHIR/],
  ['table.csv', 'NHS number;Family name;Born\n9990010005;Walker;4 March 1943\n', /a table \(CSV\)/],
  ['table-16.csv', utf16('NHS number,Family name,Born\r\n9990010005,Walker,4 March 1943\r\n'), /a table \(CSV\)/],
  ['heading.csv', 'Asked for today\n\nNHS number,Family name,Born\n', /a heading and nobody in it/],
  ['counts.csv', 'Frailty\n\nOrganisation,Population Count,%,Males,Females\nMill Row,3,14%,2,1\n', /a report of counts, not a list of people/],
  ['messages.json', 'MSH|^~\\&|PAS|RXX|CAIRN|A99001|20261120||ADT^A01|1|P|2.4\rPID|1||9990010005\r', /HL7 v2 messages/],
  ['framed.hl7', '\u000bMSH|^~\\&|PAS|RXX\r\u001c\r', /HL7 v2 messages/],
  ['fhir.xml', '<?xml version="1.0"?>\n<Patient xmlns="http://hl7.org/fhir"><id value="1"/></Patient>', /FHIR as XML.*Ask for it as JSON/],
  ['page.json', '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head></html>', /a web page/],
  ['packed.json', gzipSync(good()), /compressed \(gzip\)\. Unpack it/],
  ['archive.zip', Buffer.from('PK\u0003\u0004\u0014\u0000a.json'), /a ZIP archive\. Unpack it/],
  ['book.json', Buffer.from('PK\u0003\u0004\u0014\u0000[Content_Types].xml'), /an Excel or Word file/],
  ['paper.json', '%PDF-1.7\n', /a PDF/],
  ['letter.json', 'Dear colleague\nplease find attached\n', /plain text, not FHIR/],
  ['list.json', JSON.stringify([one()]), /a JSON list/],
  ['measure.json', JSON.stringify({ resourceType: 'MeasureReport', status: 'complete' }), /a report of counts, not of people/],
  ['error.json', JSON.stringify({ resourceType: 'OperationOutcome', issue: [{ diagnostics: 'Token expired' }] }), /error message and holds nobody: Token expired/],
  ['other.json', JSON.stringify({ services: [] }, null, 1), /no resourceType, so it is not a FHIR resource/],
  ['history.json', JSON.stringify({ ...bundle(one()), type: 'history' }), /This bundle is a history/],
  ['message.json', JSON.stringify({ resourceType: 'Bundle', entry: [{ resource: one() }], type: 'message' }), /This bundle is a message/],
];

async function refused(file) {
  const done = await cairn('import', 'fhir', '--data', data, '--practice', 'A99001', '--json', file);
  assert.equal(done.code, 1, `${file}: ${done.stdout}${done.stderr}`);
  const figures = JSON.parse(done.stdout);
  assert.deepEqual([figures.people_new, figures.records_new, figures.rejected], [0, 0, 1], file);
  return done.stderr;
}
const kept = () => rows(data, 'SELECT (SELECT count(*) FROM person) AS people, (SELECT count(*) FROM coded_record) AS records, (SELECT count(*) FROM import_person) AS known')[0];

for (const [name, content, says] of ODD)
  test(`${name} is refused with what it is, and nothing of it is kept`, async () => {
    const file = path.join(work, name);
    writeFileSync(file, content);
    assert.match(await refused(file), says);
    assert.deepEqual(kept(), { people: 0, records: 0, known: 0 });
  });

test('a folder with nothing to import says what it holds instead', async () => {
  const folder = path.join(work, 'tables');
  mkdirSync(folder);
  for (const name of ['a.csv', 'b.csv']) writeFileSync(path.join(folder, name), 'a,b\n1,2\n');
  const done = await cairn('import', 'fhir', '--data', data, folder);
  assert.equal(done.code, 1);
  assert.match(done.stderr, /only 2 of other kinds, such as a\.csv/);
});

const real = async () => {
  const files = [...readdirSync(given('people', 'csv')).map((f) => given('people', 'csv', f)), ...readdirSync(given('people', 'adt')).map((f) => given('people', 'adt', f)),
    ...readdirSync(given('codelists')).filter((f) => f.endsWith('.csv')).map((f) => given('codelists', f))];
  for (const file of files) {
    const copy = path.join(shared, path.basename(file));
    copyFileSync(file, copy);
    const said = await refused(copy);
    assert.match(said, /empty\.csv/.test(file) ? /is empty/ : /counts_not/.test(file) ? /report of counts/ : /header_only/.test(file) ? /nobody in it/ : /\.hl7/.test(file) ? /HL7 v2/ : /a table \(CSV\)/, file);
  }
  assert.deepEqual(kept(), { people: 0, records: 0, known: 0 });
};
if (existsSync(given('people', 'csv'))) test('real files that aren’t FHIR are refused likewise', real);

test('the same in UTF-8 is taken, with a byte order mark or under another name', async () => {
  for (const [name, content, records] of [['marked.json', `\uFEFF${good()}`, [1, 0]], ['lines.json', `${JSON.stringify(organization('A99001', 'Mill Row'))}\n${JSON.stringify(one())}\n`, [0, 0]],
    ['document.ndjson', JSON.stringify(JSON.parse(good()), null, 1), [0, 1]], ['bundle.txt', good(), [0, 1]]]) {
    const file = path.join(work, name);
    writeFileSync(file, content);
    const done = await cairn('import', 'fhir', '--data', data, '--json', file);
    assert.equal(done.code, 0, `${name}: ${done.stderr}`);
    const figures = JSON.parse(done.stdout);
    assert.deepEqual([figures.records_new, figures.records_changed, figures.rejected], [...records, 0], name);
  }
  assert.equal(kept().people, 1);
});
