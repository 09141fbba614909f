// Is docs/add-a-page.md true? Does what it says to a copy of the tree in build-docs/, builds that, and runs the test
// that the document itself ends with, against a server of its own. The copy and its build stay for the next time.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { apply, blocksOf } from './apply.mjs';

const ROOT = path.join(import.meta.dirname, '../..');
const TREE = path.join(ROOT, 'build-docs/tree'), BUILD = path.join(TREE, 'build-dev');
const DOCUMENT = readFileSync(path.join(ROOT, 'docs/add-a-page.md'), 'utf8');
const PARTS = ['meson.build', 'meson_options.txt', 'migrations', 'assets', 'src', 'tools', 'tests', 'fuzz', 'bench', 'demo', 'script'];

function copyTree() {
  mkdirSync(TREE, { recursive: true });
  for (const entry of readdirSync(TREE)) if (entry !== 'build-dev') rmSync(path.join(TREE, entry), { recursive: true });
  for (const part of PARTS.filter((name) => existsSync(path.join(ROOT, name))))
    cpSync(path.join(ROOT, part), path.join(TREE, part),
      { recursive: true, preserveTimestamps: true, filter: (from) => path.basename(from) !== 'node_modules' });
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(TREE, 'node_modules'));
}

// NODE_TEST_CONTEXT would make node believe that the tests below are part of this one.
function run(program, args, environment = {}) {
  const { NODE_TEST_CONTEXT: _, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(program, args,
    { cwd: TREE, encoding: 'utf8', env: { ...inherited, ...environment }, maxBuffer: 64 << 20 });
  assert.equal(status, 0, `${program} ${args.join(' ')}\n${`${stdout}${stderr}`.slice(-6000)}`);
  return stdout;
}

const hasCcache = spawnSync('ccache', ['--version']).status === 0;

test('every change that the document makes fits the tree', () => {
  assert.ok(blocksOf(DOCUMENT).length >= 8);
  copyTree();
  apply(DOCUMENT, TREE);
});

test('the tree so changed builds', () => {
  if (!existsSync(path.join(BUILD, 'build.ninja')))
    run('meson', ['setup', BUILD, '-Dbuildtype=debugoptimized'], { CC: hasCcache ? 'ccache gcc' : 'gcc' });
  run('ninja', ['-C', BUILD, `-j${process.env.JOBS || cpus().length}`, 'cairn']);
});

test('the page is in the list of routes, with who may open it', () => {
  const routes = JSON.parse(execFileSync(path.join(BUILD, 'cairn'), ['routes', '--json'], { encoding: 'utf8' }));
  const route = routes.find((one) => one.path === '/people/:person/visit');
  assert.equal(route?.method, 'GET');
  assert.equal(route.permission, 'PERSON_DETAILS');
  assert.equal(route.audit, 'view');
});

test('the new files keep to the style and to the layers', () => {
  const ours = blocksOf(DOCUMENT).filter((block) => block.isNew).map((block) => block.path);
  for (const checker of ['check-style', 'check-layers']) {
    const said = spawnSync(path.join(ROOT, 'tools', checker), [TREE], { encoding: 'utf8' }).stdout.split('\n');
    assert.deepEqual(said.filter((fault) => ours.includes(fault.split(':')[0])), []);
  }
});

test("the page answers, and the document's own test passes", () => {
  run(process.execPath, ['tests/support/journeys.mjs', 'visit'], { CAIRN_BIN: path.join(BUILD, 'cairn') });
});

// The other routes are tried by the suite of permissions; here the new one is, and that table and program agree.
test('the page stands in the table of every route by every role, as it is', () => {
  run(process.execPath, ['--test', '--test-name-pattern', 'visit\\b|have the same routes', 'tests/permissions/matrix.test.mjs'],
    { CAIRN_BIN: path.join(BUILD, 'cairn') });
});
