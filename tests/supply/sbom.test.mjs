// Is everything in the list? What is linked is read from the program itself, what is served from the lock file.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import { promisify } from 'node:util';

const ROOT = path.join(import.meta.dirname, '../..'), PROGRAM = path.join(ROOT, 'build/cairn');
const list = async () => (await promisify(execFile)(path.join(ROOT, 'script/sbom'), { maxBuffer: 16 << 20 })).stdout;
let text, again, bom;
before(async () => {
  [text, again] = await Promise.all([list(), list()]);
  bom = JSON.parse(text);
});
const named = (name) => bom.components.find((c) => c.name === name);

function isWhole(c) {
  assert.ok(c?.version, `${c?.name} has no version`);
  assert.match(c.purl, /^pkg:(deb|npm)\/.+@.+/, c.name);
  const [{ alg, content }] = c.hashes;
  assert.match(content, { 'SHA-256': /^[0-9a-f]{64}$/, 'SHA-512': /^[0-9a-f]{128}$/ }[alg], c.name);
}

test('it is CycloneDX about this very program', () => {
  assert.equal(bom.bomFormat, 'CycloneDX');
  assert.equal(bom.specVersion, '1.5');
  assert.equal(bom.metadata.component.hashes[0].content, createHash('sha256').update(readFileSync(PROGRAM)).digest('hex'));
});

test('every library that the program needs is listed, with version and hash', () => {
  const needed = [...execFileSync('readelf', ['-d', PROGRAM], { encoding: 'utf8' }).matchAll(/\(NEEDED\).*\[(.+)\]/g)].map((m) => m[1]);
  assert.ok(needed.length >= 5);
  for (const soname of needed) {
    isWhole(named(soname));
    assert.ok(bom.dependencies[0].dependsOn.includes(`so:${soname}`), soname);
  }
});

test('every npm package of the lock file is listed with its hash, and those that are served are told apart', () => {
  const lock = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8'));
  for (const [at, entry] of Object.entries(lock.packages).filter(([name]) => name)) {
    const c = bom.components.find((one) => one['bom-ref'] === `npm:${at}`);
    isWhole(c);
    assert.equal(Buffer.from(c.hashes[0].content, 'hex').toString('base64'), entry.integrity.replace(/^sha512-/, ''));
    assert.equal(c.scope, entry.dev ? 'excluded' : 'required', at);
  }
  for (const name of Object.keys(lock.packages[''].dependencies)) assert.equal(named(name).scope, 'required', name);
});

test('nothing is listed twice, and each reference leads somewhere', () => {
  const references = bom.components.map((c) => c['bom-ref']);
  assert.equal(new Set(references).size, references.length);
  for (const { dependsOn } of bom.dependencies) for (const ref of dependsOn) assert.ok(references.includes(ref), ref);
});

test('the same build gives the same text', () => assert.equal(again, text));
