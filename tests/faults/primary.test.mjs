// Two PostgreSQL servers, the second a synchronous standby of the first. The primary is killed while contacts are
// recorded, the standby promoted: meanwhile 503, the same process throughout, writing again within five seconds, and in
// the end every acknowledged contact is there, once, though each was sent until it was. Three times in continuous
// integration, twelve with CAIRN_THOROUGH=1; the killed server is the next standby.
import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { addressOf, clusterFolder, Postgres } from '../support/cluster.mjs';
import { changed, formTo } from '../support/html.mjs';
import { addPerson, openNetwork } from '../support/network.mjs';
import { cairn, removeFolder, temporaryFolder } from '../support/server.mjs';

const ROUNDS = process.env.CAIRN_THOROUGH === '1' ? 12 : 3, WRITERS = 3, AGAIN_WITHIN_MS = 5000;
let folder, cluster, primary, standby, network, form;
const acknowledged = [], answers = {};
let sent = 0;

before(async () => {
  folder = temporaryFolder();
  cluster = clusterFolder();
  primary = new Postgres(cluster, 'one').make();
  standby = new Postgres(cluster, 'two');
  primary.newDatabase('cairn');
  standby.follow(primary);
  const where = ['--database', addressOf('cairn', 'cairn', primary, standby), '--database-owner', addressOf('cairn_owner', 'cairn', primary, standby)];
  network = await openNetwork(folder, { init: where });
  const visitor = network.as('care-coordinator');
  const person = await addPerson(visitor, { given_names: 'Pim', family_name: 'Primary' });
  form = formTo((await visitor.get(`${person}/contacts/new`)).text, `${person}/contacts/new`);
});
after(async () => {
  await network?.close();
  for (const one of [primary, standby]) one?.stop();
  rmSync(cluster, { recursive: true, force: true });
  removeFolder(folder);
});

function childOf(pid) {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0]);
}

// As a person does who is told to try again: the same form, until it is saved.
async function sendUntilSaved(state) {
  const fields = changed(form.fields, { note: `contact-${++sent}-end`, nonce: crypto.randomUUID() }), note = fields.find(([name]) => name === 'note')[1];
  while (!state.over) {
    const answer = await network.as('care-coordinator').post(form.action, fields);
    answers[answer.status] = (answers[answer.status] ?? 0) + 1;
    assert.ok([303, 503].includes(answer.status), `${answer.status}: ${answer.text.slice(0, 300)}`);
    if (answer.status === 503) {
      await delay(20);
      continue;
    }
    if (state.promoted) state.againAfter ??= Date.now() - state.promoted;
    acknowledged.push(note);
    return;
  }
}

async function write(state) {
  while (!state.over) await sendUntilSaved(state);
}

async function round(n) {
  const state = {}, before503 = answers[503] ?? 0, child = childOf(network.server.pid);
  const writing = Promise.all(Array.from({ length: WRITERS }, () => write(state)));
  writing.catch(() => { state.over = true; });
  await delay(400 + Math.random() * 400);
  primary.kill();
  await delay(300);
  state.promoted = Date.now();
  standby.promote();
  const end = Date.now() + AGAIN_WITHIN_MS * 2;
  while (state.againAfter === undefined && Date.now() < end) await delay(20);
  await delay(300);
  state.over = true;
  await writing;
  assert.ok(state.againAfter <= AGAIN_WITHIN_MS, `round ${n}: writing again after ${state.againAfter} ms`);
  assert.ok((answers[503] ?? 0) > before503, 'somebody met the gap');
  assert.equal(childOf(network.server.pid), child, 'the server is the same process');
  [primary, standby] = [standby, primary];
  return state.againAfter;
}

test('a primary that is killed costs nobody an acknowledged contact, and five seconds at most', { timeout: 600_000 }, async (t) => {
  const times = [];
  for (let n = 1; n <= ROUNDS; n++) {
    if (n > 1) standby.follow(primary);
    times.push(await round(n));
    const kept = primary.ask(`SELECT note, count(*) FROM cairn.contact WHERE note LIKE 'contact-%' GROUP BY note`, 'cairn').split('\n').map((line) => line.split('|'));
    const count = new Map(kept.map(([note, times]) => [note, Number(times)]));
    assert.deepEqual(acknowledged.filter((note) => !count.has(note)), [], `round ${n}: acknowledged and not there`);
    assert.deepEqual(kept.filter(([, times]) => times !== '1'), [], `round ${n}: there more than once`);
  }
  await delay(1200); // the sealer's turn
  const audit = await cairn('audit', 'verify', '--data', network.data, '--json');
  assert.equal(audit.code, 0, audit.stdout + audit.stderr);
  t.diagnostic(`${ROUNDS} rounds, ${acknowledged.length} contacts acknowledged; writing again after ${times.join(', ')} ms; answers ${JSON.stringify(answers)}`);
});
