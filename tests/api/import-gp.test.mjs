// `cairn import gp`: lists of people as GP systems export them, in whatever shape they come; what can't be right is
// refused by its row, with the reason.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { nhsNumber } from '../support/people.mjs';
import { rows } from '../support/rows.mjs';
import { cairn, removeFolder, temporaryFolder } from '../support/server.mjs';

let work, data, files = 0;
before(async () => {
  work = temporaryFolder();
  data = path.join(work, 'data');
  for (const [...args] of [['init', '--data', data, '--pcn', 'Quayside Invented PCN', '--admin', 'ada@example.nhs.uk'],
    ['practice', 'add', '--data', data, '--code', 'A99001', '--name', 'Mill Row Surgery'],
    ['practice', 'add', '--data', data, '--code', 'A99002', '--name', 'Harbour Practice']])
    assert.equal((await cairn(...args)).code, 0);
});
after(() => removeFolder(work));

// What the command says: its figures, its words on standard error, and the rows that it refused.
async function imported(bytes, { name = 'list.csv', args = [] } = {}) {
  const folder = path.join(work, String(++files));
  mkdirSync(folder);
  const file = path.join(folder, name);
  writeFileSync(file, bytes);
  const done = await cairn('import', 'gp', '--data', data, '--source', 'GP', '--json', ...args, file);
  const rejected = `${file}.rejected.csv`;
  return { ...done, figures: done.stdout ? JSON.parse(done.stdout) : null, rejected: existsSync(rejected) ? readFileSync(rejected, 'utf8') : '' };
}
const people = (done) => [done.figures.people_new, done.figures.people_changed, done.figures.people_same, done.figures.rejected];
const counted = (table) => rows(data, `SELECT count(*) AS n FROM ${table}`)[0].n;
const person = (number) => rows(data, `SELECT * FROM person WHERE nhs_number = ${number}`)[0];
const spaced = (number) => `${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6)}`;
const latin = (text) => Buffer.from([...text].map((c) => c.codePointAt(0)));
const [ZOE, IAN, MAY, PIP, KIT, TESS] = ['999700001', '999700002', '999700004', '999700011', '999700022', '999700021'].map(nhsNumber);

const HEADING = 'NHS Number,Family Name,Given Names,Date of Birth,Gender,Number and Street,Town,Postcode,Organisation Code,Latest Frailty Code,Latest Frailty Term,Latest Frailty Date,BMI Value,BMI Date';
const ROWS = [`${spaced(ZOE)},Nüßli,Zoë,4/3/1943,Female,"14 Mill Row\nrear door",Testley,LS8 4QT,A99001,38341003,Hypertension,14-Mar-2019,27.5,01/02/2020`,
  `${IAN},O'Neil,Ian,1950-12-31,M,2 Quay,Testley,LS8 4QU,A99002,,,,,`];
const PREAMBLE = 'Frailty\r\n\r\nLast Run,20-Nov-2026\r\nPopulation Count,2\r\n\r\n';
const list = (rows = ROWS, heading = HEADING, end = '\r\n') => [heading, ...rows, ''].join(end);

test('a list with rows before its heading comes in: people, their addresses and several codes in a row', async () => {
  const done = await imported(PREAMBLE + list());
  assert.deepEqual(people(done), [2, 0, 0, 0], done.stderr);
  assert.equal(done.figures.records_new, 2);
  const zoe = person(ZOE);
  assert.deepEqual([zoe.family_name, zoe.given_names, zoe.address_1, zoe.postcode, zoe.gender], ['Nüßli', 'Zoë', '14 Mill Row rear door', 'LS8 4QT', 'female']);
  assert.equal(zoe.born, Date.UTC(1943, 2, 4) / 86400000);
});

test('the same list in other clothes changes nobody', async () => {
  const plain = list();
  const tabs = list([`${ZOE}\tNüßli\tZoë\t04-Mar-1943`], 'NHS No.\tSurname\tForename\tDOB');
  for (const [what, bytes, options] of [['UTF-8 with a mark', `\uFEFF${plain}`], ['UTF-16', Buffer.from(`\uFEFF${plain}`, 'utf16le')],
    ['Windows-1252', latin(plain)], ['tabs and other headings', tabs, { name: 'list.tsv' }],
    ['semicolons', list([`${IAN};O'Neil;Ian;31.12.1950`], 'NHS Number;Last name;First name;Date of birth')]]) {
    const done = await imported(bytes, options);
    assert.deepEqual(people(done).slice(0, 2), [0, 0], `${what}: ${done.stderr}`);
    assert.ok(done.figures.people_same > 0 && done.figures.rejected === 0, `${what}: ${done.stderr}`);
  }
  assert.equal(person(ZOE).postcode, 'LS8 4QT', 'what a list does not speak of stays');
});

test('a list says what changed, and moves somebody between practices of the network', async () => {
  const done = await imported(list([`${IAN},O'Neil,Ian,31/12/1950,Male,3 Quay,Testley,LS8 4QU,A99001,,,,,`]));
  assert.deepEqual(people(done), [0, 1, 0, 0], done.stderr);
  assert.equal(person(IAN).address_1, '3 Quay');
  assert.equal(rows(data, `SELECT r.ods_code FROM person p JOIN practice r USING (practice_id) WHERE p.nhs_number = ${IAN}`)[0].ods_code, 'A99001');
});

const row = (number, { family = 'Fielding', born = '1/2/1960', practice = 'A99001', street = '1 Lane', code = '', term = '', when = '' } = {}) =>
  `${number},${family},Ann,${born},F,${street},Testley,LS1 1AA,${practice},${code},${term},${when},,`;
const WRONG = [
  ['a number mistyped', row(String(Number(MAY) + 1)), /not an NHS number/],
  ['a number that a spreadsheet changed', row('9.99701E+09'), /changed by a spreadsheet/],
  ['a year of two digits', row(MAY, { born: '27/11/59' }), /a year of two digits/],
  ['a day that there is not', row(MAY, { born: '31/02/1960' }), /not a day that there is/],
  ['a number for a date', row(MAY, { born: '21855' }), /a number that a spreadsheet made of a date/],
  ['a day to come', row(MAY, { born: '1/1/2090' }), /in the future/],
  ['another network', row(MAY, { practice: 'B81999' }), /B81999 is not one of this network's/],
  ['a row that was cut off', `${PIP.slice(0, 4)}`, /NHS number|cut off/],
  ['letters that cannot be shown', row(MAY, { family: 'Fiel\u0007ding' }), /can't be shown/],
];
test('a row that cannot be right is refused, with its place and a reason that does not repeat it', async () => {
  const before = counted('person');
  for (const [what, bad, reason] of WRONG) {
    const done = await imported(list([bad]));
    assert.equal(done.code, 1, what);
    assert.match(done.rejected, reason, what);
    assert.match(done.rejected, /(^|,)"?2"?,/m, `${what}: the row is named`);
    assert.ok(!done.rejected.includes('31/02/1960') && !done.rejected.includes('Fielding'), what);
  }
  assert.equal(counted('person'), before, 'nobody came in');
});

test('a code that cannot be right is refused alone', async () => {
  const done = await imported(list([row(MAY, { code: '38341004', term: 'Hypertension', when: '1/1/2020' })]));
  assert.deepEqual(people(done), [1, 0, 0, 1], done.stderr);
  assert.match(done.rejected, /Code 38341004/);
});

test('two rows of one person that contradict each other are both refused; two that agree are one person', async () => {
  const against = await imported(list([row(PIP), row(PIP, { born: '2/2/1961' })]));
  assert.deepEqual(people(against), [0, 0, 0, 2], against.stderr);
  assert.match(against.rejected, /Row 3 is about the same person[\s\S]*Row 2 is about the same person/);
  const agree = await imported(list([row(PIP, { code: '38341003', term: 'Hypertension' }), row(PIP, { code: '15777000', term: 'Prediabetes' })]));
  assert.deepEqual([...people(agree), agree.figures.records_new], [1, 0, 0, 0, 2], agree.stderr);
});

test('dates with the month first make the whole list doubtful', async () => {
  const done = await imported(list([row(KIT, { born: '03/14/1958', family: 'Kitson' }), row(TESS, { born: '03/04/1958', family: 'Tessel' })]));
  assert.deepEqual(people(done), [0, 0, 0, 2], done.stderr);
  assert.match(done.rejected, /month first, as in America[\s\S]*could have the month first/);
});

test('two days of death are found out by people', async () => {
  const heading = 'NHS Number,Family Name,Given Names,Date of Birth,Date of Death';
  const first = await imported(list([`${IAN},O'Neil,Ian,31/12/1950,1/6/2026`], heading));
  assert.deepEqual(people(first), [0, 1, 0, 0], first.stderr);
  const other = await imported(list([`${IAN},O'Neil,Ian,31/12/1950,2/6/2026`], heading), { args: ['--source', 'Hospital'] });
  assert.deepEqual(people(other), [0, 0, 0, 1], other.stderr);
  assert.match(other.rejected, /died on 2 June 2026, and here it is 1 June 2026/);
});

test('somebody who may be here already is not added twice', async () => {
  const before = counted('person');
  const done = await imported(list([',Nüßli,Zoë,4/3/1943,F,14 Mill Row,Testley,LS8 4QT,A99001,,,,,']));
  assert.deepEqual(people(done), [0, 0, 0, 1], done.stderr);
  assert.match(done.rejected, /may be the same person \(same name, same date of birth, same postcode\)/);
  assert.equal(counted('person'), before);
});

test('somebody known here who left the network is refused, and those who work with them hear of it', async () => {
  const done = await imported(list([`${ZOE},Nüßli,Zoë,4/3/1943,F,9 Away,Farley,LS8 4QT,B81999,,,,,`]));
  assert.deepEqual(people(done), [0, 0, 0, 1], done.stderr);
  assert.equal(person(ZOE).address_1, '14 Mill Row rear door');
  assert.equal(rows(data, `SELECT count(*) AS n FROM notice JOIN person USING (person_id) WHERE nhs_number = ${ZOE} AND kind = 'left'`)[0].n, 1);
});

test('a list of numbers alone speaks of people who are here, and adds nobody', async () => {
  const done = await imported(`NHS Number,eFI Score,eFI Date\n${MAY},0.21,1/2/2025\n${KIT},0.3,1/2/2025\n`);
  assert.deepEqual([...people(done).slice(0, 3), done.figures.records_new], [0, 0, 1, 1], done.stderr);
  assert.match(done.rejected, /Nobody here has this NHS number/);
});

test('headings that nobody could guess are told what they are', async () => {
  const text = `Ref,A,B,C\n${KIT},Kitson,Jo,5 May 1955\n`;
  const columns = path.join(work, 'columns.txt');
  const unknown = await imported(text, { args: ['--practice', 'A99001'] });
  assert.match(unknown.rejected, /No column says who a row is about/);
  writeFileSync(columns, 'nhs-number\tRef\nfamily-name\tA\ngiven-names\tB\nborn\tC\n');
  const told = await imported(text, { args: ['--practice', 'A99001', '--columns', columns] });
  assert.deepEqual(people(told), [1, 0, 0, 0], told.stderr);
  const another = await imported(list([row(TESS)]), { args: ['--columns', columns] });
  assert.match(another.rejected, /None of its first rows is the heading/);
  writeFileSync(columns, 'nhs-nummer\tRef\n');
  assert.equal((await imported(text, { args: ['--columns', columns] })).code, 2);
});

test('a dry run writes nothing', async () => {
  const before = counted('person');
  const done = await imported(list([row(TESS, { family: 'Tessel', born: '9/9/1933' })]), { args: ['--dry-run'] });
  assert.deepEqual(people(done), [1, 0, 0, 0], done.stderr);
  assert.equal(counted('person'), before);
});

test('what is no list of people is refused as a whole', async () => {
  for (const [bytes, reason] of [['', /This file is empty/], [`${HEADING}\n`, /nobody in this table/], ['PK\x03\x04', /Excel workbook or a zip/],
    ['Frailty\n\nOrganisation,Population Count,%,Males,Females\nMill Row,3,14%,2,1\n', /a report of counts/],
    [Buffer.concat([Buffer.from(list()), latin('999,N\u00fc\n')]), /another encoding/], [`${HEADING}\n"${ZOE},never closed\n`, /./]]) {
    const done = await imported(bytes);
    assert.equal(done.code, 1);
    assert.match(done.rejected, reason);
    assert.deepEqual(people(done).slice(0, 3), [0, 0, 0]);
  }
});
