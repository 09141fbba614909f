// The nth allocation of the server fails, for every n until a whole list of requests and an import pass without meeting
// it. Each time: a clean answer, or the parent starts the server again; nothing acknowledged is gone, the trail is whole.
// A stride in continuous integration, every n with CAIRN_THOROUGH=1.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Faults } from '../support/faulty.mjs';
import { openNetwork } from '../support/network.mjs';
import { removeFolder, temporaryFolder } from '../support/server.mjs';
import { auditRows, untilReady, Work } from '../support/work.mjs';

const THOROUGH = process.env.CAIRN_THOROUGH === '1', POINTS_IN_CI = 8, MANY = 1_000_000;
let folder, network, faults, work;

before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder, { env: (data) => (faults = new Faults(data)).env });
  work = new Work(network, folder);
  await work.begin();
});
after(async () => {
  await network?.close();
  faults?.close();
  removeFolder(folder);
});

test('the nth allocation fails: a clean answer or an orderly restart, and nothing acknowledged is lost', async (t) => {
  const rows = await auditRows(network.data);
  faults.arm('allocate', MANY);
  await work.list();
  const all = MANY - faults.left('allocate');
  assert.ok(all > 100, `only ${all} allocations were seen`);
  const stride = THOROUGH ? 1 : Math.ceil(all / POINTS_IN_CI);
  let n = 1, failed = 0;
  for (; ; n += stride) {
    await untilReady(work.url);
    faults.arm('allocate', n);
    await work.list({ withImport: THOROUGH || failed % 4 === 0 });
    const clean = faults.left('allocate') > 0;
    faults.disarm('allocate');
    if (clean && n > all / 4) break;
    assert.ok(n < all * 20, 'no run was clean');
    failed++;
  }
  await work.check(rows);
  t.diagnostic(`${all} allocations in a run; ${failed} of them failed in turn, every ${stride}th; first clean run at n = ${n}`);
  t.diagnostic(`answers: ${JSON.stringify(work.answers)}`);
});
