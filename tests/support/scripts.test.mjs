// The scripts' own promises: lock files without addresses, counts that can't be fooled, plain refusals.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

const ROOT = path.join(import.meta.dirname, '../..');
const COUNT = path.join(import.meta.dirname, 'count.mjs');

function withFile(text, use) {
  const folder = mkdtempSync(path.join(tmpdir(), 'cairn-count-'));
  const file = path.join(folder, 'out');
  writeFileSync(file, text);
  try {
    return use(file, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
const lastLine = (out) => out.trimEnd().split('\n').at(-1);
const tap = (text, status = 0) => withFile(text, (file) =>
  lastLine(execFileSync('node', [COUNT, 'tap', String(status), file], { encoding: 'utf8' })));
const meson = (ran, tests, ...args) => withFile(ran.map((t) => JSON.stringify(t)).join('\n'), (log, folder) => {
  const list = path.join(folder, 'tests');
  writeFileSync(list, JSON.stringify(tests));
  return lastLine(execFileSync('node', [COUNT, 'meson', log, list, ...args], { encoding: 'utf8' }));
});

for (const folder of ['.', 'tools/node']) {
  test(`the lock file in ${folder} holds no download address, and a checksum for each package`, () => {
    const lock = JSON.parse(readFileSync(path.join(ROOT, folder, 'package-lock.json'), 'utf8'));
    for (const [name, entry] of Object.entries(lock.packages)) {
      if (!name) continue;
      assert.equal(entry.resolved, undefined, `${name} names where it came from`);
      assert.match(entry.integrity, /^sha512-/, name);
    }
  });
  test(`the packages in ${folder} are pinned exactly`, () => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(readFileSync(path.join(ROOT, folder, 'package.json'), 'utf8'));
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }))
      assert.match(version, /^\d+\.\d+\.\d+$/, name);
  });
}

for (const [sentence, text, status, expected] of [
  ['each point is a case', '1..2\nok 1 - a\nok 2 - b\n', 0, '2 0'],
  ['a failed point is a failure', '1..2\nok 1 - a\nnot ok 2 - b\n', 1, '1 1'],
  ['a skipped point is a failure', '1..1\nok 1 - a # SKIP no browser\n', 0, '0 1'],
  ['a plan that was not kept is a failure', '1..3\nok 1 - a\n', 0, '1 1'],
  ['a program that died after its points is a failure', '1..1\nok 1 - a\n', 139, '1 1'],
  ['no point at all is a failure', '', 0, '0 1'],
  ['a point with points below it is no case of its own', '# Subtest: x\n    ok 1 - a\n    ok 2 - b\n    1..2\nok 1 - x\n1..1\n', 0, '2 0'],
  ['a failure below is counted once', '    ok 1 - a\n    not ok 2 - b\n    1..2\nnot ok 1 - x\n1..1\n', 1, '1 1'],
  ['a failure of the whole is counted though all below passed', '    ok 1 - a\n    1..1\nnot ok 1 - x\n1..1\n', 1, '1 1'],
]) test(`counting TAP: ${sentence}`, () => assert.equal(tap(text, status), expected));

const listed = [{ name: 'str', suite: ['cairn'] }, { name: 'fuzz-json', suite: ['cairn:fuzz'] }];
const good = { name: 'str', result: 'OK', returncode: 0, stdout: '1..2\nok 1 - a\nok 2 - b\n' };
for (const [sentence, ran, args, expected] of [
  ['cases of a program are counted one by one', [good], ['--no-suite', 'fuzz'], '2 0'],
  ['a test that did not run is a failure', [good], [], '2 1'],
  ['a crash after good points is a failure', [{ ...good, result: 'ERROR', returncode: -6 }], ['--no-suite', 'fuzz'], '2 1'],
  ['a program without TAP is one case', [{ ...good, name: 'cairn:fuzz / fuzz-json', stdout: 'fine' }], ['--suite', 'fuzz'], '1 0'],
  ['a test that took too long is a failure', [{ ...good, result: 'TIMEOUT', stdout: '' }], ['--no-suite', 'fuzz'], '0 1'],
  ['no test at all is a failure', [], ['--suite', 'nothing'], '0 1'],
]) test(`counting meson's tests: ${sentence}`, () => assert.equal(meson(ran, listed, ...args), expected));

for (const [script, ...args] of [['demo', '--people', 'many'], ['demo', '--port'], ['setup', '--for', 'fun'], ['fuzz', '../x'], ['bench', 'no-such-bench']])
  test(`script/${script} ${args.join(' ')} is refused in plain words`, () => {
    const { status, stderr } = spawnSync(path.join(ROOT, 'script', script), args, { encoding: 'utf8' });
    assert.notEqual(status, 0);
    assert.match(stderr, new RegExp(`^${script}: `, 'm'));
  });
