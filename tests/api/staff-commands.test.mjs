// `cairn practice` and `cairn user` say and do the same beside a running server, through its control socket, as without
// one; and nobody else can open that door.
import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { followLink } from '../support/network.mjs';
import { cairn, freePort, removeFolder, startServer, temporaryFolder } from '../support/server.mjs';
import { Visitor } from '../support/visitor.mjs';

const KEY = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
let folder, port, server;
// Two installations that go the same way, one with a server and one without.
const WITH = 'with', WITHOUT = 'without';
const dataOf = (which) => path.join(folder, which);
before(async () => {
  folder = temporaryFolder();
  port = await freePort();
  for (const which of [WITH, WITHOUT])
    assert.equal((await cairn('init', '--data', dataOf(which), '--pcn', 'Quayside Invented PCN', '--admin', 'first@example.nhs.uk')).code, 0);
  server = await startServer({ data: dataOf(WITH), port });
});
after(async () => {
  const end = await server?.stop();
  removeFolder(folder);
  assert.deepEqual(end, { code: 0, signal: null }, 'the server stayed up and stopped in order');
});

const USER = ['--email', 'leah.morgan@example.nhs.uk', '--name', 'Leah Morgan', '--role', 'care-coordinator'];
const STEPS = [
  ['a practice is added', ['practice', 'add', '--code', 'A99001', '--name', 'Mill Row Surgery'], 0, /^Added the practice A99001, Mill Row Surgery\.\n$/],
  ['it is not added again', ['practice', 'add', '--code', 'a99001', '--name', 'Another'], 1, /a practice with this code is there already/],
  ['a code that could not be one is refused', ['practice', 'add', '--code', 'A-99/1', '--name', 'Another'], 2, /--code must be an ODS code/],
  ['a name is needed', ['practice', 'add', '--code', 'A99002'], 2, /--name must be the practice's name/],
  ['practices are listed', ['practice', 'list'], 0, /^Quayside Invented PCN\n {2}A99001 +Mill Row Surgery\n$/],
  ['an account is added', ['user', 'add', ...USER, '--practice', 'A99001'], 0, /\/welcome\//],
  ['it is not added again', ['user', 'add', ...USER], 1, /somebody has an account with this email address/],
  ['a practice that is not there is refused', ['user', 'add', '--email', 'b@example.nhs.uk', '--name', 'B', '--role', 'clinician', '--practice', 'Z99999'], 1,
    /no practice of this network has the code Z99999/],
  ['a role that nobody knows is refused', ['user', 'add', '--email', 'b@example.nhs.uk', '--name', 'B', '--role', 'king'], 2, /--email, --name and --role are needed/],
  ['a network that is not there has no users', ['user', 'add', '--email', 'b@example.nhs.uk', '--name', 'B', '--role', 'clinician', '--pcn', 'Harbour'], 1,
    /no network here is called Harbour/],
  ['a practice of a new network makes it', ['practice', 'add', '--code', 'B99001', '--name', 'Harbour Road', '--pcn', 'Harbour Invented PCN'], 0,
    /^Made the network Harbour Invented PCN\.\nAdded the practice B99001, Harbour Road\.\n$/],
  ['another of it makes none', ['practice', 'add', '--code', 'B99002', '--name', 'Lighthouse', '--pcn', 'harbour invented pcn'], 0, /^Added the practice B99002, Lighthouse\.\n$/],
  ['a network is not made for a practice that is refused', ['practice', 'add', '--code', 'A99001', '--name', 'Another', '--pcn', 'Third Invented PCN'], 1,
    /a practice with this code is there already/],
  ['with several networks a practice says which', ['practice', 'add', '--code', 'A99005', '--name', 'Which'], 1,
    /this installation holds 2 networks; say which with --pcn/],
  ['and so does an account', ['user', 'add', '--email', 'b@example.nhs.uk', '--name', 'B', '--role', 'clinician'], 1,
    /this installation holds 2 networks; say which with --pcn/],
  ['a practice of the other network is none of this one', ['user', 'add', '--email', 'b@example.nhs.uk', '--name', 'B', '--role', 'clinician', '--practice', 'A99001',
    '--pcn', 'Harbour Invented PCN'], 1, /no practice of this network has the code A99001/],
  ['an account of the other network is added', ['user', 'add', '--email', 'hana@example.nhs.uk', '--name', 'Hana', '--role', 'clinician', '--practice', 'B99001',
    '--pcn', 'Harbour Invented PCN'], 0, /\/welcome\//],
  ['networks are listed with their practices', ['practice', 'list'], 0,
    /^Harbour Invented PCN\n {2}B99001 +Harbour Road\n {2}B99002 +Lighthouse\nQuayside Invented PCN\n {2}A99001 +Mill Row Surgery\n$/],
  ['a flag that nobody knows is refused', ['practice', 'list', '--colour', 'red'], 2, /--colour is not known here/],
  ['a verb that nobody knows is refused', ['practice', 'remove'], 2, /say what to do: add or list/],
];
const links = {};
for (const [what, args, code, says] of STEPS)
  test(`${what}, with a server and without`, async () => {
    const done = {};
    for (const which of [WITH, WITHOUT]) {
      done[which] = await cairn(...args, '--data', dataOf(which), ...(which === WITHOUT && code === 0 ? ['--listen', `127.0.0.1:${port}`] : []));
      done[which].stderr = done[which].stderr.replace(/^\{.*"writer\.held".*\n/gm, ''); // a busy machine
      assert.equal(done[which].code, code, `${which}: ${done[which].stderr}`);
      assert.match(done[which].stdout + done[which].stderr, says);
      links[which] ??= /\/welcome\/[0-9a-f-]{36}/.exec(done[which].stdout)?.[0];
    }
    const told = ({ stdout, stderr }) => [stdout, stderr].map((text) => text.replace(KEY, 'KEY'));
    assert.deepEqual(told(done[WITH]), told(done[WITHOUT]));
  });

test('the link that a command printed beside the server works there', async () => {
  const visitor = await followLink(server.url, links[WITH]);
  assert.equal((await visitor.get('/my-day')).status, 200);
  visitor.close();
});

test('a list longer than one packet comes whole', async () => {
  const name = 'A Practice with a Rather Long Name, and Quotes “”, as Practices Sometimes Have Them, for a Test';
  for (let i = 0; i < 200; i++) {
    const added = await cairn('practice', 'add', '--data', dataOf(WITH), '--code', `B${String(10000 + i)}`, '--name', `${name} ${i}`,
      '--pcn', 'Quayside Invented PCN');
    assert.equal(added.code, 0, added.stderr);
  }
  const { stdout, stderr, code } = await cairn('practice', 'list', '--data', dataOf(WITH));
  assert.equal(code, 0, stderr);
  const lines = stdout.trimEnd().split('\n');
  assert.equal(lines.length, 205);
  for (let i = 0; i < 200; i++) assert.ok(lines.includes(`  B${10000 + i}    ${name} ${i}`), `line ${i}`);
});

test('what a command did is in the audit, as Cairn’s own doing', async () => {
  const { stdout, code } = await cairn('user', 'add', '--data', dataOf(WITH), '--email', 'gwen@example.nhs.uk', '--name', 'Gwen Lead', '--role', 'governance-lead',
    '--pcn', 'Quayside Invented PCN');
  assert.equal(code, 0);
  const lead = await followLink(server.url, /\/welcome\/[0-9a-f-]{36}/.exec(stdout)[0]);
  assert.match((await lead.get('/admin/audit')).text, /Cairn itself/);
  lead.close();
});

test('the socket is for the owner of the data alone', () => {
  const { mode } = statSync(path.join(dataOf(WITH), 'control.sock'));
  assert.equal(mode & 0o777, 0o600);
});

test('the server serves people meanwhile', async () => assert.equal((await new Visitor(server.url).get('/sign-in')).status, 200));
