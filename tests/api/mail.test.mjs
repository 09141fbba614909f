// Letters and messages by email: what goes, to whom, on what basis; a mail server that is down, slow or refuses; a process
// that is killed in the middle. What isn't sent is never lost, and says why.
import assert from 'node:assert/strict';
import os from 'node:os';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { formTo, textOf } from '../support/html.mjs';
import { addPerson, openNetwork, unusedNumber, writeLetter } from '../support/network.mjs';
import { letTakeReferrals, partnerLink, REFERRAL } from '../support/objects.mjs';
import { childrenOf } from '../support/processes.mjs';
import { lastAudit, rows } from '../support/rows.mjs';
import { cairn, freePort, removeFolder, temporaryFolder } from '../support/server.mjs';
import { certificateFor, readMail, startMailServer } from '../support/smtp.mjs';
import { Visitor } from '../support/visitor.mjs';

const FROM = ['--smtp-from', 'Quayside care team <care@quayside.example>'], TIMEOUT_S = 3;
let folder, mail, network, coordinator, administrator, count = 0;
before(async () => {
  folder = temporaryFolder();
  mail = await startMailServer();
  network = await openNetwork(folder, { args: ['--smtp-url', `smtp://127.0.0.1:${mail.port}`, ...FROM, '--smtp-timeout', String(TIMEOUT_S)] });
  coordinator = network.of('care-coordinator', network.MILL);
  administrator = network.as('administrator');
});
after(async () => {
  const end = await network?.close();
  await mail?.close();
  removeFolder(folder);
  assert.deepEqual(end, { code: 0, signal: null });
});

const EMAIL = 'zoe@home.example';
const decide = async (person, answer, about = 'channel-email', who = coordinator) =>
  assert.equal((await who.send(await who.get(`${person}/consent/decision`), `${person}/consent/decision`, { about, answer })).status, 303);
async function somebody({ agreed = true, ...fields } = {}) {
  const person = await addPerson(coordinator, { given_names: 'Zoë', family_name: `Mailbox${count++}`, email: EMAIL, ...fields });
  if (agreed) await decide(person, 'given');
  return person;
}
const writtenTo = async (person, fields, who = coordinator) => (await writeLetter(who, person, fields)).headers.location.replace(/\?.*/, '');
const press = async (letter, who = coordinator) => who.send(await who.get(letter), `${letter}/email`);
const messageOf = async (letter) => /\/messages\/[0-9a-f-]{36}/.exec((await coordinator.get(letter)).text)[0];
const act = async (message, what) => coordinator.send(await coordinator.get(message), message, { do: what });
const stateOf = (message) => rows(network.data, `SELECT state, doubtful, tries, code, said FROM message WHERE lower(hex(key)) = '${message.slice('/messages/'.length).replaceAll('-', '')}'`)[0];
async function until(what, check, withinMs = 20_000) {
  for (const end = Date.now() + withinMs; Date.now() < end; await delay(50)) {
    const found = await check();
    if (found) return found;
  }
  throw new Error(`not within ${withinMs} ms: ${what}`);
}
const settled = (message, ...states) => until(`${message} is ${states}`, () => {
  const now = stateOf(message);
  return states.includes(now.state) && now;
});
// Sent by the mail server as it behaves; resolves to { letter, message, now } when it was tried.
async function tried(how, fields) {
  mail.behave(how);
  const letter = await writtenTo(await somebody(fields)), answer = await press(letter);
  assert.equal(answer.status, 303);
  const message = await messageOf(letter);
  const now = await until('it was tried', () => {
    const now = stateOf(message);
    return now.tries > 0 && now.state !== 'sending' && now;
  });
  mail.behave('accepts');
  return { letter, message, now };
}

test('a letter goes by email in plain text, names nobody in its head, and its state stands beside it', async () => {
  const { letter, message, now } = await tried('accepts', { preferred_name: 'Zoë' });
  assert.equal(now.state, 'sent');
  const taken = mail.taken.at(-1), { head, partHead, text, lines } = readMail(taken.text);
  assert.deepEqual([taken.from, taken.to], ['care@quayside.example', [EMAIL]]);
  assert.equal(head.from, 'Quayside care team <care@quayside.example>');
  assert.equal(head.to, EMAIL);
  assert.equal(head.subject, 'A letter from your care team');
  assert.match(head['message-id'], new RegExp(`^<${message.slice('/messages/'.length)}@quayside\\.example>$`));
  assert.match(head.date, /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/);
  assert.match(partHead['content-type'], /text\/plain; charset=utf-8/);
  assert.match(text, /^Dear Zoë\n\nWe tried to reach you\n\n/);
  assert.match(text, /01632 960 001/);
  assert.ok(lines.every((line) => line.length <= 80), 'no line is too long');
  assert.doesNotMatch(JSON.stringify(head), /Zo|Mailbox/);
  assert.match(textOf((await coordinator.get(letter)).text), /Sent by email, \d/);
  assert.match(textOf((await coordinator.get(letter.replace(/\/[^/]+$/, ''))).text), /Standard print\. Sent by email, /);
});

test('without their agreement there is no button, and a form that is sent all the same does nothing', async () => {
  for (const [what, answer, words] of [['nobody asked', null, /Nobody has recorded that Zoë agreed to email/], ['refused', 'refused', /Zoë refused email/], ['withdrew', 'withdrawn', /Zoë withdrew their agreement to email/]]) {
    const person = await somebody({ agreed: answer === 'withdrawn' });
    if (answer) await decide(person, answer);
    const letter = await writtenTo(person), page = await coordinator.get(letter);
    assert.match(textOf(page.text), words, what);
    const sent = await coordinator.post(`${letter}/email`, [['_token', await coordinator.token()]]);
    assert.equal(sent.status, 403, what);
    assert.match(textOf(sent.text), words, what);
    assert.equal((await coordinator.get(`${letter}/copy`)).status, 403, what);
  }
});

test('large print, a protected address and no address at all are said, and are printed', async () => {
  for (const [fields, words] of [[{ written_format: 'large-print-24' }, /They need it printed/], [{ email: '' }, /No email address is known/], [{ protected_address: 'yes' }, /Their address is protected/]]) {
    const who = network.as('clinician'), letter = await writtenTo(await somebody(fields), {}, who);
    assert.match(textOf((await who.get(letter)).text), words);
  }
});

test('an address that could carry another header is never sent to', async () => {
  const letter = await writtenTo(await somebody({ email: 'zoe@home.example, other@home.example' }));
  assert.match(textOf((await coordinator.get(letter)).text), /email address can’t be right/);
});

test('who refuses or dies after it was asked for gets nothing, and it says why', async () => {
  const stop = {
    refused: (person) => decide(person, 'withdrawn'),
    died: async (person) => assert.equal((await coordinator.send(await coordinator.get(`${person}/edit`), `${person}/edit`, { died_known: 'yes' })).status, 303),
  };
  for (const [what, happens] of Object.entries(stop)) {
    const { message } = await tried('later'), before = mail.taken.length;
    const person = (await coordinator.get(message)).text.match(/\/people\/[0-9a-f-]{36}/)[0];
    await happens(person);
    assert.equal((await act(message, 'again')).status, 303, what);
    const now = await settled(message, 'cancelled');
    assert.match(now.said, { refused: /withdrew their agreement to email/, died: /have died/ }[what]);
    assert.equal(mail.taken.length, before, what);
    assert.match(textOf((await coordinator.get(message)).text), /stopped before it was sent/, what);
  }
});

test('what the mail server refuses is over at once, and comes to its author on My day', async () => {
  const calls = async () => Number(/(\d+) emails? of yours (?:was|were) not sent/.exec(textOf((await coordinator.get('/my-day')).text))?.[1] ?? 0);
  const before = await calls();
  for (const how of ['refuses', 'refuses-data']) {
    const { message, now } = await tried(how);
    assert.equal(now.state, 'failed', how);
    assert.match(now.said, { refuses: /550 5\.1\.1 no such mailbox/, 'refuses-data': /554 5\.7\.1 not wanted/ }[how]);
    assert.match(textOf((await coordinator.get('/messages')).text), /no such mailbox|not wanted/);
    assert.match(textOf((await coordinator.get(message)).text), /It was not sent\. Check the address, try again, or print it instead/);
  }
  assert.equal(await calls(), before + 2);
});

for (const [how, said] of [['later', /451 4\.3\.0 come back later/], ['silent', /[Tt]imeout/], ['drops', /./]])
  test(`a mail server that is "${how}" is tried again, and the letter arrives once`, async () => {
    const { message, now } = await tried(how), before = mail.taken.length;
    assert.deepEqual([now.state, now.doubtful], ['waiting', 0]);
    assert.match(now.said, said);
    assert.match(textOf((await coordinator.get(message)).text), /tried again by itself at/);
    await act(message, 'again');
    await settled(message, 'sent');
    assert.equal(mail.taken.length, before + 1);
  });

test('a slow mail server is waited for', async () => assert.equal((await tried('slow')).now.state, 'sent'));

test('a connection that breaks after the message is sent once more under the same Message-ID, says so, and never a third time', async () => {
  const { message, now } = await tried('drops-after'), first = readMail(mail.taken.at(-1).text).head['message-id'];
  assert.deepEqual([now.state, now.doubtful], ['waiting', 1]);
  await act(message, 'again');
  assert.equal((await settled(message, 'sent')).doubtful, 1);
  assert.equal(readMail(mail.taken.at(-1).text).head['message-id'], first);
  assert.match(textOf((await coordinator.get(message)).text), /perhaps twice/);
  const other = await tried('drops-after');
  mail.behave('drops-after');
  await act(other.message, 'again');
  assert.equal((await settled(other.message, 'failed')).doubtful, 1);
  mail.behave('accepts');
  assert.match(textOf((await coordinator.get(other.message)).text), /may have arrived all the same/);
});

test('it can be stopped while it waits, or noted as given another way, and who is second is told', async () => {
  const { message } = await tried('later'), page = await coordinator.get(message);
  await act(message, 'cancel');
  assert.equal(stateOf(message).state, 'cancelled');
  const second = await coordinator.send(page, message, { do: 'again' });
  assert.match(second.headers.location, /done=changed/);
  assert.equal(stateOf(message).state, 'cancelled');
  const failed = (await tried('refuses')).message;
  await act(failed, 'other');
  assert.equal(stateOf(failed).state, 'other_way');
});

test('a form that is sent twice sends one email', async () => {
  const letter = await writtenTo(await somebody()), page = await coordinator.get(letter), before = mail.taken.length;
  await coordinator.send(page, `${letter}/email`);
  await coordinator.send(page, `${letter}/email`);
  await settled(await messageOf(letter), 'sent');
  assert.equal(mail.taken.length, before + 1);
});

test('every email leaves an audit row of who asked and one of what became of it, on whom', async () => {
  const since = lastAudit(network.data);
  await tried('accepts');
  const seen = rows(network.data, `SELECT action, route FROM audit WHERE seq > ${since}`).map((r) => r.action);
  for (const action of ['message.begin', 'message.done']) assert.ok(seen.includes(action), `${action} of ${seen}`);
});

test('another practice sees neither the email nor whom it is to, and the administrator sees numbers alone', async () => {
  const { message } = await tried('refuses');
  const quay = network.of('care-coordinator', network.QUAY);
  assert.equal((await quay.get(message)).status, 404);
  assert.doesNotMatch(textOf((await quay.get('/messages')).text), /MAILBOX/);
  const page = await administrator.get('/admin/mail'), words = textOf(page.text);
  assert.match(words, /Not sent/);
  assert.match(words, /550 It refused an address or an email/);
  assert.doesNotMatch(words, /MAILBOX|Mailbox|home\.example|Zo/);
  assert.equal((await administrator.get('/messages')).status, 403);
});

test('the process that sends is killed, and the server after it: nothing is lost, and what may double says so', async () => {
  mail.behave('holds');
  const letter = await writtenTo(await somebody()), before = mail.taken.length;
  await press(letter);
  const message = await messageOf(letter);
  await until('it is with the mail server', () => mail.taken.length > before);
  const children = childrenOf(network.server.pid), sender = children.at(-1);
  assert.equal(children.length, 2, 'the server and what sends');
  process.kill(sender, 'SIGKILL');
  const now = await settled(message, 'waiting');
  assert.deepEqual([now.doubtful, now.tries], [1, 1]);
  assert.match(now.said, /ended without saying what became of it/);
  mail.behave('accepts');
  await act(message, 'again');
  assert.equal((await settled(message, 'sent')).doubtful, 1);
  mail.release();

  mail.behave('holds');
  const second = await writtenTo(await somebody()), taken = mail.taken.length;
  await press(second);
  const other = await messageOf(second);
  await until('the second is with the mail server', () => mail.taken.length > taken);
  process.kill(childrenOf(network.server.pid)[0], 'SIGKILL');
  mail.behave('accepts');
  const after = await settled(other, 'waiting', 'sent');
  assert.equal(after.doubtful, 1);
  mail.release();
});

test('the process that sends is confined while it speaks: every call is filtered, and it has no file open', async () => {
  mail.behave('holds');
  const letter = await writtenTo(await somebody()), before = mail.taken.length;
  await press(letter);
  await until('it is with the mail server', () => mail.taken.length > before);
  const sender = childrenOf(network.server.pid).at(-1);
  const status = readFileSync(`/proc/${sender}/status`, 'utf8'), words = readFileSync(`/proc/${sender}/cmdline`, 'utf8');
  assert.match(status, /Seccomp:\t2/);
  assert.match(status, /NoNewPrivs:\t1/);
  assert.match(words, /mail-child/);
  mail.release();
  mail.behave('accepts');
  await settled(await messageOf(letter), 'sent');
});

// ---- other mail servers: a small installation of its own for each ----

async function withServer(args, work) {
  const own = temporaryFolder();
  const there = await openNetwork(own, { args });
  try {
    await work(there, there.of('care-coordinator', there.MILL));
  } finally {
    await there.close();
    removeFolder(own);
  }
}
async function sentBy(there, who) {
  const person = await addPerson(who, { given_names: 'Zoë', family_name: 'Elsewhere', email: EMAIL });
  await decide(person, 'given', 'channel-email', who);
  const letter = (await writeLetter(who, person)).headers.location.replace(/\?.*/, '');
  await press(letter, who);
  return until('it was tried', () => {
    const now = rows(there.data, 'SELECT state, said, code, tries FROM message')[0];
    return now?.tries > 0 && now.state !== 'sending' && now;
  });
}

test('over TLS with a certificate that is trusted, a user and a password; and not with one that is not', async () => {
  const tls = certificateFor(folder, '127.0.0.1', os.hostname());
  const files = { key: readFileSync(tls.key), cert: readFileSync(tls.cert) }, secrets = path.join(folder, 'secrets');
  writeFileSync(secrets, 'care\ngravel otter\n');
  chmodSync(secrets, 0o600);
  for (const implicit of [true, false]) {
    const secure = await startMailServer({ host: '0.0.0.0', tls: files, implicit, auth: 'care:gravel otter' });
    const url = implicit ? `smtps://127.0.0.1:${secure.port}` : `smtp://${os.hostname()}:${secure.port}`;
    const args = ['--smtp-url', url, ...FROM, '--smtp-timeout', String(TIMEOUT_S), '--smtp-credentials', secrets];
    await withServer([...args, '--smtp-ca', tls.cert], async (there, who) => {
      const now = await sentBy(there, who);
      assert.equal(now.state, 'sent', now.said);
      assert.deepEqual([secure.taken[0].tls, secure.taken[0].user], [true, 'care']);
    });
    await withServer(args, async (there, who) => {
      const now = await sentBy(there, who);
      assert.equal(now.state, 'waiting');
      assert.match(now.said, /certificate|SSL/i);
    });
    assert.equal(secure.taken.length, 1);
    await secure.close();
  }
});

test('beyond this machine nothing is sent to a mail server that offers no encryption', async () => {
  const plain = await startMailServer({ host: '0.0.0.0' });
  await withServer(['--smtp-url', `smtp://${os.hostname()}:${plain.port}`, ...FROM, '--smtp-timeout', String(TIMEOUT_S)], async (there, who) => {
    const now = await sentBy(there, who);
    assert.equal(now.state, 'waiting');
    assert.match(now.said, /SSL|TLS/);
    assert.equal(plain.taken.length, 0);
    assert.ok(!plain.said.some((line) => /^(MAIL|RCPT|DATA)/.test(line)), plain.said.join());
  });
  await plain.close();
});

test('a mail server that is down is waited for', async () => {
  await withServer(['--smtp-url', `smtp://127.0.0.1:${await freePort()}`, ...FROM], async (there, who) => {
    const now = await sentBy(there, who);
    assert.equal(now.state, 'waiting');
    assert.match(now.said, /can't be reached/);
  });
});

test('without a mail server a letter is left to copy, and the pages say so', async () => {
  await withServer([], async (there, who) => {
    const person = await addPerson(who, { given_names: 'Zoë', family_name: 'Copied', email: EMAIL });
    await decide(person, 'given', 'channel-email', who);
    const letter = (await writeLetter(who, person)).headers.location.replace(/\?.*/, '');
    assert.match((await who.get(letter)).text, /Copy for an email/);
    await press(letter, who);
    assert.equal(rows(there.data, 'SELECT state FROM message')[0].state, 'left');
    const copy = await who.get(`${letter}/copy`);
    assert.match(textOf(copy.text), /To: zoe@home\.example Subject: A letter from your care team/);
    assert.match(copy.text, /Dear Zoë/);
    assert.match(textOf((await who.get('/messages')).text), /No mail server is set up here/);
    const message = (await who.get('/messages')).text.match(/\/messages\/[0-9a-f-]{36}/)[0];
    await who.send(await who.get(message), message, { do: 'other' });
    assert.equal(rows(there.data, 'SELECT state FROM message')[0].state, 'other_way');
  });
});

test('settings that can’t be used are refused at start, in a sentence', async () => {
  const { data } = network;
  for (const [args, words] of [[['--smtp-url', 'https://mail.example'], /--smtp-url must be like/], [['--smtp-url', 'smtp://u:p@mail.example', ...FROM], /--smtp-credentials/],
    [['--smtp-url', 'smtp://mail.example'], /--smtp-from .* missing/], [['--smtp-url', 'smtp://mail.example', ...FROM, '--smtp-timeout', '0'], /--smtp-timeout/]]) {
    const done = await cairn('serve', '--data', data, ...args);
    assert.equal(done.code, 2);
    assert.match(done.stderr, words);
  }
});

// ---- whoever referred ----

const ABOUT = { name: 'Rhona Referred', 'born[day]': '4', 'born[month]': '3', 'born[year]': '1943', reach: '01632 960 001', reasons: 'lonely', agreed: 'yes' };
async function take(referral, step, fields = {}) {
  const page = await coordinator.get(referral), form = formTo(page.text, `${referral}/step`), version = /name="version" value="(\d+)"/.exec(page.text)[1];
  return coordinator.post(form.action, [['_token', form.fields.find(([name]) => name === '_token')[1]], ['version', version], ['step', step], ...Object.entries(fields)]);
}
const nextTo = (address, from) => until(`mail to ${address}`, () => mail.taken.slice(from).find((m) => m.to.includes(address)));
const referralOf = async (reference) => {
  const key = rows(network.data, 'SELECT lower(hex(key)) AS key FROM referral').map((r) => r.key).find((k) => k.endsWith(reference.toLowerCase()));
  return `/referrals/${key.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`;
};

test('a partner who gave an address is told at each step, by a reference and no name', async () => {
  const number = unusedNumber(), june = new Visitor(network.server.url);
  await addPerson(coordinator, { given_names: 'Rhona', family_name: 'Referred', nhs_number: number });
  await letTakeReferrals(network, 'care-coordinator');
  const { token, code } = await partnerLink(coordinator), at = `/refer/${token}`, from = mail.taken.length;
  const sent = await june.send(await june.get(at), at, { ...ABOUT, referrer: 'June Hart', referrer_reach: '01632 960 009, june@lodge.example', urgency: 'soon', code });
  const reference = /Your reference is ([0-9A-F]{8})/.exec(textOf(sent.text))[1], referral = await referralOf(reference);
  const told = async (words, at) => {
    const { head, text } = readMail((await nextTo('june@lodge.example', at)).text);
    assert.match(text, words);
    assert.match(text, new RegExp(`Reference: ${reference}`));
    assert.doesNotMatch(JSON.stringify(head) + text, /Rhona|Referred|1943|lonely|01632/);
  };
  await told(/We have your referral/, from);
  for (const [step, fields, words] of [['asked', { words: 'Does Rhona have a key safe?' }, /We need to know more/], ['answered', { words: 'Yes' }, null], ['matched', { number }, null],
    ['accepted', { setting: 'general' }, /Somebody has taken it on/], ['closed', { words: 'All is well with Rhona' }, /has ended/]]) {
    const before = mail.taken.length;
    assert.equal((await take(referral, step, fields)).status, 303, step);
    if (words) await told(words, before);
  }
  assert.equal(rows(network.data, "SELECT count(*) AS n FROM message WHERE to_address = 'june@lodge.example'")[0].n, 4);
  june.close();
});

test('who asked for themselves and refuses email is told nothing by it, and colleagues read their own page', async () => {
  const number = unusedNumber(), self = new Visitor(network.server.url), at = `/refer-yourself?practice=${network.MILL}`;
  const person = await addPerson(coordinator, { given_names: 'Selma', family_name: 'Herself', nhs_number: number });
  const from = mail.taken.length;
  const sent = await self.send(await self.get(at), at, { ...ABOUT, name: 'Selma', reach: 'selma@home.example', practice: network.MILL });
  const referral = await referralOf(/Your reference is ([0-9A-F]{8})/.exec(textOf(sent.text))[1]);
  await nextTo('selma@home.example', from);
  await decide(person, 'refused');
  assert.equal((await take(referral, 'matched', { number })).status, 303);
  assert.equal((await take(referral, 'declined', { reason: 'not_needed', offered: 'Nothing' })).status, 303);
  assert.equal(rows(network.data, "SELECT count(*) AS n FROM message WHERE to_address = 'selma@home.example'")[0].n, 1);
  const before = rows(network.data, 'SELECT count(*) AS n FROM message')[0].n;
  await coordinator.send(await coordinator.get(`${person}/refer`), `${person}/refer`, REFERRAL);
  assert.equal(rows(network.data, 'SELECT count(*) AS n FROM message')[0].n, before);
  self.close();
});
