// Databases on the PostgreSQL that script/lib/postgres.sh runs for the tests; without one, nothing here does anything.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const folder = process.env.CAIRN_TEST_POSTGRES;
export const onPostgres = Boolean(folder);

export const address = (role, name) => `postgres://${role}@/${name}?host=${folder}`;

// One value of one query, as text.
export const ask = (name, sql, role = 'cairn_admin') =>
  execFileSync('psql', ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-h', folder, '-U', role, '-d', name, '-c', sql],
    { encoding: 'utf8', maxBuffer: 64 << 20 }).trim();

const newName = () => `j${crypto.randomUUID().replaceAll('-', '')}`;

// The flags of `cairn init` and `cairn demo` for a database of its own.
export function newDatabase(name = newName()) {
  ask('postgres', `CREATE DATABASE ${name} OWNER cairn_owner`);
  return ['--database', address('cairn', name), '--database-owner', address('cairn_owner', name)];
}

// The database that an installation's cairn.conf names.
export function databaseOf(data) {
  const file = path.join(data, 'cairn.conf');
  const found = existsSync(file) && /^database = postgres:\/\/cairn@\/(\w+)\?/m.exec(readFileSync(file, 'utf8'));
  return found ? found[1] : null;
}

// After a data directory was copied: its own copy of the database too. Nobody may be signed in to the first meanwhile.
export function copyDatabase(data) {
  const from = databaseOf(data), to = newName(), file = path.join(data, 'cairn.conf');
  if (!from) return;
  ask('postgres', `CREATE DATABASE ${to} OWNER cairn_owner TEMPLATE ${from}`);
  writeFileSync(file, readFileSync(file, 'utf8').replace(`@/${from}?`, `@/${to}?`));
}
