// What `cairn check` says of a damaged database. Single flipped bits in random places: never a crash, never an error that
// isn't said; the share that is noticed is printed, and may not fall below a floor.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { cairn, removeFolder, temporaryFolder } from '../support/server.mjs';
import { networkWithKey } from './support.mjs';

const FLIPS = Number(process.env.FLIPS || 30), FLOOR = 0.15, PAGE = 4096, LANES = 2;
let folder, data, size;
before(async () => {
  folder = temporaryFolder();
  ({ data } = await networkWithKey(folder, { people: 300 }));
  size = statSync(path.join(data, 'cairn.db')).size;
});
after(() => removeFolder(folder));

async function checkAfter(damage, lane = 0) {
  const copy = path.join(folder, `damaged-${lane}`);
  rmSync(copy, { recursive: true, force: true });
  cpSync(data, copy, { recursive: true });
  const file = path.join(copy, 'cairn.db');
  damage(file);
  return cairn('check', '--data', copy, '--json');
}
const flip = (byte, bit) => (file) => {
  const bytes = readFileSync(file);
  bytes[byte] ^= 1 << bit;
  writeFileSync(file, bytes);
};

test(`${FLIPS} single bits: all are noticed or harmless to what is read, none is a crash`, async (t) => {
  let noticed = 0, begun = 0;
  const lane = async (number) => {
    while (begun++ < FLIPS) {
      const byte = Math.floor(Math.random() * size), bit = Math.floor(Math.random() * 8);
      const { code, signal, stdout, stderr } = await checkAfter(flip(byte, bit), number);
      assert.ok([0, 1, 3].includes(code), `byte ${byte} bit ${bit}: ${code} ${signal} ${stderr}`);
      if (code !== 3) continue;
      noticed++;
      if (stdout) assert.ok(JSON.parse(stdout).problems.length > 0, 'what is damaged is named');
    }
  };
  await Promise.all(Array.from({ length: LANES }, (_, number) => lane(number)));
  t.diagnostic(`${noticed} of ${FLIPS} flipped bits were noticed by cairn check`);
  assert.ok(noticed / FLIPS >= FLOOR, `only ${noticed} of ${FLIPS}`);
});

for (const [what, damage] of [
  ['a page of zeros', (file) => { const b = readFileSync(file); b.fill(0, 8 * PAGE, 9 * PAGE); writeFileSync(file, b); }],
  ['a file cut in half', (file) => truncateSync(file, Math.floor(size / 2 / PAGE) * PAGE)],
  ['a file that is no database', (file) => writeFileSync(file, 'not a database')],
  ['an empty file', (file) => writeFileSync(file, '')],
  ['a page of something else', (file) => { const b = readFileSync(file); b.fill('x', 20 * PAGE, 21 * PAGE); writeFileSync(file, b); }],
]) test(`${what}: status 3, and what is damaged is named`, async () => {
  const { code, stdout, stderr } = await checkAfter(damage);
  assert.equal(code, 3, stdout);
  assert.ok(stderr.length > 0);
  assert.ok(JSON.parse(stdout).problems[0].length > 5);
});
