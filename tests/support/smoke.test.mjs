// Does the release binary, as script/build leaves it, start, serve, stop and carry its armour?
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
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

test('--help after a command says how it is used, and does nothing else', async () => {
  const { code, stdout } = await cairn('init', '--data', work, '--help');
  assert.equal(code, 0);
  assert.match(stdout, /^usage: cairn init /);
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

const read = (...args) => execFileSync('readelf', ['-W', ...args, CAIRN], { encoding: 'utf8', maxBuffer: 64 << 20 });
const disassembly = () => execFileSync('objdump', ['-d', '--no-show-raw-insn', CAIRN], { encoding: 'utf8', maxBuffer: 512 << 20 });

// What readelf says of the file, and what it must or must not.
const ARMOUR = [
  ['it is position independent', ['-h'], /Type:\s+DYN/],
  ['what is relocated is read-only afterwards', ['-l'], /GNU_RELRO/],
  ['and all of it is bound at the start', ['-d'], /FLAGS_1.*NOW.*PIE|FLAGS_1.*PIE.*NOW/],
  ['the stack is not executable', ['-l'], /GNU_STACK.*\bRW\s/],
  ['no segment can be written and executed', ['-l'], /^(?![\s\S]*LOAD.*\bRWE\b)/],
  ['returns over a damaged stack are noticed', ['--dyn-syms'], /__stack_chk_fail/],
  ['copies are held to the size of their target', ['--dyn-syms'], /^(?=[\s\S]*__memcpy_chk)(?=[\s\S]*__snprintf_chk)/],
  ['no library is looked for in odd places', ['-d'], /^(?![\s\S]*(?:RPATH|RUNPATH))/],
  ['no code is changed by relocation', ['-d'], /^(?![\s\S]*TEXTREL)/],
  ['no shell and no library can be loaded by name', ['--dyn-syms'], /^(?![\s\S]*\b(?:system|popen|dlopen|execvp|execlp)@)/],
];
for (const [what, args, expected] of ARMOUR) test(what, () => assert.match(read(...args), expected));

const onX64 = { skip: process.arch === 'x64' ? false : 'the notes and instructions are those of x86-64' };
test('shadow stacks are allowed, and jumps land where they may', onX64, () => {
  assert.match(read('-n'), /SHSTK/);
  const starts = disassembly().matchAll(/^[0-9a-f]+ <(cairn_|db_|http_|str_|main)[a-z_]*>:\n\s+[0-9a-f]+:\s+(\S+)/gm);
  const first = [...starts].map((m) => m[2]);
  assert.ok(first.length > 50, `only ${first.length} functions found`);
  assert.ok(first.every((instruction) => instruction === 'endbr64'), first.find((i) => i !== 'endbr64'));
});
test('large frames are touched page by page', onX64, () => assert.match(disassembly(), /sub\s+\$0x1000,%rsp\n.*orq\s+\$0x0,\(%rsp\)/));
