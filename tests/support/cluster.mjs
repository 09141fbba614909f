// PostgreSQL servers of a test's own, whose end it decides: each in a temporary folder, on a Unix socket alone, as an
// ordinary user (root's deputy `postgres` where root runs the tests). Nothing is flushed, unless it is asked to be durable:
// they are thrown away.
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = '/usr/lib/postgresql';
const version = existsSync(ROOT) ? readdirSync(ROOT).sort((a, b) => b - a)[0] : null;
const bin = (name) => path.join(ROOT, String(version), 'bin', name);

function asUser(cwd, program, args) {
  const plain = process.getuid() !== 0;
  const all = plain ? [program, ...args] : ['setpriv', '--reuid', 'postgres', '--regid', 'postgres', '--clear-groups', program, ...args];
  return execFileSync(all[0], all.slice(1), { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

// A folder that the servers may write to.
export function clusterFolder(within = tmpdir()) {
  const folder = mkdtempSync(path.join(within, 'cairn-cluster-'));
  if (process.getuid() === 0) execFileSync('chown', ['postgres', folder]);
  chmodSync(folder, 0o755);
  return folder;
}

export class Postgres {
  constructor(folder, name, { durable = false } = {}) {
    this.durable = durable;
    this.socket = path.join(folder, name);
    this.data = path.join(this.socket, 'data');
    mkdirSync(this.socket, { recursive: true });
    if (process.getuid() === 0) execFileSync('chown', ['postgres', this.socket]);
  }

  settings(lines) { appendFileSync(path.join(this.data, 'postgresql.conf'), lines.join('\n') + '\n'); }

  common() {
    return [`listen_addresses = ''`, `unix_socket_directories = '${this.socket}'`, ...(this.durable ? [] : ['fsync = off', 'full_page_writes = off']), 'max_connections = 100',
      'shared_buffers = 32MB', 'autovacuum = off', 'wal_receiver_timeout = 5s', 'wal_retrieve_retry_interval = 200ms'];
  }

  make() {
    asUser(this.socket, bin('initdb'), ['-D', this.data, '-U', 'cairn_admin', '-A', 'trust', '-E', 'UTF8', '--locale', 'C.UTF-8', '--no-sync']);
    this.settings(this.common());
    this.start();
    this.ask('CREATE ROLE cairn_owner LOGIN CREATEDB');
    this.ask('CREATE ROLE cairn LOGIN');
    return this;
  }

  // Everything from the primary, which then waits for it with every commit.
  follow(primary) {
    rmSync(this.data, { recursive: true, force: true });
    asUser(this.socket, bin('pg_basebackup'), ['-h', primary.socket, '-U', 'cairn_admin', '-D', this.data, '-R', '-X', 'stream', '-c', 'fast', '--no-sync']);
    this.settings([...this.common(), `synchronous_standby_names = ''`]);
    rmSync(path.join(this.data, 'postgresql.auto.conf.old'), { force: true });
    const auto = path.join(this.data, 'postgresql.auto.conf');
    const kept = readFileSync(auto, 'utf8').split('\n').filter((line) => !line.startsWith('synchronous_standby_names'));
    rmSync(auto);
    appendFileSync(auto, kept.join('\n'));
    if (process.getuid() === 0) execFileSync('chown', ['postgres', auto]);
    chmodSync(auto, 0o600);
    this.start();
    primary.ask(`ALTER SYSTEM SET synchronous_standby_names = '*'`);
    primary.ask('SELECT pg_reload_conf()');
    for (const end = Date.now() + 10_000; Date.now() < end; execFileSync('sleep', ['0.05']))
      if (primary.ask(`SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'`) === '1') return this;
    throw new Error('the standby did not follow');
  }

  start() {
    const log = path.join(this.socket, 'log');
    try {
      asUser(this.socket, bin('pg_ctl'), ['-D', this.data, '-l', log, '-w', '-t', '60', 'start']);
    } catch (error) {
      throw new Error(`${error.message}\n${existsSync(log) ? readFileSync(log, 'utf8').slice(-2000) : ''}`);
    }
  }

  promote() { asUser(this.socket, bin('pg_ctl'), ['-D', this.data, '-w', '-t', '60', 'promote']); }

  pid() {
    const file = path.join(this.data, 'postmaster.pid');
    return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0;
  }

  // As when the machine goes: the server and all that it started, at once.
  kill() {
    const pid = this.pid();
    if (!pid) return;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
    for (const one of [pid, ...children])
      try {
        process.kill(one, 'SIGKILL');
      } catch { /* it had ended by itself */ }
    const left = [path.join(this.data, 'postmaster.pid'), path.join(this.socket, '.s.PGSQL.5432'), path.join(this.socket, '.s.PGSQL.5432.lock')];
    for (const file of left) rmSync(file, { force: true }); // they name a process that may still wait for its parent's look
  }

  stop() { if (this.pid()) asUser(this.socket, bin('pg_ctl'), ['-D', this.data, '-m', 'immediate', '-w', 'stop']); }

  ask(sql, database = 'postgres', role = 'cairn_admin') {
    return execFileSync('psql', ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-h', this.socket, '-U', role, '-d', database, '-c', sql],
      { encoding: 'utf8', maxBuffer: 64 << 20 }).trim();
  }

  newDatabase(name) {
    this.ask(`CREATE DATABASE ${name} OWNER cairn_owner`);
    return { runtime: addressOf('cairn', name, this), owner: addressOf('cairn_owner', name, this) };
  }
}

export const addressOf = (role, name, ...servers) => `postgres://${role}@/${name}?host=${servers.map((s) => s.socket).join(',')}`;
