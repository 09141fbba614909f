// Every route, for care co-ordinators whose account or session must not let them in, for one of another practice who
// asks for the people, searches and tasks of this one, and for whoever may in another network of the same installation:
// the last columns of matrix.csv. Real objects throughout.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { formsOf } from '../support/html.mjs';
import { followLink, invite, openNetwork, openSecondNetwork, ROLES } from '../support/network.mjs';
import { makeObjects, UNKNOWN } from '../support/objects.mjs';
import { removeFolder, startServer, temporaryFolder } from '../support/server.mjs';
import { Visitor } from '../support/visitor.mjs';
import { outcome, ROWS, STATES } from './matrix.mjs';

const MINUTE = 60_000;
let folder, network, objects, account, other, ownObjects;
const addresses = new Map(), jars = new Map();

// One more co-ordinator, whose sessions the states are made of.
before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder);
  account = await invite(network.data, 'care-coordinator', network.MILL, 'state');
  account.visitor = await followLink(network.server.url, account.link);
  jars.set('idle', new Map(account.visitor.cookies));
  jars.set('expired', new Map(account.visitor.cookies));
  const half = new Visitor(network.server.url);
  await half.send(await half.get('/sign-in'), '/sign-in', { email: account.email, password: account.password });
  jars.set('no second factor', half.cookies);
  jars.set('another practice', network.of('care-coordinator', network.QUAY).cookies);
  objects = await makeObjects(network);
  for (const { where } of ROWS) addresses.set(where, await objects.address(where, 'care-coordinator'));
  other = await openSecondNetwork(network);
  ownObjects = await makeObjects(other);
});
after(async () => {
  other?.close();
  await network?.close();
  removeFolder(folder);
});

const tokenIn = (page) => formsOf(page.text).flatMap((f) => f.fields).find(([name]) => name === '_token')?.[1];

// Asks for every route with the same cookies, whatever the answers say of them.
async function walk(state) {
  const visitor = new Visitor(network.server.url), found = {}, expected = {};
  visitor.keep = () => {};
  visitor.cookies = jars.get(state);
  const token = tokenIn(await visitor.get('/sign-in/role')) ?? tokenIn(await visitor.get('/sign-in/code')) ?? tokenIn(await visitor.get('/sign-in/again')) ?? '';
  for (const { method, where, cells } of ROWS) {
    const address = addresses.get(where);
    assert.ok(address, `there is no real object to try ${where} on`);
    const answer = method === 'GET' ? await visitor.get(address) : await visitor.post(address, [['_token', token]]);
    found[`${method} ${where}`] = outcome(answer, address);
    expected[`${method} ${where}`] = cells[state];
  }
  visitor.close();
  assert.deepEqual(found, expected);
}

// The same data, served at a later moment.
async function later(minutes) {
  const url = new URL(network.server.url), moment = new Date(Date.now() + minutes * MINUTE).toISOString().slice(0, 16);
  await network.server.stop();
  network.server = await startServer({ data: network.data, port: Number(url.port), args: ['--today', moment] });
}

test('the states of the matrix are those that are tried', () => assert.deepEqual(STATES, ['no second factor', 'disabled', 'idle', 'expired', 'another practice', 'another network']));
test('somebody with a password and no second factor gets no further than the second step', () => walk('no second factor'));

// ---- what is somebody else's and what isn't there ----

const plain = ({ status, headers: { date, ...headers }, text }) => ({ status, headers, text: text.replace(/name="_token" value="[^"]*"| data-seconds="\d+"/g, '') });
// A form for something new has its key in its address: whatever isn't the person's own is a new one, and says nothing else.
const NEW_BY_KEY = [':entry', ':need', ':goal', ':step'], withoutKeys = (answer) => JSON.parse(JSON.stringify(plain(answer)).replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'KEY'));
// The key of a section of a plan is the same for everybody; published tables are everybody's.
const OF_EVERYBODY = [':section', ':set'];
const THINGS = [':person', ':search', ':task'];
for (const { method, where } of ROWS.filter((row) => row.cells['care-coordinator'] === 'yes' && THINGS.some((thing) => row.where.includes(thing))))
  test(`${method} ${where}: another practice's looks as if it were not there`, async () => {
    const visitor = network.of('care-coordinator', network.QUAY), token = await visitor.token();
    const ask = (address) => (method === 'GET' ? visitor.get(address) : visitor.post(address, [['_token', token]]));
    const parts = where.split('/'), theirs = addresses.get(where).split('/');
    const nowhere = theirs.map((part, i) => (THINGS.includes(parts[i]) ? UNKNOWN : part));
    const answer = await ask(theirs.join('/'));
    assert.equal(answer.status, 404);
    assert.deepEqual(plain(answer), plain(await ask(nowhere.join('/'))));
  });

// Of 400 answers each, taken in turns; a busy machine may need a second try.
async function takesAsLong(ask) {
  for (let tries = 3; ; tries--) {
    const took = { theirs: [], nowhere: [] };
    for (let i = 0; i < 400; i++)
      for (const which of i % 2 ? ['theirs', 'nowhere'] : ['nowhere', 'theirs']) {
        const from = performance.now();
        assert.equal((await ask(which)).status, 404);
        took[which].push(performance.now() - from);
      }
    const median = (list) => list.toSorted((a, b) => a - b)[list.length / 2];
    const [theirs, nowhere] = [median(took.theirs), median(took.nowhere)];
    if (Math.abs(theirs - nowhere) < 0.25 * Math.max(theirs, nowhere)) return;
    assert.ok(tries > 1, `${theirs.toFixed(3)} ms and ${nowhere.toFixed(3)} ms`);
  }
}

test("another practice's person takes as long to be refused as one who is not there", async () => {
  const visitor = network.of('care-coordinator', network.QUAY), addressOf = { theirs: objects.person, nowhere: `/people/${UNKNOWN}` };
  await takesAsLong((which) => visitor.get(addressOf[which]));
});

// ---- another network ----

const whoMay = (cells) => ROLES.find((role) => cells[role] === 'yes') ?? ROLES.find((role) => cells[role] !== 'no');
const tokens = new Map();
async function askThere(role, method, address) {
  const visitor = other.as(role);
  if (method === 'GET') return visitor.get(address);
  if (!tokens.has(role)) tokens.set(role, tokenIn(await visitor.get('/sign-in/role')));
  return visitor.post(address, [['_token', tokens.get(role)]]);
}

// By everybody who may, each parameter by itself: this network's in an address whose other parts are the asker's own, against one that is nowhere.
const OBJECTS = ROWS.filter(({ where }) => where.includes(':') && where !== '/welcome/:link');
for (const { method, where, cells } of OBJECTS)
  test(`${method} ${where}: another network's looks as if it were not there`, async () => {
    const parts = where.split('/'), theirs = addresses.get(where).split('/');
    for (const role of ROLES.filter((one) => cells[one] === 'yes')) {
      const own = (await ownObjects.address(where, role)).split('/');
      for (const at of parts.keys()) {
        if (!parts[at].startsWith(':') || OF_EVERYBODY.includes(parts[at])) continue;
        const asked = (value) => askThere(role, method, own.map((part, i) => (i === at ? value : part)).join('/'));
        const answer = await asked(theirs[at]);
        if (NEW_BY_KEY.includes(parts[at])) {
          assert.deepEqual(withoutKeys(answer), withoutKeys(await asked(UNKNOWN)), `${role} ${parts[at]}`);
          continue;
        }
        assert.equal(answer.status, 404, `${role} ${parts[at]}`);
        assert.deepEqual(plain(answer), plain(await asked(UNKNOWN)), `${role} ${parts[at]}`);
      }
    }
  });

for (const [method, where] of [['GET', '/people/:person'], ['GET', '/people/results/:search'], ['GET', '/people/look-up/:look_up'],
  ['GET', '/people/:person/contacts/:contact/strike'], ['GET', '/admin/staff/:account'], ['GET', '/admin/access/:review'], ['POST', '/tasks/:task/done']])
  test(`${method} ${where}: another network's takes as long to be refused as one that is not there`, async () => {
    const { cells } = ROWS.find((row) => row.method === method && row.where === where), role = whoMay(cells);
    const parts = where.split('/'), last = parts.findLastIndex((part) => part.startsWith(':'));
    const own = (await ownObjects.address(where, role)).split('/'), value = { theirs: addresses.get(where).split('/')[last], nowhere: UNKNOWN };
    await takesAsLong((which) => askThere(role, method, own.map((part, i) => (i === last ? value[which] : part)).join('/')));
  });

test('who may do it in another network finds nothing of this one, and their own', async () => {
  const found = {}, expected = {};
  for (const { method, where, cells } of ROWS) {
    const name = `${method} ${where}`, role = cells.anonymous === 'yes' ? 'anonymous' : whoMay(cells);
    found[name] = outcome(await askThere(role, method, addresses.get(where)), addresses.get(where));
    expected[name] = cells['another network'];
  }
  assert.deepEqual(found, expected);
});

// Last of this practice's visitors, since walking signs out.
test('a co-ordinator of another practice finds nothing of this one', () => walk('another practice'));
test('a session that has gone idle is asked for one factor, whatever it wants', async () => {
  await later(20);
  await walk('idle');
});
test('a session of thirteen hours is over, however busy it was', async () => {
  await later(13 * 60);
  await walk('expired');
});
test('a disabled account is out at once', async () => {
  await later(1);
  const fresh = new Visitor(network.server.url);
  jars.set('disabled', new Map(account.visitor.cookies));
  const administrator = network.as('administrator'), list = (await administrator.get('/admin/staff')).text;
  const page = /href="(\/admin\/staff\/[0-9a-f-]{36})"[^>]*>[^<]*state/.exec(list)?.[1];
  assert.ok(page, 'the account is on the list');
  assert.equal((await administrator.send(await administrator.get(page), `${page}/disable`)).status, 303);
  fresh.close();
  await walk('disabled');
});
