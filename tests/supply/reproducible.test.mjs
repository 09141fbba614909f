// Built again from a copy of the sources: another folder with a longer name, another umask, time zone and language, files
// of another age and written in another order, no compiler cache. The program must be the same, bit for bit, as build/cairn.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { removeFolder, temporaryFolder } from '../support/server.mjs';

const ROOT = path.join(import.meta.dirname, '../..'), LONG_AGO = new Date('2001-02-03T04:05:06Z');
const LEFT_OUT = /^(\.git|node_modules|build|build-.*|demo-data.*)$/;
let folder, copy;
before(() => {
  folder = temporaryFolder();
  copy = path.join(folder, 'another-folder-with-a-much-longer-name', 'cairn');
  mkdirSync(copy, { recursive: true });
});
after(() => removeFolder(folder));

const hashOf = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');
function makeOld(at) {
  for (const entry of readdirSync(at, { withFileTypes: true })) {
    const file = path.join(at, entry.name);
    if (entry.isDirectory()) makeOld(file);
    else if (entry.isFile()) utimesSync(file, LONG_AGO, LONG_AGO);
  }
}

test('two builds in different surroundings give the same program', { timeout: 600_000 }, () => {
  for (const name of readdirSync(ROOT).filter((n) => !LEFT_OUT.test(n)).reverse()) cpSync(path.join(ROOT, name), path.join(copy, name), { recursive: true });
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
  makeOld(copy);
  const env = { ...process.env, CC: 'gcc', CCACHE_DISABLE: '1', TZ: 'Pacific/Auckland', LC_ALL: 'C', LANG: 'C', HOME: folder };
  const run = (...command) => execFileSync('sh', ['-c', 'umask 077; exec "$@"', 'sh', ...command], { cwd: copy, env, stdio: ['ignore', 'pipe', 'pipe'] });
  run('meson', 'setup', 'build', '-Dbuildtype=release');
  run('ninja', '-C', 'build', `-j${process.env.JOBS || 2}`, 'cairn');
  const program = path.join(copy, 'build/cairn');
  assert.ok(statSync(program).size > 100_000);
  assert.equal(hashOf(program), hashOf(path.join(ROOT, 'build/cairn')));
});

test('nothing in the program says where it was built', () => {
  const text = readFileSync(path.join(ROOT, 'build/cairn')).toString('latin1');
  for (const place of [ROOT, folder]) assert.ok(!text.includes(`${place}/`), place);
});
