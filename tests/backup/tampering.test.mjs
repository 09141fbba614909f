// A backup that isn't what was made is refused with the reason, and nothing is left where it would have gone.
import assert from 'node:assert/strict';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { cairn, removeFolder, temporaryFolder } from '../support/server.mjs';
import { backUp, flipped, isThere, leftOf, networkWithKey, partsOf, restore } from './support.mjs';

const RANDOM_FLIPS = 60;
let folder, data, key, first, second, parts;
before(async () => {
  folder = temporaryFolder();
  ({ data, key } = await networkWithKey(folder, { people: 700 }));
  mkdirSync(path.join(folder, 'kept'));
  first = path.join(folder, 'first.backup');
  second = path.join(folder, 'kept', 'second.backup');
  await backUp(data, first);
  await backUp(data, second);
  parts = partsOf(first);
});
after(() => removeFolder(folder));

const part = (name) => parts.find(([n]) => n === name);
const chunks = () => parts.filter(([name]) => /^chunk/.test(name));
async function refused(file, reason, { code = 1, withKey = key, more = [] } = {}) {
  const to = path.join(folder, 'refused');
  const done = await restore(file, withKey, to, ...more);
  assert.equal(done.code, code, `${done.stdout}${done.stderr}`);
  assert.match(done.stderr, reason);
  assert.deepEqual(leftOf(to), [], 'nothing is left');
}
const changed = (name, bytes) => {
  const to = path.join(folder, name);
  writeFileSync(to, bytes);
  return to;
};

test('a backup replaces nothing that bears its name, not even a link that leads nowhere', async () => {
  const link = path.join(folder, 'link.backup'), away = path.join(folder, 'elsewhere.backup');
  symlinkSync(away, link);
  const done = await cairn('backup', '--data', data, link);
  assert.equal(done.code, 1);
  assert.match(done.stderr, /is there already/);
  assert.equal(readlinkSync(link), away, 'the link is as it was');
  assert.ok(!existsSync(away));
});

test('the backup itself is fine, and so the refusals below mean something', async () => {
  const to = path.join(folder, 'fine');
  const done = await restore(first, key, to);
  assert.equal(done.code, 0, done.stderr);
  assert.equal((await cairn('check', '--data', to)).code !== 3, true);
});

for (const [where, reason] of [
  ['magic', /not a backup made by Cairn/], ['header length', /changed|cut off|not a backup/], ['header', /./],
  ['sealed key', /changed after it was made/], ['stream header', /changed after it was made/], ['length of chunk 1', /changed|cut off/],
  ['chunk 1', /changed after it was made.*chunk 1\b/], ['last chunk', /changed after it was made.*chunk \d+/], ['signature', /signature is not that of the installation/],
]) test(`a bit flipped in the ${where} is noticed`, async () => {
  const [, from, to] = where === 'last chunk' ? chunks().at(-1) : part(where);
  await refused(flipped(first, path.join(folder, 'flipped.backup'), Math.floor((from + to) / 2), 3), reason);
});

test(`of ${RANDOM_FLIPS} bits flipped anywhere, all are noticed`, async () => {
  const { size } = statSync(first);
  for (let i = 0; i < RANDOM_FLIPS; i++) {
    const byte = Math.floor(Math.random() * size), bit = Math.floor(Math.random() * 8);
    await refused(flipped(first, path.join(folder, 'flipped.backup'), byte, bit), /./);
  }
});

test('a file of a later format is said to be newer', async () => {
  const bytes = readFileSync(first);
  bytes[13] = '2'.charCodeAt(0);
  await refused(changed('newer.backup', bytes), /newer version of Cairn/);
});

for (const [where, cut] of [['in its first bytes', () => 10], ['in the header', () => 60], ['in a chunk', () => part('chunk 1')[2] - 5],
  ['between two chunks', () => chunks().at(-1)[1] - 4], ['before the signature', () => part('signature')[1]], ['in the signature', () => part('signature')[1] + 30],
]) test(`a file cut off ${where} is refused`, async () => {
  await refused(changed('cut.backup', readFileSync(first).subarray(0, cut())), /cut off|not a backup made by Cairn/);
});

test('an empty file, and one of something else, are not backups', async () => {
  await refused(changed('empty.backup', ''), /not a backup made by Cairn/);
  await refused(changed('other.backup', 'name,number\n'.repeat(100)), /not a backup made by Cairn/);
  await refused(path.join(folder, 'no-such-file'), /could not be read/);
});

test('bytes added after the end are noticed', async () => {
  await refused(changed('longer.backup', Buffer.concat([readFileSync(first), Buffer.from('x')])), /added after its end/);
});

test('a chunk of another backup in its place is noticed, whole and of the right length', async () => {
  const other = partsOf(second), [, from, to] = part('chunk 1'), [, otherFrom, otherTo] = other.find(([n]) => n === 'chunk 1');
  assert.equal(to - from, otherTo - otherFrom);
  const bytes = readFileSync(first);
  readFileSync(second).copy(bytes, from, otherFrom, otherTo);
  await refused(changed('swapped.backup', bytes), /a part of another backup was put in.*chunk 1\b/);
});

test('two chunks that change places are noticed', async () => {
  const bytes = readFileSync(first), [one, two] = chunks().filter(([, from, to]) => to - from === 65536 + 17);
  assert.ok(two, 'the backup has two full chunks');
  const kept = Buffer.from(bytes.subarray(one[1], one[2]));
  bytes.copy(bytes, one[1], two[1], two[2]);
  kept.copy(bytes, two[1]);
  await refused(changed('turned.backup', bytes), /changed after it was made.*chunk 1\b/);
});

test('the beginning of one backup with the content of another is noticed', async () => {
  const other = readFileSync(second), otherFrom = partsOf(second).find(([n]) => n === 'length of chunk 1')[1];
  await refused(changed('mixed.backup', Buffer.concat([readFileSync(first).subarray(0, part('length of chunk 1')[1]), other.subarray(otherFrom)])), /changed after it was made/);
});

test('another key is refused, and so is a file that is no key', async () => {
  const other = path.join(folder, 'other');
  mkdirSync(other);
  const stranger = await networkWithKey(other, { seed: 2 });
  await refused(first, /another installation/, { withKey: stranger.key });
  await refused(first, /not a private key/, { withKey: path.join(data, 'audit.key') });
  await refused(first, /could not be read/, { withKey: path.join(folder, 'no-such-key') });
});

test('after the pair of keys was replaced, the old key opens the old backups and not the new', async () => {
  const apart = mkdtempSync(path.join(folder, 'replaced-')), fresh = path.join(apart, 'fresh.key'), file = path.join(apart, 'sealed-to-fresh');
  assert.equal((await cairn('backup-key', '--data', data, '--private', fresh)).code, 1, 'not without --replace');
  assert.equal((await cairn('backup-key', '--data', data, '--private', fresh, '--replace')).code, 0);
  await backUp(data, file);
  await refused(file, /was sealed to the key/);
  await refused(first, /was sealed to the key/, { withKey: fresh });
  assert.equal((await restore(file, fresh, path.join(apart, 'new'))).code, 0);
});

test('an older backup beside a newer one is refused unless it is asked for', async () => {
  const beside = path.join(folder, 'kept', 'replayed.backup');
  copyFileSync(first, beside);
  await refused(beside, /older than backup 2 of .*second\.backup/);
  const to = path.join(folder, 'older');
  const done = await restore(beside, key, to, '--older');
  assert.equal(done.code, 0, done.stderr);
  assert.match(done.stdout, /^Backup 1, made /m);
  assert.match(done.stdout, /Older than backup 2/);
});

test('a directory with something in it is never restored to, and a file is never written over', async () => {
  const full = path.join(folder, 'full');
  mkdirSync(full);
  writeFileSync(path.join(full, 'mine'), 'x');
  const done = await restore(first, key, full);
  assert.equal(done.code, 3);
  assert.match(done.stderr, /not an empty directory/);
  assert.equal(readFileSync(path.join(full, 'mine'), 'utf8'), 'x');
  const again = await cairn('backup', '--data', data, first);
  assert.equal(again.code, 1);
  assert.match(again.stderr, /never replaces another/);
});

test('an empty directory is filled', async () => {
  const to = path.join(folder, 'empty');
  mkdirSync(to);
  chmodSync(to, 0o700);
  assert.equal((await restore(first, key, to)).code, 0);
  assert.ok(isThere(path.join(to, 'cairn.db')));
});

test('without a key nothing is backed up, and the way to one is said', async () => {
  const other = path.join(folder, 'without');
  mkdirSync(other);
  const { stderr } = await cairn('init', '--data', path.join(other, 'data'), '--pcn', 'Invented PCN', '--admin', 'a@example.nhs.uk');
  assert.doesNotMatch(stderr, /cairn:/);
  const done = await cairn('backup', '--data', path.join(other, 'data'), path.join(other, 'b'));
  assert.equal(done.code, 1);
  assert.match(done.stderr, /cairn backup-key --data/);
});

test('a proof leaves no data behind, and is noted where the backup came from', async () => {
  const temporary = mkdtempSync(path.join(folder, 'tmp-'));
  const before = process.env.TMPDIR;
  process.env.TMPDIR = temporary;
  try {
    const done = await cairn('restore', '--prove', second, '--key', key, '--data', data);
    assert.equal(done.code, 0, done.stderr);
    const failed = await cairn('restore', '--prove', flipped(second, path.join(folder, 'bad.backup'), part('chunk 1')[1]), '--key', key);
    assert.equal(failed.code, 1);
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  assert.deepEqual(leftOf(path.join(temporary, 'cairn-proof')), []);
  const told = JSON.parse((await cairn('check', '--data', data, '--json')).stdout);
  assert.equal(told.last_proof_good, true);
  assert.match(told.last_proof_at, /^20\d\d-/);
});
