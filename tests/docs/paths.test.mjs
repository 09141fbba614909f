// Do the documents speak of what is there? Every path in backticks exists (from the top, or from src/ as includes are
// written, or from the document's own folder), every link leads to a file, and every function named like `person_get()` is one. Names of files that a
// document tells its reader to make are taken from its own blocks.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const ROOT = path.join(import.meta.dirname, '../..');
const LEFT_OUT = /^(node_modules|build|build-.*|demo-data.*|\.git)$/;

function filesUnder(folder, wanted) {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true }).filter((e) => !LEFT_OUT.test(e.name)).flatMap((e) => {
    const file = path.join(folder, e.name);
    return e.isDirectory() ? filesUnder(file, wanted) : wanted.test(e.name) ? [file] : [];
  });
}

const tops = (folder) => new Set(readdirSync(path.join(ROOT, folder)).filter((name) => !LEFT_OUT.test(name)));
const FROM_TOP = tops('.'), FROM_SRC = tops('src');
const ALL = filesUnder('.', /./);
// A function of our C (its name at the beginning of a line or after its type), or a template or statement that becomes one.
const FUNCTIONS = new Set(ALL.filter((f) => /\.([ch]|html|sql|mjs|js)$/.test(f)).flatMap((f) =>
  [...readFileSync(path.join(ROOT, f), 'utf8').matchAll(/\b([a-z][a-zA-Z0-9_]*)\(/g)].map((m) => m[1])));

const matches = (pattern) => {
  const expression = new RegExp('^' + pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '[^/]*') + '$');
  return ALL.some((file) => expression.test(file));
};

// Folders that fill up with time, and decisions named by their number alone.
const MAY_BE_EMPTY = /^fuzz\/(crashes|dict)\//;

function isThere(name, beside) {
  if (MAY_BE_EMPTY.test(name) || existsSync(path.join(ROOT, beside, name))) return true;
  if (/^docs\/adr\/\d{4}$/.test(name)) return matches(`${name}-*.md`);
  const first = name.split('/')[0];
  const place = FROM_TOP.has(first) ? name : FROM_SRC.has(first) ? `src/${name}` : null;
  if (!place) return true;
  return place.includes('*') ? matches(place) : existsSync(path.join(ROOT, place));
}

const line = (text, index) => text.slice(0, index).split('\n').length;

function faultsOf(file) {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  const made = new Set([...text.matchAll(/^\*\*`([^`]+)`\*\* \(new\)/gm)].map((m) => m[1]));
  const prose = text.replace(/^```[^]*?^```/gm, (block) => block.replace(/[^\n]/g, ' '));
  const faults = [];
  for (const m of prose.matchAll(/`([^`\n]+)`/g)) {
    const at = `${file}:${line(prose, m.index)}`;
    if (/^[\w.*-]+(\/[\w.*-]+)+\/?$/.test(m[1]) && !made.has(m[1]) && !isThere(m[1], path.dirname(file))) faults.push(`${at}: there is no ${m[1]}`);
    const called = /^([a-z]\w*)\(\)$/.exec(m[1]);
    if (called && !FUNCTIONS.has(called[1])) faults.push(`${at}: there is no function ${called[1]}`);
  }
  for (const m of prose.matchAll(/\]\(([^)#\s]+)(#[^)]*)?\)/g))
    if (!/^[a-z]+:/.test(m[1]) && !existsSync(path.join(ROOT, path.dirname(file), m[1])))
      faults.push(`${file}:${line(prose, m.index)}: the link to ${m[1]} leads nowhere`);
  return faults;
}

for (const file of filesUnder('.', /\.md$/).filter((f) => statSync(path.join(ROOT, f)).size > 0))
  test(`what ${file} names is there`, () => assert.deepEqual(faultsOf(file), []));

test('each decision is in the list of decisions, under its own heading', () => {
  const list = readFileSync(path.join(ROOT, 'docs/adr/README.md'), 'utf8');
  for (const file of readdirSync(path.join(ROOT, 'docs/adr')).filter((name) => /^\d{4}-/.test(name))) {
    const [, number, heading] = /^# (\d+)\. (.+)/.exec(readFileSync(path.join(ROOT, 'docs/adr', file), 'utf8')
      .replace(/^# 0+/, '# ')) || [];
    assert.equal(Number(number), Number(file.slice(0, 4)), file);
    assert.ok(list.includes(`| [${Number(number)}](${file}) |`), `${file} (${heading}) is not in docs/adr/README.md`);
  }
});
