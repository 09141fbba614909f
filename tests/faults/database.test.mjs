// The nth call of the database fails, for every n until a whole list of requests and an import pass without meeting it:
// with an error of the disk, with a full one, with a lock that isn't given. The development build, so sanitizers watch.
// A stride in continuous integration, every n with CAIRN_THOROUGH=1.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { Faults } from '../support/faulty.mjs';
import { openNetwork } from '../support/network.mjs';
import { CAIRN_DEV, removeFolder, temporaryFolder } from '../support/server.mjs';
import { auditRows, untilReady, Work } from '../support/work.mjs';

const THOROUGH = process.env.CAIRN_THOROUGH === '1', POINTS_IN_CI = 7, MANY = 1_000_000;
const CODES = [['an error of the disk', 10], ['a full disk', 13], ['a lock that is not given', 5]];
let folder, network, faults, work, rows;

before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder, { program: CAIRN_DEV, env: (data) => (faults = new Faults(data, { preload: false })).env });
  work = new Work(network, folder);
  await work.begin();
  rows = await auditRows(network.data);
});
after(async () => {
  await network?.close();
  faults?.close();
  removeFolder(folder);
});

for (const [what, code] of CODES)
  test(`the nth call of the database meets ${what}: clean answers, nothing acknowledged lost`, async (t) => {
    faults.arm('database', MANY);
    await work.list();
    const all = MANY - faults.left('database');
    assert.ok(all > 50, `only ${all} calls were seen`);
    const stride = THOROUGH ? 1 : Math.ceil(all / POINTS_IN_CI);
    let n = 1, failed = 0;
    for (; ; n += stride) {
      faults.arm('database', n, { error: code });
      await work.list({ withImport: THOROUGH || failed % 3 === 0 });
      const clean = faults.left('database') > 0;
      faults.disarm('database');
      await untilReady(work.url);
      if (clean && n > all / 4) break;
      assert.ok(n < all * 20, 'no run was clean');
      failed++;
    }
    await work.check(rows);
    const log = readFileSync(network.server.log, 'utf8');
    assert.doesNotMatch(log, /AddressSanitizer|runtime error|SUMMARY/, 'a sanitizer complained');
    t.diagnostic(`${all} calls in a run; ${failed} of them failed in turn, every ${stride}th; first clean run at n = ${n}`);
    t.diagnostic(`answers so far: ${JSON.stringify(work.answers)}`);
  });
