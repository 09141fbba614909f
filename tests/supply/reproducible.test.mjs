// Built again from a copy of the sources: another folder with a longer name, another umask, time zone and language, files
// of another age and written in another order, no compiler cache. What comes out must be the same, bit for bit, as in
// build/: of all the objects that the program is linked from another quarter each day, with CAIRN_THOROUGH=1 the program.
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

const QUARTERS = 4, thorough = process.env.CAIRN_THOROUGH === '1', quarter = Math.floor(Date.now() / 86_400_000) % QUARTERS;
const objectsIn = (targets) => targets.split('\n').map((line) => /^(libcairn\.a\.p\/.*\.o):/.exec(line)?.[1]).filter(Boolean).sort();
const what = thorough ? 'program' : `objects, the quarter number ${quarter}`;

test(`two builds in different surroundings give the same ${what}`, { timeout: 600_000 }, () => {
  for (const name of readdirSync(ROOT).filter((n) => !LEFT_OUT.test(n)).reverse()) cpSync(path.join(ROOT, name), path.join(copy, name), { recursive: true });
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
  makeOld(copy);
  const env = { ...process.env, CC: 'gcc', CCACHE_DISABLE: '1', TZ: 'Pacific/Auckland', LC_ALL: 'C', LANG: 'C', HOME: folder };
  const run = (...command) => execFileSync('sh', ['-c', 'umask 077; exec "$@"', 'sh', ...command], { cwd: copy, env, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
  run('meson', 'setup', 'build', '-Dbuildtype=release');
  const objects = objectsIn(run('ninja', '-C', 'build', '-t', 'targets', 'all'));
  assert.ok(objects.length > 100, `${objects.length} objects`);
  const wanted = thorough ? ['cairn'] : objects.filter((_, i) => i % QUARTERS === quarter);
  run('ninja', '-C', 'build', `-j${process.env.JOBS || 2}`, ...wanted);
  for (const each of wanted) {
    assert.ok(statSync(path.join(copy, 'build', each)).size > 500, each);
    assert.equal(hashOf(path.join(copy, 'build', each)), hashOf(path.join(ROOT, 'build', each)), each);
  }
});

test('nothing in the program says where it was built', () => {
  const text = readFileSync(path.join(ROOT, 'build/cairn')).toString('latin1');
  for (const place of [ROOT, folder]) assert.ok(!text.includes(`${place}/`), place);
});
