// Slow clients in their hundreds: headers and bodies that arrive a byte at a time, answers that nobody takes, ranges
// without end (slowhttptest). Meanwhile somebody works: their pages come as fast as ever, and the slow ones are cut off.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { openNetwork } from '../support/network.mjs';
import { removeFolder, temporaryFolder } from '../support/server.mjs';
import { raw } from '../support/visitor.mjs';
import { Work } from '../support/work.mjs';

const THOROUGH = process.env.CAIRN_THOROUGH === '1', SECONDS = THOROUGH ? 240 : 3, CONNECTIONS = THOROUGH ? 1000 : 300;
const NINETY_NINE_MS = 200;
let folder, network, work, never;

async function headersForEver() {
  const from = Date.now();
  const { closed } = await raw(network.server.url, ['GET /sign-in HTTP/1.1\r\nHost: localhost\r\n',
    ...Array.from({ length: 48 }, () => [500, 'X: a\r\n']).flat()], { patience: 25_000 });
  return { closed, took: Date.now() - from };
}

before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder);
  work = new Work(network, folder);
  await work.begin();
  never = headersForEver(); // beside all others
});
after(async () => {
  const ended = await network?.close();
  removeFolder(folder);
  assert.deepEqual(ended, { code: 0, signal: null });
});

const KINDS = [
  ['headers that never end', ['-H', '-i', '1', '-x', '10']],
  ['bodies that never end', ['-B', '-i', '1', '-x', '10', '-s', '8192', '-t', 'POST']],
  ['ranges without end', ['-R', '-a', '10', '-b', '3000', '-t', 'HEAD']],
  ['answers read by the byte', ['-X', '-w', '1', '-y', '8', '-n', '1', '-z', '1', '-k', '3']],
];
for (const [what, args] of KINDS)
  test(`${CONNECTIONS} clients with ${what}: who works doesn't notice`, async (t) => {
    let over = false;
    const slow = new Promise((done) => {
      execFile('slowhttptest', [...args, '-c', String(CONNECTIONS), '-r', '300', '-l', String(SECONDS), '-p', '1', '-u', `${network.server.url}/sign-in`],
        { maxBuffer: 64 << 20, timeout: (SECONDS + 30) * 1000 }, (error, stdout) => done({ error, stdout })).once('exit', () => { over = true; });
    });
    const took = [];
    while (!over) {
      const from = performance.now(), answer = await work.visitor.get(work.form.person);
      took.push(performance.now() - from);
      assert.equal(answer.status, 200);
      await delay(5);
    }
    const { error, stdout } = await slow;
    assert.ok(!error || error.code === 0 || /slow/i.test(stdout), `slowhttptest: ${error?.message}`);
    took.sort((a, b) => a - b);
    const p99 = took[Math.min(took.length - 1, Math.floor(took.length * 0.99))];
    t.diagnostic(`${took.length} pages meanwhile: half within ${took[took.length >> 1].toFixed(1)} ms, 99 of 100 within ${p99.toFixed(1)} ms`);
    assert.ok(took.length > 20, 'nobody could work');
    assert.ok(p99 <= NINETY_NINE_MS * (THOROUGH ? 1 : 2), `${p99.toFixed(1)} ms`);
  });

test('a sender of headers that never end is cut off after fifteen seconds', async () => {
  const { closed, took } = await never;
  assert.ok(closed && took >= 12_000 && took <= 20_000, `closed: ${closed} after ${took} ms`);
});
