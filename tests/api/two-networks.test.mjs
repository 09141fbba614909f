// One email address in two networks of an installation: each has an account of its own, and nobody learns of the other,
// neither who adds it nor who only knows the address. Whoever owns both signs in with the password of the one they want.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { formTo, textOf } from '../support/html.mjs';
import { followLink, openNetwork, openSecondNetwork, PASSWORD } from '../support/network.mjs';
import { removeFolder, temporaryFolder } from '../support/server.mjs';
import { totp } from '../support/totp.mjs';
import { Visitor } from '../support/visitor.mjs';

const OTHER_PASSWORD = 'meadow kettle anchor 31';
let folder, first, second, shared, there;

before(async () => {
  folder = temporaryFolder();
  first = await openNetwork(folder);
  second = await openSecondNetwork(first);
  shared = first.accounts.find((a) => a.role === 'clinician');
});
after(async () => {
  second?.close();
  const end = await first?.close();
  removeFolder(folder);
  assert.deepEqual(end, { code: 0, signal: null });
});

const KEY = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
async function add(network, email) {
  const administrator = network.as('administrator'), page = await administrator.get('/admin/staff/new');
  const place = formTo(page.text, '/admin/staff/new').controls.find((c) => c.name === 'place').options.map((o) => o.value).filter(Boolean)[0];
  return administrator.send(page, '/admin/staff/new', { name: 'Somebody', email, role: 'clinician', place });
}
const linkOf = (answer) => /\/welcome\/[0-9a-f-]{36}/.exec(answer.text)[0];
const alike = ({ status, headers: { date, 'content-length': length, ...headers }, text }, email) => {
  const bare = (s) => String(s).replaceAll(email, 'EMAIL').replace(KEY, 'KEY').replace(/name="_token" value="[^"]*"/g, '');
  return { status, headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, bare(value)])), text: bare(text) };
};
async function signIn(email, password, more = {}) {
  const visitor = new Visitor(first.server.url);
  const answer = await visitor.send(await visitor.get('/sign-in'), '/sign-in', { email, password });
  if (!more.network) return { visitor, answer };
  const form = formTo(answer.text, '/sign-in'), key = form.controls.filter((c) => c.name === 'network').map((c) => c.value).at(more.network - 1);
  return { visitor, answer: await visitor.post('/sign-in', [...form.fields.filter(([name]) => !['password', 'network'].includes(name)), ['password', password], ['network', key]]) };
}

test('whoever adds an address that another network has is answered as for one that nobody has', async () => {
  const nobody = 'nobody.has@example.nhs.uk', taken = await add(second, shared.email), free = await add(second, nobody);
  assert.equal(taken.status, 200, textOf(taken.text).slice(0, 300));
  assert.deepEqual(alike(taken, shared.email), alike(free, nobody));
  const welcome = { taken: await new Visitor(first.server.url).get(linkOf(taken)), free: await new Visitor(first.server.url).get(linkOf(free)) };
  assert.deepEqual(alike(welcome.taken, shared.email), alike(welcome.free, nobody));
  there = { link: linkOf(taken) };
});

test('in one network an address is still one person’s', async () => {
  const answer = await add(second, shared.email);
  assert.equal(answer.status, 409);
  assert.match(textOf(answer.text), /Somebody already has an account with this email address/);
});

test('the two are two accounts: each password opens its own, with its own second factor', async () => {
  there.visitor = await followLink(first.server.url, there.link, OTHER_PASSWORD);
  assert.match(textOf((await there.visitor.follow(await there.visitor.get('/'))).text), /Harbour/);
  for (const [password, secret, other, who] of [[PASSWORD, shared.totp_secret, there.visitor.secret, 'Mill Row'], [OTHER_PASSWORD, there.visitor.secret, shared.totp_secret, 'Harbour']]) {
    const { visitor, answer } = await signIn(shared.email, password);
    assert.equal(answer.headers.location, '/sign-in/code');
    const wrong = await visitor.send(await visitor.get('/sign-in/code'), '/sign-in/code', { code: totp(other, Date.now() + 30_000) });
    assert.equal(wrong.status, 422, 'the other’s code');
    const right = await visitor.send(await visitor.get('/sign-in/code'), '/sign-in/code', { code: totp(secret, Date.now() + 30_000) });
    assert.equal(right.status, 303);
    assert.match(textOf((await visitor.get('/account')).text), new RegExp(who));
    visitor.close();
  }
});

test('a wrong password takes as long for an address in two networks, in one and in none', async () => {
  const addresses = { two: shared.email, one: second.accounts.find((a) => a.role === 'health-coach').email, none: 'none.at.all@example.nhs.uk' };
  const took = { two: [], one: [], none: [] };
  for (let i = 0; i < 3; i++)
    for (const which of Object.keys(addresses)) {
      const from = performance.now();
      const { visitor, answer } = await signIn(addresses[which], `wrong ${i} ${which}`);
      took[which].push(performance.now() - from);
      assert.equal(answer.status, 422);
      assert.match(textOf(answer.text), /Email address or password is not right/);
      visitor.close();
    }
  const least = Object.values(took).map((list) => Math.min(...list));
  assert.ok(Math.max(...least) < 1.5 * Math.min(...least), `${least.map(Math.round)} ms`);
});

test('one password in both: it is asked which is meant, by name, and only of whoever knows it', async () => {
  const address = 'both@example.nhs.uk', links = [linkOf(await add(first, address)), linkOf(await add(second, address))];
  for (const link of links) (await followLink(first.server.url, link, OTHER_PASSWORD)).close();
  const { visitor, answer } = await signIn(address, OTHER_PASSWORD);
  assert.equal(answer.status, 422);
  assert.match(textOf(answer.text), /Choose one of your networks/);
  for (const name of ['Quayside Invented PCN', 'Harbour Invented PCN']) assert.match(textOf(answer.text), new RegExp(name));
  assert.doesNotMatch(answer.text, new RegExp(OTHER_PASSWORD), 'the password is not sent back');
  visitor.close();
  const stranger = await signIn(address, 'something else 9');
  assert.doesNotMatch(textOf(stranger.answer.text), /Harbour/);
  stranger.visitor.close();
  for (const network of [1, 2]) {
    const chosen = await signIn(address, OTHER_PASSWORD, { network });
    assert.equal(chosen.answer.headers.location, '/sign-in/code', textOf(chosen.answer.text).slice(0, 200));
    chosen.visitor.close();
  }
});
