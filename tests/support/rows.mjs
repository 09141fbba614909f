// Reads an installation's tables beside its running server: what the pages say is one thing, what is kept another. Only
// for tests, and read-only: people's data is behind the program's own guard everywhere else.
import { execFileSync } from 'node:child_process';
import path from 'node:path';

export function rows(data, sql) {
  const out = execFileSync('sqlite3', ['-readonly', '-json', path.join(data, 'cairn.db'), sql], { encoding: 'utf8', maxBuffer: 64 << 20 });
  return out ? JSON.parse(out) : [];
}

export const lastAudit = (data) => rows(data, 'SELECT coalesce(max(seq), 0) AS seq FROM audit')[0].seq;
// Who stands in the rows of the audit after one of them, each person once, by the key that addresses show.
export const auditedSince = (data, seq) => rows(data, `SELECT DISTINCT lower(hex(p.key)) AS key FROM audit_person a
  JOIN person p ON p.person_id = a.person_id WHERE a.seq > ${Number(seq)}`).map(({ key }) =>
  key.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'));
