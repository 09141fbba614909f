// kill -9 in the middle of a backup, and of a restore: what bears the right name is whole, and the next try succeeds.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { CAIRN, cairn, removeFolder, startServer, temporaryFolder } from '../support/server.mjs';
import { backUp, isThere, networkWithKey, restore } from './support.mjs';

// One moment in each equal part of the usual time, so that few kills meet every phase.
const KILLS = process.env.CAIRN_THOROUGH === '1' ? 30 : 6, momentOf = (i) => (i + Math.random()) / KILLS;
let folder, data, key, whole, usual;
before(async () => {
  folder = temporaryFolder();
  ({ data, key } = await networkWithKey(folder, { people: 1500 }));
  whole = path.join(folder, 'whole.backup');
  const began = Date.now();
  await backUp(data, whole);
  usual = Date.now() - began;
});
after(() => removeFolder(folder));

async function killedAfter(ms, ...args) {
  const child = spawn(CAIRN, args, { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  await Promise.race([delay(ms), ended]);
  child.kill('SIGKILL');
  return ended;
}

for (const [how, serving] of [['beside a running server', true], ['without a server', false]])
  test(`a backup that is killed ${how} leaves no file of its name that isn't whole`, async () => {
    const server = serving ? await startServer({ data }) : null;
    let killed = 0;
    for (let i = 0; i < KILLS; i++) {
      const file = path.join(folder, `killed-${how.length}-${i}.backup`);
      const { signal } = await killedAfter(momentOf(i) * usual, 'backup', '--data', data, file);
      if (signal === 'SIGKILL') killed++;
      if (!isThere(file)) continue;
      const done = await cairn('restore', '--prove', file, '--key', key);
      assert.equal(done.code, 0, `${done.stdout}${done.stderr}`);
    }
    assert.ok(killed >= KILLS / 3, `only ${killed} of ${KILLS} were killed before they ended`);
    const next = path.join(folder, `after-${how.length}.backup`);
    await backUp(data, next);
    if (server) assert.deepEqual(await server.stop(), { code: 0, signal: null });
    assert.equal((await cairn('restore', '--prove', next, '--key', key)).code, 0);
    assert.ok(!isThere(path.join(data, 'backup-copy.db')), 'the plain copy of a killed backup is gone after the next');
    assert.equal((await cairn('audit', 'verify', '--data', data)).code, 0);
  });

test('a restore that is killed leaves no directory of its name, and the next one needs no help', async () => {
  let killed = 0;
  for (let i = 0; i < KILLS; i++) {
    const to = path.join(folder, 'killed');
    const { signal } = await killedAfter(momentOf(i) * usual * 2, 'restore', whole, '--key', key, '--data', to, '--older');
    if (signal === 'SIGKILL') killed++;
    if (isThere(to)) assert.notEqual((await cairn('check', '--data', to)).code, 3);
    rmSync(to, { recursive: true, force: true });
  }
  assert.ok(killed >= KILLS / 3, `only ${killed} of ${KILLS} were killed before they ended`);
  const done = await restore(whole, key, path.join(folder, 'killed'), '--older');
  assert.equal(done.code, 0, done.stderr);
  assert.deepEqual(readdirSync(folder).filter((name) => /restoring/.test(name)), []);
});
