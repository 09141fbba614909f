// Requests as no browser would send them, and what every answer carries, whatever was asked.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { linksOf, titleOf } from '../support/html.mjs';
import { addPerson, followLink, openNetwork, PASSWORD, recordContact } from '../support/network.mjs';
import { makeObjects, UNKNOWN } from '../support/objects.mjs';
import { cairn, removeFolder, temporaryFolder } from '../support/server.mjs';
import { raw, signIn, Visitor } from '../support/visitor.mjs';
import { totp } from '../support/totp.mjs';

// Names that stand nowhere else: they must not be found in a log, an address or a title.
const CANARY = { given_names: 'Quillarantha', family_name: 'Zzyzxwick', home_phone: '01632 960 777', postcode: 'LS8 4QT', preferred_name: 'Quillabelle' };
const CANARIES = /quillar|zzyzx|quillabelle|960.?777|ls8|canary-note|gravel|A9900\d\.network/i;
let folder, network, objects, coordinator, person, url;
before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder);
  url = network.server.url;
  objects = await makeObjects(network);
  coordinator = network.of('care-coordinator', network.MILL);
  person = await addPerson(coordinator, CANARY);
  await recordContact(coordinator, person, { note: 'canary-note', next: 'tomorrow' });
});
after(async () => {
  const end = await network?.close();
  removeFolder(folder);
  assert.deepEqual(end, { code: 0, signal: null }, 'the server stayed up and stopped in order');
});

const GET = (path, ...lines) => `GET ${path} HTTP/1.1\r\nHost: x\r\n${lines.map((l) => `${l}\r\n`).join('')}Connection: close\r\n\r\n`;
const RAW = [
  ['an address with a NUL', GET('/people%00/find'), 400], ['an address with a raw control character', GET('/people/\x01'), 400],
  ['an address that is not UTF-8', GET('/people/%ff%fe'), 404], ['an address that climbs', GET('/assets/../../../etc/passwd'), 404],
  ['an encoded climb', GET('/assets/%2e%2e/%2e%2e/etc/passwd'), 404], ['a backslash', GET('/assets\\..\\x'), 400],
  ['an absolute address', GET('http://example.org/'), 400], ['an address of ten thousand characters', GET(`/${'a'.repeat(10_000)}`), 414],
  ['a query that is not UTF-8', GET('/sign-in?done=%ff'), 400], ['a query with a NUL', GET('/sign-in?done=%00'), 400],
  ['64 KB of headers', GET('/sign-in', `X-Large: ${'a'.repeat(65_536)}`), 431], ['two hundred headers', GET('/sign-in', ...Array(200).fill('X-Many: a')), 431],
  ['two hosts', GET('/sign-in', 'Host: y'), 400], ['no host', 'GET /sign-in HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
  ['two lengths', 'POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', 400],
  ['a length and chunks', 'POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400],
  ['an unknown encoding of the transfer', 'POST /sign-in HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n', 400],
  ['a negative length', 'POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n', 400],
  ['a length beyond any form', 'POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 999999999\r\n\r\n', 413],
  ['a compressed body', 'POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\na', 415],
  ['a method that nobody knows', 'BREW /sign-in HTTP/1.1\r\nHost: x\r\n\r\n', 501], ['TRACE', 'TRACE / HTTP/1.1\r\nHost: x\r\n\r\n', 405],
];
for (const [what, bytes, status] of RAW)
  test(`${what} is answered ${status}`, async () => {
    const answer = await raw(url, [bytes]);
    assert.equal(answer.status, status, answer.text.slice(0, 300));
    assert.doesNotMatch(answer.text, /root:|sqlite|\.c:\d/i);
  });

test('the wrong method for an address is answered 405, and an unknown address 404', async () => {
  for (const [method, path, status] of [['POST', '/my-day', 405], ['PUT', '/people/find', 405], ['DELETE', person, 405], ['PATCH', `${person}/edit`, 405],
    ['GET', '/sign-out', 405], ['POST', '/healthz', 405], ['GET', '/nowhere', 404], ['POST', '/nowhere', 404], ['GET', `${person}/nowhere`, 404],
    ['GET', '/people/not-an-id', 404], ['GET', '/people/', 404], ['GET', '//people/find', 404]])
    assert.equal((await coordinator.request(method, path)).status, status, `${method} ${path}`);
});

const HEADERS = {
  'content-security-policy': /^default-src 'none'; script-src 'self'; style-src 'self'; .*base-uri 'none'; frame-ancestors 'none'.*require-trusted-types-for 'script'/,
  'referrer-policy': /^no-referrer$/, 'x-content-type-options': /^nosniff$/, 'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/, 'permissions-policy': /camera=\(\)/, 'strict-transport-security': /max-age=\d{7,}/,
};
const lacking = (headers) => Object.entries(HEADERS).filter(([name, wanted]) => !wanted.test(headers[name] ?? '')).map(([name]) => name);
function headersOf(text) {
  const lines = text.split('\r\n\r\n')[0].split('\r\n').slice(1);
  return Object.fromEntries(lines.map((l) => [l.slice(0, l.indexOf(':')).toLowerCase(), l.slice(l.indexOf(':') + 1).trim()]));
}

test('every answer carries the header set, errors and refusals too', async () => {
  for (const path of ['/healthz', '/sign-in', '/my-day', person, '/admin/staff', '/nowhere', '/sign-out', `/people/${UNKNOWN}`])
    assert.deepEqual(lacking((await coordinator.get(path)).headers), [], path);
  // The library refuses these two itself, in its own words, before we hear of them.
  for (const [what, bytes] of RAW.filter(([name]) => !['64 KB of headers', 'a negative length'].includes(name)))
    assert.deepEqual(lacking(headersOf((await raw(url, [bytes])).text)), [], what);
});

test('pages about people are kept nowhere, and files are kept for ever', async () => {
  for (const path of ['', '/about', '/about/edit', '/about/history', '/plan', '/plan/assessment', '/circle', '/appointments', '/details', '/edit', '/history', '/timeline', '/records', '/contacts/new', '/who-looked'])
    assert.equal((await coordinator.get(person + path)).headers['cache-control'], 'no-store', path);
  for (const path of ['/my-day', '/people/find', '/sign-in', '/nowhere'])
    assert.equal((await coordinator.get(path)).headers['cache-control'], 'no-store', path);
  const asset = await objects.address('/assets/*', 'care-coordinator');
  assert.match((await coordinator.get(asset)).headers['cache-control'], /immutable/);
});

test('no address, title or redirect says anything about a person', async () => {
  const page = await coordinator.get('/people/find');
  for (const typed of [CANARY.family_name, CANARY.home_phone, CANARY.postcode]) {
    const to = (await coordinator.send(page, '/people/find', { find: typed })).headers.location;
    assert.match(to, /^\/people\/results\/[0-9a-f-]{36}$/);
    const results = await coordinator.get(to);
    assert.match(results.text, /zzyzxwick/i, `found by ${typed}`);
    assert.doesNotMatch(titleOf(results.text), CANARIES);
    for (const { href } of linksOf(results.text)) if (!href.startsWith('tel:')) assert.doesNotMatch(href, CANARIES);
  }
  for (const path of ['', '/about', '/about/edit', '/about/history', '/plan', '/plan/assessment', '/circle', '/appointments', '/details', '/edit', '/history', '/timeline', '/records', '/contacts/new', '/who-looked'])
    assert.doesNotMatch(titleOf((await coordinator.get(person + path)).text), CANARIES, path);
});

test('somebody else’s search is not shown', async () => {
  const mine = await objects.address('/people/results/:search', 'care-coordinator');
  const [theirs, unknown] = await Promise.all([mine, `/people/results/${UNKNOWN}`].map((path) => network.as('clinician').get(path)));
  assert.deepEqual([theirs.status, unknown.status], [404, 404]);
});

test('each view of a record leaves exactly one row that says who looked, and a refused one leaves none there', async () => {
  const count = (text) => (text.match(/\bsupervisor\b/gi) ?? []).length;
  const supervisor = network.as('supervisor'), somebody = await addPerson(coordinator, { given_names: 'Vera', family_name: 'Viewed' });
  const rows = async () => count((await coordinator.get(`${somebody}/who-looked`)).text);
  const before = await rows();
  await supervisor.get(somebody);
  const one = await rows();
  assert.ok(one > before, 'a view is listed');
  await supervisor.get(`${somebody}/details`);
  assert.equal(await rows() - one, one - before, 'each view once');
  await network.of('care-coordinator', network.QUAY).get(somebody);
  await network.as('administrator').get(somebody);
  assert.doesNotMatch((await coordinator.get(`${somebody}/who-looked`)).text, /care-coordinator A99002|administrator/);
});

// ---- signing in ----

const account = (role) => network.accounts.find((a) => a.role === role);
const signInPost = (visitor, fields) => visitor.get('/sign-in').then((page) => visitor.send(page, '/sign-in', fields));

test('the cookie is for this site, this connection and no script, and changes at each step', async () => {
  const visitor = new Visitor(url), values = new Set();
  let answer = await signInPost(visitor, { email: account('clinician').email, password: PASSWORD });
  const line = answer.headers['set-cookie'][0];
  for (const attribute of [/; *HttpOnly/i, /; *SameSite=(Lax|Strict)/i, /; *Path=\//i]) assert.match(line, attribute);
  assert.doesNotMatch(line, /Domain=|Expires=/i);
  values.add([...visitor.cookies.values()][0]);
  assert.ok([...values][0].length >= 32, 'the token is long');
  answer = await visitor.send(await visitor.get('/sign-in/code'), '/sign-in/code', { code: totp(account('clinician').totp_secret, Date.now(), 1) });
  assert.equal(answer.status, 303);
  values.add([...visitor.cookies.values()][0]);
  assert.equal(values.size, 2, 'another token after the second factor');
  assert.equal((await visitor.get('/my-day')).status, 200);
});

test('the password alone opens nothing', async () => {
  const visitor = new Visitor(url);
  await signInPost(visitor, { email: account('link-worker').email, password: PASSWORD });
  for (const path of ['/', '/my-day', person, '/people/find', '/sign-in/role'])
    assert.equal((await visitor.get(path)).headers.location?.split('?')[0], '/sign-in/code', path);
  const posted = await visitor.post('/people/find', [['find', 'x']]);
  assert.notEqual(posted.headers.location?.startsWith('/people/results'), true);
});

test('a code works once, also for four who use it at the same moment', async () => {
  const who = account('health-coach'), code = totp(who.totp_secret, Date.now(), 1);
  const visitors = Array.from({ length: 4 }, () => new Visitor(url));
  for (const visitor of visitors) await signInPost(visitor, { email: who.email, password: PASSWORD });
  const pages = await Promise.all(visitors.map((v) => v.get('/sign-in/code')));
  const answers = await Promise.all(visitors.map((v, i) => v.send(pages[i], '/sign-in/code', { code })));
  assert.equal(answers.filter((a) => a.status === 303).length, 1, answers.map((a) => a.status).join(' '));
});

test('a code works once, also for 64 requests at the same moment', async () => {
  const who = account('data-manager'), code = totp(who.totp_secret, Date.now(), 1);
  const visitors = Array.from({ length: 4 }, () => new Visitor(url));
  for (const visitor of visitors) {
    visitor.agent.maxSockets = 16;
    assert.equal((await signInPost(visitor, { email: who.email, password: PASSWORD })).headers.location, '/sign-in/code');
  }
  const pages = await Promise.all(visitors.map((v) => v.get('/sign-in/code')));
  const answers = await Promise.all(Array.from({ length: 64 }, (_, i) => visitors[i % 4].send(pages[i % 4], '/sign-in/code', { code })));
  const inside = answers.filter((a) => a.status === 303 && !a.headers.location.startsWith('/sign-in'));
  assert.equal(inside.length, 1, answers.map((a) => `${a.status} ${a.headers.location ?? ''}`).join('; '));
  for (const visitor of visitors) visitor.close();
});

test('a recovery code works once', async () => {
  const who = account('supervisor'), code = who.visitor.recoveryCodes[0];
  const tries = [];
  for (let i = 0; i < 2; i++) {
    const visitor = new Visitor(url);
    await signInPost(visitor, { email: who.email, password: PASSWORD });
    tries.push((await visitor.send(await visitor.get('/sign-in/code'), '/sign-in/code', { code })).status);
  }
  assert.deepEqual(tries, [303, 422]);
});

test('guessing codes ends the half-open session', async () => {
  const visitor = new Visitor(url), statuses = [];
  await signInPost(visitor, { email: account('practice-staff').email, password: PASSWORD });
  for (let i = 0; i < 8; i++) {
    const page = await visitor.get('/sign-in/code');
    if (page.status !== 200) break;
    statuses.push((await visitor.send(page, '/sign-in/code', { code: String(100000 + i) })).status);
  }
  assert.ok(statuses.length <= 5, `${statuses.length} tries were allowed`);
});

test('an unknown account and a wrong password look alike, and guessing is slowed down', async () => {
  const visitor = new Visitor(url);
  const wrong = await signInPost(visitor, { email: account('mdt-associate').email, password: 'not the password' });
  const unknown = await signInPost(visitor, { email: 'nobody@example.nhs.uk', password: 'not the password' });
  assert.equal(wrong.status, unknown.status);
  const same = (text) => text.replace(/value="[^"]*"/g, '');
  assert.equal(same(wrong.text), same(unknown.text));
  const statuses = [];
  for (let i = 0; i < 6; i++) statuses.push((await signInPost(visitor, { email: account('mdt-associate').email, password: `guess ${i}` })).status);
  assert.equal(statuses.at(-1), 429);
});

test('signing in leads back only to our own pages', async () => {
  for (const back of ['https://example.org/', '//example.org/', '/\\example.org', 'javascript:alert(1)', '/%0d%0aX: y']) {
    const answer = await new Visitor(url).get(`/sign-in?back=${encodeURIComponent(back)}`);
    assert.doesNotMatch(answer.text, /name="back" value="[^"]*(example\.org|javascript|\n)/, back);
  }
});

test('a disabled account is out at once, and a session that was ended stays ended', async () => {
  const administrator = network.as('administrator');
  const out = await cairn('routes');
  assert.equal(out.code, 0);
  const staff = linksOf((await administrator.get('/admin/staff')).text).find((l) => l.text.startsWith('pcn-manager'));
  const page = await administrator.get(staff.href), manager = network.as('pcn-manager');
  assert.equal((await manager.get('/admin/staff')).status, 200);
  assert.equal((await administrator.send(page, `${staff.href}/disable`)).status, 303);
  assert.equal((await manager.get('/admin/staff')).headers.location?.split('?')[0], '/sign-in');
  const lead = network.as('governance-lead'), old = new Map(lead.cookies);
  await lead.send(await lead.get('/sign-in/role'), '/sign-out');
  assert.equal((await lead.get('/admin/audit', { as: old })).headers.location?.split('?')[0], '/sign-in');
});

test('a link is good for nothing after a newer one, and a used one is gone', async () => {
  const administrator = network.as('administrator');
  const staff = linksOf((await administrator.get('/admin/staff')).text).find((l) => l.text.startsWith('data-manager'));
  const page = await administrator.get(staff.href);
  const made = await administrator.send(page, `${staff.href}/reset`, { what: 'both', reason: 'lost-phone' });
  const link = /\/welcome\/[0-9a-f-]{36}/.exec(made.text)[0];
  const newer = await administrator.send(await administrator.get(staff.href), `${staff.href}/reset`, { what: 'both', reason: 'lost-phone' });
  assert.equal((await new Visitor(url).get(link)).status, 410);
  const fresh = /\/welcome\/[0-9a-f-]{36}/.exec(newer.text)[0];
  const visitor = await followLink(url, fresh, 'harbour thistle anvil 31');
  assert.equal((await visitor.get('/people/find')).status, 200);
  assert.equal((await visitor.get(fresh)).status, 410);
  await assert.rejects(signIn(url, { ...account('data-manager'), password: PASSWORD }), /could not sign in/);
});

test('the log says nothing about anybody', () => {
  const log = readFileSync(network.server.log, 'utf8');
  assert.ok(log.length > 0, 'there is a log');
  assert.deepEqual(log.split('\n').filter((line) => CANARIES.test(line)), []);
});
