// Counts cases, one by one, so that nothing hides in "a suite passed".
//   count.mjs tap STATUS FILE            the TAP that a command printed, and its exit status
//   count.mjs meson TESTLOG TESTS ARGS   meson's testlog.json and its list of the tests there are
// Prints each failed case with what it said, and last "PASSED FAILED". A skipped case, a plan that was not kept, a
// program that died, a test that did not run and a program without cases each count as one failed.
import { existsSync, readFileSync } from 'node:fs';

const MOST_LINES_SAID = 40;

// Leaves of TAP: points with subtests below them are not cases themselves.
export function countTap(text) {
  const result = { passed: 0, failed: 0, faults: [] };
  const lines = text.split('\n');
  let planned = null, top = 0;
  lines.forEach((line, i) => {
    const plan = /^1\.\.(\d+)/.exec(line);
    if (plan) planned = Number(plan[1]);
    if (/^bail out!/i.test(line)) fail(result, `bailed out: ${line}`);
    const point = /^(\s*)(not )?ok\b\s*(.*)$/.exec(line);
    if (!point) return;
    if (point[1] === '') top++;
    if (hasSubtests(lines, i, point[1].length) && !point[2]) return;
    if (hasSubtests(lines, i, point[1].length) && failedBelow(lines, i, point[1].length)) return;
    if (point[2]) fail(result, [point[3], ...said(lines, i)].join('\n'));
    else if (/# *(skip|todo)/i.test(point[3])) fail(result, `skipped: ${point[3]}`);
    else result.passed++;
  });
  if (planned !== null && planned !== top) fail(result, `${planned} cases were planned and ${top} ran`);
  return result;
}

function fail(result, why) {
  result.failed++;
  result.faults.push(why);
}

// Points indented deeper just before line i, back to the next point of its own depth, belong below it.
function below(lines, i, depth) {
  const points = [];
  for (let k = i - 1; k >= 0; k--) {
    const point = /^(\s*)(not )?ok\b/.exec(lines[k]);
    if (!point) continue;
    if (point[1].length <= depth) break;
    points.push(point);
  }
  return points;
}
const hasSubtests = (lines, i, depth) => below(lines, i, depth).length > 0;
const failedBelow = (lines, i, depth) => below(lines, i, depth).some((point) => point[2]);

// cmocka says why before the point, node's TAP after it.
function said(lines, i) {
  const before = [], after = [];
  for (let k = i - 1; k >= 0 && /^#/.test(lines[k]); k--) before.unshift(lines[k]);
  for (let k = i + 1; k < lines.length && !/^\s*(not )?ok\b|^\s*# Subtest|^1\.\./.test(lines[k]); k++) after.push(lines[k]);
  return [...before, ...after].slice(0, MOST_LINES_SAID).map((line) => `    ${line}`);
}

function tap(status, file) {
  const text = readFileSync(file, 'utf8');
  const result = countTap(text);
  if (status !== 0 && result.failed === 0) fail(result, `exit status ${status}\n${text.split('\n').slice(-MOST_LINES_SAID).join('\n')}`);
  if (result.passed + result.failed === 0) fail(result, 'no case ran');
  return result;
}

function countProgram(test) {
  const out = test.stdout || '';
  const isTap = /^1\.\.\d+|^(not )?ok \d+/m.test(out);
  const result = isTap ? countTap(out) : { passed: 0, failed: 0, faults: [] };
  const good = test.result === 'OK' || test.result === 'EXPECTEDFAIL';
  if (good && !isTap) result.passed = 1;
  if (!good && result.failed === 0)
    fail(result, [`${test.result}, exit status ${test.returncode}`, ...`${out}\n${test.stderr || ''}`.trim().split('\n').slice(-MOST_LINES_SAID)].join('\n    '));
  return result;
}

function meson(log, list, args) {
  const only = args.includes('--suite') ? args[args.indexOf('--suite') + 1] : null;
  const not = args.includes('--no-suite') ? args[args.indexOf('--no-suite') + 1] : null;
  const inSuite = (test, suite) => test.suite.some((s) => s === suite || s.endsWith(`:${suite}`));
  const wanted = JSON.parse(readFileSync(list, 'utf8')).filter((t) => (!only || inSuite(t, only)) && !(not && inSuite(t, not)));
  const ran = new Map();
  if (existsSync(log))
    for (const line of readFileSync(log, 'utf8').split('\n').filter(Boolean)) {
      const test = JSON.parse(line);
      ran.set(test.name.replace(/^.* \/ /, '').replace(/^.*:/, ''), test);
    }
  const all = { passed: 0, failed: 0, faults: [] };
  for (const { name } of wanted) {
    const one = ran.has(name) ? countProgram(ran.get(name)) : { passed: 0, failed: 1, faults: ['did not run'] };
    all.passed += one.passed;
    all.failed += one.failed;
    all.faults.push(...one.faults.map((fault) => `${name}: ${fault}`));
  }
  if (wanted.length === 0) fail(all, 'there is no such test');
  return all;
}

const [, , kind, ...rest] = process.argv;
const result = kind === 'tap' ? tap(Number(rest[0]), rest[1]) : meson(rest[0], rest[1], rest.slice(2));
for (const fault of result.faults) console.log(`FAILED ${fault}`);
console.log(`${result.passed} ${result.failed}`);
