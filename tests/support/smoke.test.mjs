// Does the release binary, as script/build leaves it, start, serve, stop and carry its armour?
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { CAIRN, cairn, makeDemo, removeFolder, startServer, temporaryFolder } from './server.mjs';

let work, demo;
before(async () => {
  work = temporaryFolder();
});
after(() => removeFolder(work));

test('it says its version', async () => {
  const { code, stdout } = await cairn('--version');
  assert.equal(code, 0);
  assert.match(stdout, /\d+\.\d+\.\d+/);
});

test('it says what it can do', async () => {
  const { code, stdout } = await cairn('help');
  assert.equal(code, 0);
  for (const command of ['init', 'demo', 'serve', 'import']) assert.match(stdout, new RegExp(`\\b${command}\\b`));
});

test('an unknown command is wrong usage: status 2, and a word about it', async () => {
  const { code, stderr } = await cairn('no-such-command');
  assert.equal(code, 2);
  assert.match(stderr, /no-such-command/);
});

test('it makes an invented network, with an account for somebody', async () => {
  demo = await makeDemo(work, { people: 50 });
  assert.ok(demo.accountList().length > 0);
});

test('it serves the network, sends anonymous visitors to sign in, and stops when asked', async () => {
  const server = await startServer({ data: demo.data });
  const home = await fetch(`${server.url}/`, { redirect: 'manual' });
  assert.equal(home.status, 303);
  assert.match(home.headers.get('location'), /sign-in/);
  const signIn = await fetch(`${server.url}/sign-in`);
  assert.equal(signIn.status, 200);
  assert.match(signIn.headers.get('content-security-policy'), /default-src 'none'/);
  assert.deepEqual(await server.stop(), { code: 0, signal: null });
});

test('a data directory in use is refused: status 3', async () => {
  const server = await startServer({ data: demo.data });
  const second = await cairn('serve', '--data', demo.data, '--listen', '127.0.0.1:1');
  await server.stop();
  assert.equal(second.code, 3);
});

test('it is built with position independence, full RELRO, stack protector and CET', () => {
  assert.ok(existsSync(CAIRN) && statSync(CAIRN).size > 0, path.basename(CAIRN));
  const read = (...args) => execFileSync('readelf', [...args, CAIRN], { encoding: 'utf8' });
  assert.match(read('-h'), /Type:\s+DYN/);
  assert.match(read('-lW'), /GNU_RELRO/);
  assert.match(read('-dW'), /FLAGS.*NOW/);
  assert.match(read('-lW'), /GNU_STACK.*RW /);
  assert.match(read('--dyn-syms', '-W'), /__stack_chk_fail/);
  if (process.arch === 'x64')
    assert.match(execFileSync('objdump', ['-d', '--disassemble=main', CAIRN], { encoding: 'utf8' }), /endbr64/);
  assert.doesNotMatch(read('-dW'), /RPATH|RUNPATH/);
});
