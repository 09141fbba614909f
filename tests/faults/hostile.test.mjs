// What no browser sends: requests that two readers would understand differently, and everything too large. Each is
// refused with a status that says so, and the connection is closed; the server's memory stays where it was.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { makeDemo, removeFolder, startServer, temporaryFolder } from '../support/server.mjs';
import { raw } from '../support/visitor.mjs';
import { childrenOf } from '../support/processes.mjs';

const MEMORY_MOST_KB = 150_000;
let folder, server;

before(async () => {
  folder = temporaryFolder();
  const demo = await makeDemo(folder, { people: 50 });
  server = await startServer({ data: demo.data });
});
after(async () => {
  const end = await server?.stop();
  removeFolder(folder);
  assert.deepEqual(end, { code: 0, signal: null }, 'the server stayed up and stopped in order');
});

const memory = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${childrenOf(server.pid)[0]}/status`, 'utf8'))[1]);
const head = (...lines) => `${['GET /sign-in HTTP/1.1', 'Host: localhost', ...lines].join('\r\n')}\r\n\r\n`;
const post = (...lines) => `${['POST /sign-in HTTP/1.1', 'Host: localhost', 'Content-Type: application/x-www-form-urlencoded', ...lines].join('\r\n')}\r\n\r\n`;
const many = (n, make) => Array.from({ length: n }, (_, i) => make(i));
const chunk = (text, extension = '') => `${text.length.toString(16)}${extension}\r\n${text}\r\n`;

const REFUSED = [
  ['a length and chunks', post('Content-Length: 3', 'Transfer-Encoding: chunked') + '0\r\n\r\n', [400]],
  ['chunks and a length', post('Transfer-Encoding: chunked', 'Content-Length: 3') + '0\r\n\r\n', [400]],
  ['two lengths', post('Content-Length: 3', 'Content-Length: 5') + 'a=b', [400]],
  ['twice the same length', post('Content-Length: 3', 'Content-Length: 3') + 'a=b', [400]],
  ['a length with a sign', post('Content-Length: +3') + 'a=b', [400]],
  ['a negative length', post('Content-Length: -3') + 'a=b', [400]],
  ['a length of two numbers', post('Content-Length: 3, 3') + 'a=b', [400]],
  ['a length beyond counting', post('Content-Length: 99999999999999999999999') + 'a=b', [400, 413]],
  ['an unknown transfer encoding', post('Transfer-Encoding: gzip, chunked') + '0\r\n\r\n', [400, 501]],
  ['a transfer encoding in disguise', post('Transfer-Encoding: xchunked') + '0\r\n\r\n', [400, 501]],
  ['two transfer encodings', post('Transfer-Encoding: chunked', 'Transfer-Encoding: identity') + '0\r\n\r\n', [400, 501]],
  ['two hosts', head('Host: elsewhere'), [400]],
  ['no host', 'GET /sign-in HTTP/1.1\r\n\r\n', [400]],
  ['an absolute address', 'GET http://elsewhere/sign-in HTTP/1.1\r\nHost: localhost\r\n\r\n', [400]],
  ['a proxy request', 'CONNECT elsewhere:443 HTTP/1.1\r\nHost: elsewhere\r\n\r\n', [400, 405, 501]],
  ['a NUL in the path', 'GET /sign-in%00 HTTP/1.1\r\nHost: localhost\r\n\r\n', [400]],
  ['a version of the future', 'GET /sign-in HTTP/3.9\r\nHost: localhost\r\n\r\n', [400, 505]],
  ['no version', 'GET /sign-in\r\nHost: localhost\r\n\r\n', [0, 400, 505]],
  ['a space before the colon', head('Content-Length : 0'), [400]],
  ['an upload of a method that has none', `GET /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello`, [400, 413]],
  ['an address of 64 KB', `GET /${'a'.repeat(65536)} HTTP/1.1\r\nHost: localhost\r\n\r\n`, [400, 414]],
  ['a query of 64 KB', `GET /sign-in?${'a'.repeat(65536)} HTTP/1.1\r\nHost: localhost\r\n\r\n`, [400, 414]],
  ['a header of 64 KB', head(`X-Long: ${'a'.repeat(65536)}`), [400, 431]],
  ['ten thousand headers', head(...many(10_000, (i) => `X-${i}: a`)), [400, 431]],
  ['a million cookies', head(`Cookie: ${many(1_000_000, (i) => `c${i}=1`).join('; ')}`), [400, 431]],
  ['a body over the limit, announced', post(`Content-Length: ${64 << 20}`), [413]],
  ['a body over the limit, in chunks', post('Transfer-Encoding: chunked') + many(40, () => chunk('a'.repeat(16384))).join('') + '0\r\n\r\n', [413]],
  ['a hundred thousand fields', (() => {
    const body = many(100_000, () => 'a=b').join('&');
    return post(`Content-Length: ${body.length}`) + body;
  })(), [400, 413]],
  ['chunk extensions without end', post('Transfer-Encoding: chunked') + many(1, () => chunk('a', `;${'x'.repeat(200_000)}`)).join('') + '0\r\n\r\n', [0, 400, 413, 500]], // the library's own 500: its buffer is full
  ['a chunk of a size beyond counting', post('Transfer-Encoding: chunked') + 'ffffffffffffffff1\r\na\r\n', [0, 400, 413]],
  ['a chunk that is no number', post('Transfer-Encoding: chunked') + 'zz\r\na\r\n', [0, 400, 413]],
  ['noise', Buffer.from(many(4096, (i) => (i * 131 + 7) % 256)).toString('latin1'), [0, 400, 501, 505]],
];

for (const [what, bytes, expected] of REFUSED)
  test(`${what} is refused and the connection closed`, async () => {
    const answer = await raw(server.url, [bytes]);
    assert.ok(expected.includes(answer.status), `${answer.status}: ${answer.text.slice(0, 200)}`);
    assert.ok(answer.closed, 'the connection stayed open');
    // Of a length that is none the library below us says 400 twice, and closes; another answer would be another request.
    for (const [, status] of answer.text.matchAll(/^HTTP\/1\.1 (\d+)/gm)) assert.equal(Number(status), answer.status);
  });

// Well formed, so the connection may stay; refused all the same.
const WELL_FORMED = [
  ['a path out of the root', 'GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n', [400, 404]],
  ['two thousand fields within the size', (() => {
    const body = many(2000, () => 'a=b').join('&');
    return post(`Content-Length: ${body.length}`) + body;
  })(), [400, 413]],
];
for (const [what, bytes, expected] of WELL_FORMED)
  test(`${what} is refused`, async () => {
    const { status } = await raw(server.url, [bytes], { patience: 500 });
    assert.ok(expected.includes(status), String(status));
  });

// What the library below us mends by itself: it may answer or refuse, but never see a second request in it.
const MENDED = [
  ['a folded header', head('X-Folded: a', ' GET /healthz HTTP/1.1')],
  ['a folded length', post('Content-Length: 3', ' 5') + 'a=b'],
  ['a line that ends without a return', 'GET /sign-in HTTP/1.1\nHost: localhost\n\n'],
  ['a NUL in a header', head('X-Zero: a\0b')],
];
for (const [what, bytes] of MENDED)
  test(`${what} is one request at most`, async () => {
    const answer = await raw(server.url, [bytes], { patience: 700 });
    assert.ok((answer.text.match(/^HTTP\/1\.1 /gm) ?? []).length <= 1, answer.text.slice(0, 300));
    assert.ok([0, 200, 400, 403, 422].includes(answer.status), String(answer.status));
  });

test('all of it, two hundred times over, leaves the memory within its bounds', async (t) => {
  const before = memory();
  for (let round = 0; round < 8; round++)
    await Promise.all(REFUSED.map(([, bytes]) => raw(server.url, [bytes], { patience: 2000 })));
  const after = memory();
  t.diagnostic(`${before} KB before, ${after} KB after ${8 * REFUSED.length} hostile requests`);
  assert.ok(after < before + MEMORY_MOST_KB, `${before} KB, then ${after} KB`);
  assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
});
