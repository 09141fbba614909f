// Reads an installation's tables beside its running server: what the pages say is one thing, what is kept another. Only
// for tests, and read-only: people's data is behind the program's own guard everywhere else. On PostgreSQL a superuser
// asks, whom the row-level policies don't hold, through one psql for each database, since starting it costs more than
// most of what is asked.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { databaseOf, folder } from './postgres.mjs';

const sqlite = (data, sql) => execFileSync('sqlite3', ['-readonly', '-json', path.join(data, 'cairn.db'), sql], { encoding: 'utf8', maxBuffer: 64 << 20 });

// It reads and answers through two named pipes, so that a test can wait for the answer as for any other function's.
const END = 'end of the answer', sessions = new Map();
function openSession(name) {
  const at = mkdtempSync(path.join(tmpdir(), 'cairn-psql-')), [asked, answered] = ['asked', 'answered'].map((n) => path.join(at, n));
  execFileSync('mkfifo', [asked, answered]);
  const child = spawn('sh', ['-c', 'exec psql -X -q -A -t -v ON_ERROR_STOP=1 -h "$1" -U cairn_admin -d "$2" <"$3" >"$4"', 'sh', folder, name, asked, answered],
    { stdio: ['ignore', 'ignore', 'inherit'] });
  child.unref();
  const session = { to: openSync(asked, 'w'), from: openSync(answered, 'r') };
  rmSync(at, { recursive: true });
  writeSync(session.to, 'SET search_path = cairn; SET default_transaction_read_only = on;\n');
  return session;
}

function ask(name, sql) {
  if (!sessions.has(name)) sessions.set(name, openSession(name));
  const { to, from } = sessions.get(name), part = Buffer.alloc(1 << 16);
  writeSync(to, `${sql};\n\\echo ${END}\n`);
  for (let text = ''; ;) {
    const n = readSync(from, part);
    if (!n) throw new Error(`psql ended on: ${sql}`);
    text += part.toString('latin1', 0, n);
    if (text.endsWith(`${END}\n`)) return Buffer.from(text.slice(0, -END.length - 1), 'latin1').toString('utf8').trim();
  }
}

// The one word that the tests' statements use and PostgreSQL spells otherwise.
const inPostgres = (sql) => sql.replace(/\bhex\(([^()]*)\)/g, `upper(encode($1, 'hex'))`).replace(/\s+/g, ' ');
const postgres = (name, sql) => ask(name, `SELECT coalesce(json_agg(r), '[]') FROM (${inPostgres(sql)}) r`);

export function rows(data, sql) {
  const name = databaseOf(data), out = name ? postgres(name, sql) : sqlite(data, sql);
  return out ? JSON.parse(out) : [];
}

export const lastAudit = (data) => rows(data, 'SELECT coalesce(max(seq), 0) AS seq FROM audit')[0].seq;
// Who stands in the rows of the audit after one of them, each person once, by the key that addresses show.
export const auditedSince = (data, seq) => rows(data, `SELECT DISTINCT lower(hex(p.key)) AS key FROM audit_person a
  JOIN person p ON p.person_id = a.person_id WHERE a.seq > ${Number(seq)}`).map(({ key }) =>
  key.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'));
