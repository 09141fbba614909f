// Does the hazard log rest on tests that are there? Each control names a file in backticks and, in quotes, a sentence or
// function that stands in it; a hazard has causes, an effect, and at least one control that names a test.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const ROOT = path.join(import.meta.dirname, '../..');
const LOG = readFileSync(path.join(ROOT, 'docs/safety/hazard-log.md'), 'utf8');
const IS_TEST = /(^|\/)tests\//;

export function faultsIn(hazard, root) {
  const faults = [], controls = hazard.split('- **Controls**')[1]?.split('- **What remains**')[0] ?? '';
  for (const part of ['**Causes**', '**Effect**', '**Controls**']) if (!hazard.includes(part)) faults.push(`no ${part}`);
  let named = 0;
  for (const control of controls.split('\n').filter((line) => /^ {2}- /.test(line))) {
    const file = /`([^`]+)`( "([^"]+)")?$/.exec(control);
    if (!file || !IS_TEST.test(file[1])) {
      if (!/no test can show/i.test(control)) faults.push(`names no test: ${control.trim()}`);
      continue;
    }
    named++;
    if (!existsSync(path.join(root, file[1]))) faults.push(`there is no ${file[1]}`);
    else if (file[3] && !readFileSync(path.join(root, file[1]), 'utf8').includes(file[3])) faults.push(`${file[1]} has no "${file[3]}"`);
  }
  if (!named && !/no test can show/i.test(controls)) faults.push('no control names a test');
  return faults;
}

const HAZARDS = LOG.split(/^## /m).slice(1);
test('the hazard log has hazards, numbered in order', () => {
  assert.ok(HAZARDS.length >= 10);
  HAZARDS.forEach((hazard, i) => assert.ok(hazard.startsWith(`H${String(i + 1).padStart(2, '0')} `), hazard.slice(0, 40)));
});
for (const hazard of HAZARDS)
  test(`the controls of ${hazard.split('\n')[0]} are shown by tests that exist`, () => assert.deepEqual(faultsIn(hazard, ROOT), []));

test('the safety case report has a row for each hazard', () => {
  const report = readFileSync(path.join(ROOT, 'docs/safety/clinical-safety-case-report.md'), 'utf8');
  for (const hazard of HAZARDS) assert.ok(report.includes(`| ${hazard.slice(0, 3)} `), hazard.slice(0, 3));
});

const whole = '- **Causes**: a\n- **Effect**: b\n- **Controls**\n  - c. `tests/docs/safety.test.mjs` "faultsIn"\n';
for (const [what, text, fault] of [
  ['a whole one passes', whole, null],
  ['a missing file is noticed', whole.replace('safety.test', 'gone.test'), /there is no/],
  ['a sentence that no test says is noticed', whole.replace('"faultsIn"', '"no such sentence, said ' + 'nowhere"'), /has no/],
  ['a control without a test is noticed', whole.replace(/`.*/, ''), /names no test/],
  ['a hazard without an effect is noticed', whole.replace('**Effect**', 'Effect'), /no \*\*Effect/],
]) test(`of a hazard, ${what}`, () => {
  const faults = faultsIn(text, ROOT);
  if (fault) assert.match(faults.join('\n'), fault);
  else assert.deepEqual(faults, []);
});
