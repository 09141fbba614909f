// Reads an installation's tables beside its running server: what the pages say is one thing, what is kept another. Only
// for tests, and read-only: people's data is behind the program's own guard everywhere else. On PostgreSQL a superuser
// asks, whom the row-level policies don't hold. One sqlite3 or psql stays for each database, since starting it costs
// more than most of what is asked.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { databaseOf, folder } from './postgres.mjs';

// It reads and answers through two named pipes, so that a test can wait for the answer as for any other function's.
const END = 'end of the answer', sessions = new Map();
function openSession(command, args, beginning) {
  const at = mkdtempSync(path.join(tmpdir(), 'cairn-rows-')), [asked, answered] = ['asked', 'answered'].map((n) => path.join(at, n));
  execFileSync('mkfifo', [asked, answered]);
  const child = spawn('sh', ['-c', 'exec <"$1" >"$2"; shift 2; exec "$@"', 'sh', asked, answered, command, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  child.unref();
  const session = { to: openSync(asked, 'w'), from: openSync(answered, 'r') };
  rmSync(at, { recursive: true });
  writeSync(session.to, beginning);
  return session;
}

function ask(session, sql, end) {
  const part = Buffer.alloc(1 << 16), parts = [];
  writeSync(session.to, `${sql};\n${end}\n`);
  for (let last = ''; !last.endsWith(`${END}\n`);) {
    const n = readSync(session.from, part);
    if (!n) throw new Error(`the session ended on: ${sql}`);
    parts.push(Buffer.from(part.subarray(0, n)));
    last = Buffer.concat(parts.slice(-2)).toString('latin1');
  }
  const all = Buffer.concat(parts);
  return all.toString('utf8', 0, all.length - END.length - 1).trim();
}

function sessionOf(key, open) {
  if (!sessions.has(key)) sessions.set(key, open());
  return sessions.get(key);
}

// A database that was put in another's place is another one.
function sqlite(data, sql) {
  const file = path.join(data, 'cairn.db');
  const session = sessionOf(`${file} ${statSync(file).ino}`, () => openSession('sqlite3', ['-bail', '-readonly', '-json', file], ''));
  return ask(session, sql, `.print '${END}'`);
}

// The one word that the tests' statements use and PostgreSQL spells otherwise.
const inPostgres = (sql) => sql.replace(/\bhex\(([^()]*)\)/g, `upper(encode($1, 'hex'))`).replace(/\s+/g, ' ');
const psql = (name) => openSession('psql', ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-h', folder, '-U', 'cairn_admin', '-d', name],
  'SET search_path = cairn; SET default_transaction_read_only = on;\n');
const postgres = (name, sql) => ask(sessionOf(name, () => psql(name)), `SELECT coalesce(json_agg(r), '[]') FROM (${inPostgres(sql)}) r`, `\\echo ${END}`);

export function rows(data, sql) {
  const name = databaseOf(data), out = name ? postgres(name, sql) : sqlite(data, sql);
  return out ? JSON.parse(out) : [];
}

export const lastAudit = (data) => rows(data, 'SELECT coalesce(max(seq), 0) AS seq FROM audit')[0].seq;
// Who stands in the rows of the audit after one of them, each person once, by the key that addresses show.
export const auditedSince = (data, seq) => rows(data, `SELECT DISTINCT lower(hex(p.key)) AS key FROM audit_person a
  JOIN person p ON p.person_id = a.person_id WHERE a.seq > ${Number(seq)}`).map(({ key }) =>
  key.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'));

// What the database says to a statement that it must refuse: on PostgreSQL to the role that serves, on SQLite to anybody
// who opens the file, tried on a copy.
export function refusal(data, sql) {
  const name = databaseOf(data), at = mkdtempSync(path.join(tmpdir(), 'cairn-copy-')), copy = path.join(at, 'copy.db');
  try {
    if (name) execFileSync('psql', ['-X', '-v', 'ON_ERROR_STOP=1', '-h', folder, '-U', 'cairn', '-d', name, '-c', `SET search_path = cairn; ${sql}`], { stdio: 'pipe' });
    else {
      execFileSync('sqlite3', ['-readonly', path.join(data, 'cairn.db'), `.backup ${copy}`]);
      execFileSync('sqlite3', ['-bail', copy, sql], { stdio: 'pipe' });
    }
    return 'it was not refused';
  } catch (error) {
    return String(error.stderr ?? error);
  } finally {
    rmSync(at, { recursive: true });
  }
}
