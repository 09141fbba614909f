// A mail server for tests, which behaves as it is told: `behave(how)` counts from the next connection on.
//   accepts           takes what comes
//   refuses           550 for the recipient
//   later             451 for the recipient
//   refuses-data      554 after the message
//   silent            takes the connection and says nothing
//   slow              a fifth of a second before each answer
//   drops             hangs up when somebody says whom it is for
//   drops-after       takes the whole message and hangs up before it says so
//   holds             takes the whole message and says nothing, until `release()`
// With tls: { key, cert } it offers STARTTLS, or, with implicit, speaks TLS from the first byte. With auth: 'user:password'
// nobody may send who doesn't say so. `taken` are the messages, as they came: { from, to, text, tls, user }.
import { createServer } from 'node:net';
import { createSecureContext, createServer as createTlsServer, TLSSocket } from 'node:tls';
import { execFileSync } from 'node:child_process';
import path from 'node:path';

// A key and a certificate of its own for these names, as files in folder and as text.
export function certificateFor(folder, ...names) {
  const key = path.join(folder, 'mail.key'), cert = path.join(folder, 'mail.crt');
  const alternatives = names.map((n) => (/^[\d.]+$/.test(n) ? `IP:${n}` : `DNS:${n}`)).join(',');
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=mail for tests',
    '-addext', `subjectAltName=${alternatives}`, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  return { key, cert };
}

class Conversation {
  constructor(server, socket, tls) {
    Object.assign(this, { server, how: server.how, tls, heard: '', letter: { to: [] } });
    this.listen(socket);
    if (this.how !== 'silent') this.say('220 mail for tests');
  }

  listen(socket) {
    this.socket = socket;
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      this.heard += bytes.toString('latin1');
      this.go();
    });
  }

  say(line) {
    const say = () => this.socket.writable && this.socket.write(`${line}\r\n`);
    if (this.how === 'slow') setTimeout(say, 200);
    else say();
  }

  go() {
    if (this.how === 'silent') return;
    for (let end; (end = this.heard.indexOf(this.data ? '\r\n.\r\n' : '\r\n')) >= 0;) {
      const line = this.heard.slice(0, end);
      this.heard = this.heard.slice(end + (this.data ? 5 : 2));
      if (this.data) this.whole(line);
      else this.command(line);
    }
  }

  command(line) {
    this.server.said.push(line);
    const word = line.split(/[ :]/)[0].toUpperCase(), { auth, options } = this.server, user = this.letter.user;
    if (this.asked) this.authenticate(line);
    else if (word === 'EHLO') this.say(['mail for tests', ...options.tls && !this.tls ? ['STARTTLS'] : [], ...auth ? ['AUTH PLAIN'] : [], 'SIZE 1000000'].map((l, i, all) => `250${i + 1 < all.length ? '-' : ' '}${l}`).join('\r\n'));
    else if (word === 'STARTTLS') this.startTls();
    else if (word === 'AUTH') this.askWho(line.split(' ')[2]);
    else if (word === 'MAIL') {
      this.letter = { to: [], from: /<(.*?)>/.exec(line)[1], user };
      this.say(auth && !user ? '530 who are you?' : '250 ok');
    } else if (word === 'RCPT') this.recipient(/<(.*?)>/.exec(line)[1]);
    else if (word === 'DATA') {
      this.data = true;
      this.say('354 go on');
    } else if (word === 'QUIT') {
      this.say('221 goodbye');
      this.socket.end();
    } else this.say('500 what?');
  }

  startTls() {
    this.socket.removeAllListeners('data');
    this.socket.write('220 go on\r\n');
    this.tls = true;
    this.listen(new TLSSocket(this.socket, { isServer: true, secureContext: createSecureContext(this.server.options.tls) }));
  }

  askWho(given) {
    this.asked = !given;
    if (given) this.authenticate(given);
    else this.say('334 ');
  }

  authenticate(given) {
    this.asked = false;
    const [, user, password] = Buffer.from(given, 'base64').toString().split('\0');
    if (`${user}:${password}` !== this.server.auth) return this.say('535 no');
    this.letter.user = user;
    this.say('235 yes');
  }

  recipient(address) {
    this.letter.to.push(address);
    if (this.how === 'drops') this.socket.destroy();
    else this.say({ refuses: '550 5.1.1 no such mailbox', later: '451 4.3.0 come back later' }[this.how] ?? '250 ok');
  }

  whole(text) {
    this.data = false;
    if (this.how === 'refuses-data') return this.say('554 5.7.1 not wanted');
    this.server.taken.push({ ...this.letter, text, tls: Boolean(this.tls) });
    if (this.how === 'drops-after') this.socket.destroy();
    else if (this.how === 'holds') this.server.held.push(() => this.say('250 taken'));
    else this.say('250 taken');
  }
}

// { port, taken, said, behave(how), release(), until(check), close() }
export async function startMailServer({ host = '127.0.0.1', tls, implicit = false, auth = null } = {}) {
  const server = { how: 'accepts', taken: [], said: [], held: [], auth, options: { tls: implicit ? null : tls } };
  const open = new Set(), meet = (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    new Conversation(server, socket, implicit);
  };
  const listener = implicit ? createTlsServer(tls, meet) : createServer(meet);
  listener.on('tlsClientError', () => {});
  await new Promise((resolve) => listener.listen(0, host, resolve));
  return Object.assign(server, { port: listener.address().port,
    behave: (how) => { server.how = how; },
    release: () => server.held.splice(0).forEach((go) => go()),
    close: () => new Promise((resolve) => {
      open.forEach((socket) => socket.destroy());
      listener.close(resolve);
    }) });
}

// Head and text of a message as it came: lines unfolded, quoted-printable undone.
export function readMail(raw) {
  const parts = raw.split('\r\n\r\n'), headOf = (text) => Object.fromEntries(text.replace(/\r\n[ \t]+/g, ' ').split('\r\n').filter((l) => l.includes(':')).map((l) => [l.slice(0, l.indexOf(':')).toLowerCase(), l.slice(l.indexOf(':') + 1).trim()]));
  const head = headOf(parts[0]), boundary = /boundary="?([^";]+)/.exec(head['content-type'])?.[1];
  const part = raw.split(`--${boundary}`)[1].replace(/^\r\n/, ''), at = part.indexOf('\r\n\r\n'), body = part.slice(at + 4).replace(/\r\n$/, '');
  const bytes = body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return { head, partHead: headOf(part.slice(0, at)), text: Buffer.from(bytes, 'latin1').toString('utf8').replace(/\r\n/g, '\n'), lines: raw.split('\r\n') };
}
