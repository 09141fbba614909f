// `cairn move`: a network goes from SQLite to PostgreSQL and back, and what it holds is the same, told without Cairn's own
// hashes. It serves at each step; what is killed in the middle leaves the source good and nothing to serve in the target.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { clusterFolder, Postgres } from '../support/cluster.mjs';
import { CAIRN, cairn, makeDemo, removeFolder, startServer, temporaryFolder } from '../support/server.mjs';
import { Visitor } from '../support/visitor.mjs';

// What may differ: where the audit's rows stand in the chain (on SQLite in the rows themselves), and the rows that moves add.
const NOT_COMPARED = ['audit_seal'];
let folder, cluster, server, original, accounts, databases = 0;

const sqlite = (file, sql) => execFileSync('sqlite3', ['-readonly', '-batch', file, sql], { encoding: 'utf8', maxBuffer: 256 << 20 }).trim();

// Rows unlike any of the demonstration, with what is easily lost: no value, empty, quotes, a NUL in a blob, large numbers.
const MORE = `
  PRAGMA foreign_keys = ON;
  INSERT INTO backup VALUES (1, 1000, 2000, 9007199254740993), (2, 3000, NULL, NULL);
  INSERT INTO backup_proof VALUES (7, 5000, 1, 2000, 1, 'good: ‘quoted’ and "double" \\ back');
  INSERT INTO draft SELECT 5, account_id, 1, x'00112233445566778899aabbccddeeff', 'contact', 1, '{"note":"half ✓ written"}', 10, 20 FROM account LIMIT 1;
  INSERT INTO draft SELECT 6, account_id, 1, x'00112233445566778899aabbccddee00', 'person', NULL, NULL, -10, 0 FROM account LIMIT 1;
  INSERT INTO relation SELECT 900009, x'0f112233445566778899aabbccddeeff', account_id, role_held_id, 2, 'claim', 'other', 'typed '' words', 1, 10, 20, NULL, NULL FROM role_held LIMIT 1;
  INSERT INTO import VALUES (900003, x'1f112233445566778899aabbccddeeff', 1, 1, NULL, NULL, '', 1, 'a file', 0, 1, 0, 0, 1, 0, 0, 0, 0);
  INSERT INTO coded_concept VALUES (900001, '', 'x', 'Text é alone'), (900002, 'http://snomed.info/sct', '44054006', 'Type 2 diabetes');
  INSERT INTO coded_record VALUES (9000011, 1, 900002, 1, 1, 0, NULL, NULL, '1.50', '', 'a note', 'Dr Who', '07700 900451', zeroblob(16), -9223372036854775808, 900003, NULL);
  INSERT INTO coded_original VALUES (9000011, x'00ff00');
  INSERT INTO consent_party (consent_party_id, key, person_id, kind, name) VALUES (4, x'00000000000000000000000000000401', 2, 'carer', 'Zoë ‘Z’');
  INSERT INTO consent (consent_id, key, person_id, entry, answer, decided_by, name, happened_on, words, seen_on, seen_by, account_id, role, recorded_at, nonce)
    SELECT 6, x'00000000000000000000000000000601', 2, 'attorney', 'health', 'attorney', 'Zoë', -100, 'All', 101, 'Me', account_id, 1, 10, x'00000000000000000000000000000602' FROM account LIMIT 1;
  INSERT INTO consent (consent_id, key, person_id, entry, purpose, consent_party_id, answer, understands, retains, happened_on, account_id, role, recorded_at, nonce)
    SELECT 7, x'00000000000000000000000000000701', 2, 'capacity', 'party', 4, 'lacks', 1, 0, 102, account_id, 1, 10, x'00000000000000000000000000000702' FROM account LIMIT 1;
  INSERT INTO consent (consent_id, key, person_id, entry, purpose, consent_party_id, answer, kinds, decided_by, how, happened_on, rests_on, assessment_id,
    account_id, role, recorded_at, nonce)
    SELECT 8, x'00000000000000000000000000000801', 2, 'decision', 'party', 4, 'given', 31, 'attorney', 'said', 103, 6, 7, account_id, 1, 10, x'00000000000000000000000000000802' FROM account LIMIT 1;
  INSERT INTO coded_source VALUES (-5, 1), (9223372036854775807, 1);
  INSERT INTO import_actor VALUES (zeroblob(16), NULL, NULL, NULL, NULL), (x'ff000000000000000000000000000000', 'A99001', '', zeroblob(16), x'ff000000000000000000000000000001');`;

before(async () => {
  folder = temporaryFolder();
  cluster = clusterFolder();
  server = new Postgres(cluster, 'one').make();
  const made = await makeDemo(folder, { people: 300, more: ['--database', ''] });
  original = made.data;
  accounts = made.accountList();
  execFileSync('sqlite3', ['-batch', path.join(original, 'cairn.db'), MORE]);
});
after(() => {
  server?.stop();
  rmSync(cluster, { recursive: true, force: true });
  removeFolder(folder);
});

function copyOf(name) {
  const to = path.join(folder, name);
  cpSync(original, to, { recursive: true });
  return to;
}
const newDatabase = () => server.newDatabase(`m${++databases}`);
const move = (data, to, owner, ...more) => cairn('move', '--data', data, '--to', to, '--database-owner', owner, ...more);

async function mustMove(data, to, owner) {
  const done = await move(data, to, owner, '--json');
  assert.equal(done.code, 0, done.stderr);
  return JSON.parse(done.stdout);
}

// Each table as text, its rows in the order of their key.
function contents(file) {
  const tables = sqlite(file, `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`).split('\n');
  return new Map(tables.map((table) => {
    const key = sqlite(file, `SELECT group_concat('"' || name || '"') FROM (SELECT name FROM pragma_table_info('${table}') WHERE pk > 0 ORDER BY pk)`);
    const where = table === 'audit' ? `WHERE action <> 'move'` : '';
    return [table, execFileSync('sqlite3', ['-readonly', '-batch', '-cmd', '.mode quote', file, `SELECT * FROM "${table}" ${where} ORDER BY ${key}`], { encoding: 'utf8', maxBuffer: 256 << 20 })];
  }));
}

async function verify(data, rows) {
  const { code, stdout, stderr } = await cairn('audit', 'verify', '--data', data, '--json');
  assert.equal(code, 0, stdout + stderr);
  if (rows !== undefined) assert.equal(JSON.parse(stdout).rows, rows);
  return JSON.parse(stdout);
}

// What is wrong with the one original that isn't one is all that is wrong, on both.
async function check(data) {
  const { code, stdout, stderr } = await cairn('check', '--data', data, '--json');
  assert.deepEqual(JSON.parse(stdout || '{}').problems, ['an original is not what was imported: coded_record 9000011'], `check ended with ${code}: ${stderr}`);
}

test('there and back every row is what it was', { timeout: 120_000 }, async () => {
  const data = copyOf('same'), db = newDatabase(), file = path.join(data, 'cairn.db');
  const was = contents(file), bytes = readFileSync(file), rows = (await verify(data)).rows;
  for (const table of ['contact', 'draft', 'backup', 'relation', 'person_term', 'coded_original', 'import_actor', 'consent', 'consent_party'])
    assert.notEqual(was.get(table), '', `${table} has rows to move`);
  const there = await mustMove(data, db.runtime, db.owner);
  assert.equal(there.tables.length, was.size, 'every table was moved');
  for (const t of there.tables) assert.deepEqual([t.rows_there, t.hash_there], [t.rows, t.hash], t.name);
  assert.equal(server.ask('SELECT count(*) FROM cairn.person', db.runtime.match(/@\/(\w+)/)[1]), '300');
  assert.ok(readFileSync(file).equals(bytes), 'the source is byte for byte what it was');
  assert.equal((await verify(data, rows + 1)).chained, rows);
  await check(data);
  rmSync(file);
  const back = await mustMove(data, 'sqlite', db.owner);
  for (const t of back.tables) {
    assert.deepEqual([t.rows_there, t.hash_there], [t.rows, t.hash], t.name);
    const before = there.tables.find((one) => one.name === t.name);
    if (![...NOT_COMPARED, 'audit'].includes(t.name)) assert.equal(t.hash, before.hash, t.name);
  }
  const is = contents(file);
  assert.deepEqual([...is.keys()], [...was.keys()]);
  for (const [table, text] of was) if (!NOT_COMPARED.includes(table)) assert.equal(is.get(table), text, table);
  assert.equal((await verify(data, rows + 2)).chained, rows + 1);
  await check(data);
});

// The first page, a record with a contact recorded in it, and who looked; the audit's rows afterwards.
async function useIt(data, person) {
  const running = await startServer({ data });
  try {
    const visitor = new Visitor(running.url);
    const account = accounts.find((a) => a.role === 'care-coordinator');
    const signed = await visitor.send(await visitor.get('/sign-in'), '/sign-in', { email: account.email, password: account.password });
    assert.equal(signed.status, 303);
    const first = await visitor.follow(signed);
    assert.equal(first.status, 200, first.path);
    const address = person ?? await findSomebody(visitor);
    const contact = await visitor.send(await visitor.get(`${address}/contacts/new`), `${address}/contacts/new`, { outcome: 'spoke', with: 'person', next: 'none', note: 'After the move' });
    assert.equal(contact.status, 303, contact.text.slice(0, 500));
    assert.match((await visitor.get(address)).text, /After the move/);
    assert.equal((await visitor.get(`${address}/who-looked`)).status, 200);
    visitor.close();
    return address;
  } finally {
    assert.equal((await running.stop()).code, 0);
  }
}

async function findSomebody(visitor) {
  for (const find of ['smith', 'jones', 'khan', 'patel', 'brown', 'williams', 'ali']) {
    const page = await visitor.follow(await visitor.send(await visitor.get('/people/find'), '/people/find', { find }));
    for (const [, address] of page.text.matchAll(/href="(\/people\/[0-9a-f-]{36})"/g))
      if (!(await visitor.get(address)).text.includes('Has died')) return address;
  }
  throw new Error('nobody was found');
}

test('it serves on SQLite, on PostgreSQL and on SQLite again, and every head that was signed still holds', { timeout: 120_000 }, async () => {
  const data = copyOf('served'), db = newDatabase(), heads = [];
  const noteHead = () => heads.push(readFileSync(path.join(data, 'audit.head'), 'utf8').trim());
  const person = await useIt(data);
  noteHead();
  await mustMove(data, db.runtime, db.owner);
  await useIt(data, person);
  noteHead();
  rmSync(path.join(data, 'cairn.db'));
  await mustMove(data, 'sqlite', db.owner);
  await useIt(data, person);
  noteHead();
  const again = newDatabase();
  await mustMove(data, again.runtime, again.owner);
  await useIt(data, person);
  noteHead();
  for (const head of heads) {
    const { code, stdout } = await cairn('audit', 'verify', '--data', data, '--head', head);
    assert.equal(code, 0, `${head}: ${stdout}`);
  }
  await check(data);
});

test('numbers that PostgreSQL lost leave no gap in the chain after a return, and tampering is found', { timeout: 120_000 }, async () => {
  const data = copyOf('gaps'), db = newDatabase(), file = path.join(data, 'cairn.db'), name = db.runtime.match(/@\/(\w+)/)[1];
  await mustMove(data, db.runtime, db.owner);
  server.ask(`SELECT nextval('cairn.audit_seq_seq') FROM generate_series(1, 40)`, name);
  await useIt(data);
  rmSync(file);
  await mustMove(data, 'sqlite', db.owner);
  await useIt(data);
  const { rows } = await verify(data), last = Number(sqlite(file, 'SELECT max(seq) FROM audit'));
  assert.ok(last >= rows + 40, `the last of ${rows} rows has the number ${last}`);
  await check(data);
  const sealed = Number(sqlite(file, 'SELECT max(seq) FROM audit_seal'));
  for (const sql of [`UPDATE audit SET outcome = 2 WHERE seq = ${sealed - 2}`, `UPDATE audit SET outcome = 2 WHERE seq = 3`,
    `DELETE FROM audit WHERE seq = ${last - 1}`, `DELETE FROM audit_seal WHERE seq = ${sealed}; DELETE FROM audit WHERE seq = ${sealed}`,
    `DELETE FROM audit_seal`, `INSERT INTO audit SELECT ${sealed - 45}, at, account_id, session_id, role, pcn_id, practice_id, action, route, address, outcome, object_kind, object_id, object_version, reason, people, mac FROM audit WHERE seq = 4`,
    `DELETE FROM audit WHERE seq = ${last}`]) {
    const copy = path.join(folder, 'tampered');
    rmSync(copy, { recursive: true, force: true });
    cpSync(data, copy, { recursive: true });
    execFileSync('sqlite3', ['-batch', path.join(copy, 'cairn.db'), sql]);
    assert.equal((await cairn('audit', 'verify', '--data', copy)).code, 1, sql);
  }
});

test('what must not be moved is refused, and says why', { timeout: 120_000 }, async () => {
  const data = copyOf('refused'), other = copyOf('other'), db = newDatabase(), second = newDatabase();
  const refused = async (done, code, pattern) => {
    const { code: was, stderr } = await done;
    assert.equal(was, code, stderr);
    assert.match(stderr, pattern);
    assert.equal((await cairn('audit', 'verify', '--data', data)).code, 0);
  };
  await refused(move(data, 'sqlite', db.owner), 1, /on SQLite already/);
  await refused(move(data, 'nonsense', db.owner), 2, /--to/);
  await refused(cairn('move', '--data', data, '--to', db.runtime), 2, /--database-owner is missing/);
  await refused(move(data, db.runtime, second.owner), 1, /two databases/);
  const running = await startServer({ data });
  await refused(move(data, db.runtime, db.owner), 3, /in use by another process/);
  await running.stop();
  await mustMove(other, second.runtime, second.owner);
  await refused(move(data, second.runtime, second.owner), 1, /holds an installation already/);
  const serving = await startServer({ data: other });
  await refused(move(data, second.runtime, second.owner), 3, /another Cairn works/);
  await serving.stop();
  // Every byte of the old database is there; what is moved is not served from it.
  await refused(cairn('serve', '--data', other, '--database', ''), 3, /not in use any more: .*was moved to postgres:/);
  await refused(move(other, 'sqlite', second.owner), 1, /cairn\.db is there already/);
  rmSync(path.join(other, 'cairn.db'));
  await mustMove(other, 'sqlite', second.owner);
  await refused(cairn('serve', '--data', other, '--database', second.runtime), 3, /moved: the data is in/);
  execFileSync('sqlite3', ['-batch', path.join(data, 'cairn.db'), 'UPDATE audit SET outcome = 3 WHERE seq = 5']);
  const tampered = await move(data, db.runtime, db.owner);
  assert.match(tampered.stderr, /the audit of the source is not whole, row 5/);
  assert.equal(server.ask(`SELECT count(*) FROM pg_namespace WHERE nspname = 'cairn'`, db.runtime.match(/@\/(\w+)/)[1]), '0');
});

// Kills it after so many milliseconds; true if it was still at work.
function killAfter(ms, ...args) {
  const child = spawn(CAIRN, ['move', ...args], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal === 'SIGKILL')));
  return Promise.race([delay(ms).then(() => child.kill('SIGKILL')).then(() => ended), ended]);
}

test('killed in the middle, the source is good and nothing in the target is served; the next move does it', { timeout: 240_000 }, async () => {
  const began = Date.now(), timing = copyOf('timing'), first = newDatabase();
  await mustMove(timing, first.runtime, first.owner);
  const whole = Date.now() - began, data = copyOf('killed'), db = newDatabase(), file = path.join(data, 'cairn.db'), bytes = readFileSync(file);
  let killed = 0;
  for (const part of [0.15, 0.3, 0.45, 0.6, 0.75, 0.85]) {
    if (!await killAfter(whole * part, '--data', data, '--to', db.runtime, '--database-owner', db.owner)) break;
    killed++;
    assert.ok(readFileSync(file).equals(bytes), 'the source is what it was');
    assert.ok(!existsSync(path.join(data, 'cairn.conf')), 'nothing was switched over');
    const target = await cairn('serve', '--data', data, '--database', db.runtime, '--listen', '127.0.0.1:0');
    assert.equal(target.code, 3, `the target was served: ${target.stderr}`);
    await verify(data);
  }
  assert.ok(killed >= 2, `only ${killed} were killed at work`);
  if (!existsSync(path.join(data, 'cairn.conf'))) await mustMove(data, db.runtime, db.owner);
  rmSync(file);
  killed = 0;
  for (const part of [0.05, 0.1, 0.2, 0.4, 0.8]) { // the way back is several times shorter
    if (!await killAfter(whole * part, '--data', data, '--to', 'sqlite', '--database-owner', db.owner)) break;
    killed++;
    assert.ok(!existsSync(file), 'a half-written file has another name');
    await verify(data);
  }
  assert.ok(killed >= 1, 'none was killed at work on the way back');
  if (!existsSync(file)) await mustMove(data, 'sqlite', db.owner);
  await check(data);
});
