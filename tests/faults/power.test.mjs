// The power is cut while contacts are recorded: a file system of our own, on a loop device, is shut down in one moment
// with everything that was not yet flushed lost. What was acknowledged must be there afterwards. The control is a server
// whose flushes do nothing: with that one, the same cut must lose something, or this test would see no loss at all.
// On each kind of file system that can be shut down so; what this machine can't make or mount is said loudly.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { Faults } from '../support/faulty.mjs';
import { openNetwork } from '../support/network.mjs';
import { removeFolder, startServer, temporaryFolder } from '../support/server.mjs';
import { auditRows, Work } from '../support/work.mjs';

const THOROUGH = process.env.CAIRN_THOROUGH === '1', WRITERS = 4;
const DISKS = [
  { kind: 'ext4', size: '96M', options: 'loop', cuts: 5 },
  { kind: 'xfs', size: '320M', options: 'loop', cuts: 4 },
  ...THOROUGH ? [{ kind: 'ext4', size: '96M', options: 'loop,data=journal', cuts: 5 }, { kind: 'ext4', size: '96M', options: 'loop,data=writeback', cuts: 5 }] : [],
].map((disk) => ({ ...disk, cuts: THOROUGH ? 200 : disk.cuts, controls: THOROUGH ? 10 : 2, name: `${disk.kind} (${disk.options})` }));
let folder, network, original, image, options, place, cut;

const run = (...words) => execFileSync(words[0], words.slice(1), { stdio: 'pipe' });

before(async () => {
  folder = temporaryFolder();
  image = path.join(folder, 'disk'), place = path.join(folder, 'mounted'), cut = path.join(folder, 'cut');
  mkdirSync(place);
  run('cc', '-o', cut, path.join(import.meta.dirname, 'cut.c'));
  network = await openNetwork(folder);
  original = network.data;
  await network.server.stop();
});
after(() => {
  for (const account of network?.accounts ?? []) account.visitor.close();
  removeFolder(folder);
});

// A new, empty file system with the network on it; false where this machine allows none.
function insert(disk, t) {
  try {
    run('truncate', '-s', '0', image);
    run('truncate', '-s', disk.size, image);
    run(`mkfs.${disk.kind}`, '-q', image);
    run('mount', '-o', disk.options, image, place);
  } catch (error) {
    const why = `power cut: this machine makes or mounts no ${disk.name}; not proven here (${`${error.stderr ?? error}`.trim()})`;
    console.error(why);
    t.diagnostic(why);
    return false;
  }
  options = disk.options;
  cpSync(original, path.join(place, 'network'), { recursive: true });
  run('sync', '-f', place);
  return true;
}

const start = (env) => startServer({ data: path.join(place, 'network'), port: network.server.port, log: path.join(folder, 'power.log'), env });

// One cut: resolves to how many acknowledged contacts were lost, and -1 where the data didn't even open.
async function round(lies) {
  const faults = new Faults(path.join(place, 'network'));
  run('sync', '-f', place); // what the test itself puts there is not what is tried
  network.server = await start(faults.env);
  const works = [];
  for (let i = 0; i < WRITERS; i++) {
    const work = new Work({ ...network, data: path.join(place, 'network') }, folder);
    await work.begin();
    works.push(work);
  }
  if (lies) faults.arm('flush', 1, { error: 0, many: 1e9 });
  let now = false;
  const write = async (work) => {
    for (let n = 0; n < 90 && !now; n++) {
      const note = `contact-${works.indexOf(work)}${String(n).padStart(4, '0')}-end`;
      const answer = await work.visitor.post(work.form.action, [...work.form.fields.filter(([name]) => name !== 'note' && name !== 'nonce'),
        ['note', note], ['nonce', crypto.randomUUID()]]).catch(() => null);
      if (answer?.status === 303) work.acknowledged.push(note);
      else return;
    }
  };
  const writers = works.map(write);
  await delay(60 + Math.random() * 150);
  run(cut, place);
  const acknowledged = works.map((work) => [...work.acknowledged]); // what came later can't have been kept, nor may it come
  now = true;
  await network.server.kill();
  await Promise.all(writers);
  faults.close();
  await delay(30);
  for (let tries = 0; ; tries++)
    try {
      run('umount', place);
      break;
    } catch (error) {
      if (tries > 100) throw error; // the server's process is still ending
      await delay(20);
    }
  run('mount', '-o', options, image, place);
  return lost(works, acknowledged);
}

async function lost(works, acknowledged) {
  try {
    network.server = await start({});
  } catch {
    return { lost: -1, kept: 0 };
  }
  let lostOnes = 0, kept = 0;
  for (const [i, work] of works.entries()) {
    const found = await work.notesOf(work.form.person).catch(() => []);
    lostOnes += acknowledged[i].filter((note) => !found.includes(note)).length;
    kept += found.length;
  }
  await auditRows(path.join(place, 'network'));
  await network.server.stop();
  return { lost: lostOnes, kept };
}

for (const disk of DISKS) {
  test(`the power is cut ${disk.cuts} times on ${disk.name}: nothing acknowledged is lost, the data opens, the trail is whole`, async (t) => {
    if (!insert(disk, t)) return;
    let kept = 0;
    try {
      for (let i = 0; i < disk.cuts; i++) {
        const result = await round(false);
        assert.equal(result.lost, 0, `cut ${i + 1}`);
        kept += result.kept;
      }
    } finally {
      run('umount', place);
    }
    assert.ok(kept > disk.cuts, `only ${kept} contacts were written`);
    t.diagnostic(`${disk.cuts} cuts, ${kept} contacts kept, 0 acknowledged lost`);
  });

  test(`a server on ${disk.name} whose flushes do nothing loses what it acknowledged: the cut is real`, async (t) => {
    if (!insert(disk, t)) return;
    const results = [];
    try {
      for (let i = 0; i < disk.controls; i++) {
        const result = await round(true);
        results.push(result.lost);
        if (result.lost < 0) break; // nothing opens any more
      }
    } finally {
      run('umount', place);
    }
    t.diagnostic(`lost without flushes: ${results.join(', ')} (-1: the data did not open)`);
    assert.ok(results.some((n) => n !== 0), 'nothing was lost, so this harness would not see a loss');
  });
}
