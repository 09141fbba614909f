// Every command of `cairn help` is confined while it works: code that was put into it reads, writes and lists nothing
// beside what the command is there for. A command without a case here fails, so that a new one gets its walls.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { nhsNumber, patient } from '../support/people.mjs';
import { CAIRN, cairn, freePort, removeFolder, startServer, temporaryFolder } from '../support/server.mjs';

const TRIED = ['read', 'write', 'look', 'call'];
let folder, data, shim, secret;

before(() => {
  folder = temporaryFolder();
  data = path.join(folder, 'network');
  for (const name of ['elsewhere', 'out', 'in', 'new']) mkdirSync(path.join(folder, name));
  secret = path.join(folder, 'elsewhere', 'secret');
  writeFileSync(secret, 'not yours');
  shim = path.join(folder, 'within.so');
  execFileSync(process.env.CC_FOR_TESTS || 'cc', ['-shared', '-fPIC', '-O1', '-o', shim, path.join(import.meta.dirname, 'within.c')]);
  const someone = patient({ id: 'p1', family: 'Walls', given: 'Wanda', born: '1950-02-03', number: nhsNumber('999000123'), postcode: 'LS1 4AP', practice: 'A99001' });
  writeFileSync(path.join(folder, 'in', 'people.ndjson'), `${JSON.stringify(someone)}\n{"resourceType":"Patient","id":"none"}\n`);
  writeFileSync(path.join(folder, 'in', 'carers.csv'), 'code,term\n224484003,Patient themselves providing care\n');
});
after(() => removeFolder(folder));

async function run(...args) {
  const env = { ...process.env, LD_PRELOAD: shim, CAIRN_WITHIN: secret, TMPDIR: path.join(folder, 'out') };
  try {
    return { code: 0, ...await promisify(execFile)(CAIRN, args, { env, cwd: path.dirname(secret), timeout: 60_000, maxBuffer: 16 << 20 }) };
  } catch (error) {
    return { code: error.code ?? error.signal, stdout: error.stdout, stderr: error.stderr };
  }
}
const told = ({ stderr }) => Object.fromEntries([...stderr.matchAll(/^within: (\w+): (.*)$/gm)].map(([, what, answer]) => [what, answer]));
const hasLandlock = async () => !/no Landlock/.test((await cairn('check', '--data', data)).stdout);

// In the order in which they can be run. Each with its exit status.
const KEY = () => path.join(folder, 'out', 'key'), BACKUP = (n) => path.join(folder, 'out', `backup-${n}`);
const commands = (n) => [
  ['practice', 0, 'list', '--data', data],
  ['user', 0, 'add', '--data', data, '--email', `nina${n}@example.nhs.uk`, '--name', 'Nina', '--role', 'administrator'],
  ['audit', 0, 'verify', '--data', data],
  ['import', 1, 'fhir', '--data', data, path.join(folder, 'in', 'people.ndjson')],
  ['import', 0, 'codes', '--version', '2026-04', '--data', data, path.join(folder, 'in', 'carers.csv')],
  ['check', 0, '--data', data],
  ['backup-key', n ? 1 : 0, '--data', data, '--private', KEY()],
  ['backup', 0, '--data', data, BACKUP(n)],
  ['restore', 0, BACKUP(n), '--key', KEY(), '--data', path.join(folder, 'new', `restored-${n}`)],
  ['restore', 0, '--prove', BACKUP(n), '--key', KEY(), '--data', data],
  ['routes', 0],
  ['help', 0],
];
const ALONE = () => [
  ['init', 0, '--data', data, '--pcn', 'Quayside Invented PCN', '--admin', 'first@example.nhs.uk'],
  ['demo', 0, '--data', path.join(folder, 'demo'), '--people', '20', '--accounts', path.join(folder, 'out', 'accounts.json')],
  ['upgrade', 0, '--data', data],
  ['move', 3, '--data', data, '--to', 'postgres://nobody@127.0.0.1:1/none', '--database-owner', 'postgres://owner@127.0.0.1:1/none'],
];
const seen = new Set();

async function holds([command, code, ...args], landlock) {
  const done = await run(command, ...args), answers = told(done);
  seen.add(command);
  assert.equal(done.code, code, `${command} ${args.join(' ')}: ${done.stderr}`);
  assert.deepEqual(Object.keys(answers), TRIED, `${command}: ${done.stderr}`);
  assert.equal(answers.call, 'Operation not permitted', command);
  for (const what of ['read', 'write', 'look']) if (landlock) assert.equal(answers[what], 'Permission denied', `${command}: ${what}`);
}

test('each command is confined, with the data to itself', async (t) => {
  await holds(ALONE()[0], false);
  const landlock = await hasLandlock();
  if (!landlock) console.error('commands: this kernel has no Landlock, so it is not proven here which files they reach');
  for (const one of [...ALONE().slice(1), ...commands(0)]) await holds(one, landlock);
  t.diagnostic(landlock ? 'files and calls' : 'calls alone: no Landlock');
  assert.ok(existsSync(path.join(folder, 'in', 'people.ndjson.rejected.csv')), 'what was rejected is beside its file');
  assert.equal(readFileSync(secret, 'utf8'), 'not yours');
});

test('each command is confined, beside a running server', async () => {
  const server = await startServer({ data, port: await freePort() });
  try {
    const landlock = await hasLandlock();
    for (const one of commands(1)) await holds(one, landlock);
  } finally {
    await server.stop();
  }
});

test('no command is left out', async () => {
  const { stdout } = await cairn('help');
  const all = [...stdout.matchAll(/^ {2}([a-z-]+) {2,}/gm)].map(([, name]) => name).filter((name) => name !== 'serve');
  assert.deepEqual(all.filter((name) => !seen.has(name)), []);
});
