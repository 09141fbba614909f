// Every route by every role, tried for real, against matrix.csv. The file says in each cell what happens:
//   yes      the page is shown, or the form is taken (or shown again because something is missing)
//   no       refused
//   not theirs  allowed in general, but this person isn't among those whom they may see
//   sign in  the visitor is asked to sign in
//   goes on  the page belongs to a step of signing in that this visitor has behind them; they are sent on
//   code     the visitor is sent to the second step of signing in;  again  to show one factor after a pause
//   (not theirs is what is answered for other things that are somebody else's, too)
// The columns of roles are tried here, those of accounts and sessions in a special state by states.test.mjs.
// A route that stands in only one of program and file fails, and so does one without a real object to try it on.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { formsOf } from '../support/html.mjs';
import { openNetwork } from '../support/network.mjs';
import { cairn, removeFolder, temporaryFolder } from '../support/server.mjs';
import { makeObjects, UNKNOWN } from '../support/objects.mjs';
import { COLUMNS, outcome, ROWS, STATES, VISITORS } from './matrix.mjs';

const routes = JSON.parse((await cairn('routes', '--json')).stdout);
const nameOf = (route) => `${route.method} ${route.path}`;

let folder, network, objects;
const tokens = new Map();
before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder);
  objects = await makeObjects(network);
});
after(async () => {
  const end = await network?.close();
  removeFolder(folder);
  assert.deepEqual(end, { code: 0, signal: null }, 'the server stayed up and stopped in order');
});

// The form token is the session's, whichever page it is read from.
async function tokenOf(visitor) {
  if (!tokens.has(visitor)) {
    const page = await visitor.get('/sign-in/role');
    tokens.set(visitor, formsOf(page.text).flatMap((f) => f.fields).find(([name]) => name === '_token')?.[1] ?? null);
  }
  return tokens.get(visitor);
}

async function ask(visitor, method, address) {
  if (method === 'GET') return visitor.get(address);
  const token = await tokenOf(visitor);
  return visitor.post(address, token ? [['_token', token]] : []);
}

test('the matrix has a column for everybody', () => assert.deepEqual(COLUMNS, [...VISITORS, ...STATES]));
test('the matrix and the program have the same routes', () =>
  assert.deepEqual(ROWS.map(({ method, where }) => `${method} ${where}`).sort(), routes.map(nameOf).sort()));

for (const { method, where, what, cells } of ROWS)
  test(`${what} (${method} ${where}) is for those whom the matrix names`, async () => {
    const expected = {}, found = {};
    for (const role of VISITORS) {
      const visitor = network.as(role);
      const address = await objects.address(where, role);
      assert.ok(address, `there is no real object to try ${where} on`);
      expected[role] = cells[role];
      found[role] = outcome(await ask(visitor, method, address), address);
    }
    assert.deepEqual(found, expected);
  });

// What isn't there and what isn't theirs must look the same, to the byte.
const without = (text) => text.replace(/name="_token" value="[^"]*"| data-seconds="\d+"/g, '');
for (const route of routes.filter((r) => r.path.includes(':person')))
  test(`${nameOf(route)}: somebody else's person looks as if they were not there`, async () => {
    const fresh = await objects.elsewhere();
    const { cells } = ROWS.find((row) => row.method === route.method && row.where === route.path);
    // A co-ordinator of the one practice; where they may not, a clinician of it. What only those do who see the whole
    // network has nobody of one practice: to them it is forbidden, whoever it is about.
    const visitor = cells['care-coordinator'] === 'no' ? fresh.clinician : fresh.visitor;
    const may = cells[visitor === fresh.visitor ? 'care-coordinator' : 'clinician'] === 'yes';
    if (!may) assert.match(route.path, /\/(same|joined)\//);
    const address = await objects.address(route.path, 'care-coordinator');
    const there = address.replace(/^\/people\/[^/]+/, fresh.person), nowhere = address.replace(/^\/people\/[^/]+/, `/people/${UNKNOWN}`);
    const [theirs, unknown] = [await ask(visitor, route.method, there), await ask(visitor, route.method, nowhere)];
    assert.deepEqual([theirs.status, unknown.status], may ? [404, 404] : [403, 403]);
    assert.equal(without(theirs.text), without(unknown.text));
    assert.deepEqual(Object.keys(theirs.headers).sort(), Object.keys(unknown.headers).sort());
  });
