// Somebody at a browser, without the browser: keeps cookies, reads forms from pages and sends them as they are or
// changed. raw() sends bytes as they are, for what no browser would send.
import http from 'node:http';
import net from 'node:net';
import { changed, encodeFields, formTo } from './html.mjs';
import { totp } from './totp.mjs';

export class Visitor {
  // keepAlive: false for those who come once: the server lets only so many connections stand open from one address.
  constructor(url, { keepAlive = true } = {}) {
    this.url = url;
    this.cookies = new Map();
    this.agent = new http.Agent({ keepAlive, maxSockets: 4 });
  }

  close() { this.agent.destroy(); }

  // { status, headers, text, path }; cookies are kept, redirects are not followed.
  request(method, path, { body, headers = {}, as = this.cookies } = {}) {
    const jar = [...as].map(([name, value]) => `${name}=${value}`).join('; ');
    const all = { ...(jar && { Cookie: jar }), ...(body !== undefined && {
      'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': Buffer.byteLength(body) }), ...headers };
    for (const name of Object.keys(all)) if (all[name] === undefined) delete all[name];
    return new Promise((resolve, reject) => {
      const request = http.request(this.url + path, { method, headers: all, agent: this.agent }, (answer) => {
        const parts = [];
        answer.on('data', (part) => parts.push(part)).on('error', reject).on('end', () => {
          for (const line of answer.headers['set-cookie'] ?? []) this.keep(line);
          resolve({ status: answer.statusCode, headers: answer.headers, text: Buffer.concat(parts).toString('utf8'), path });
        });
      });
      request.on('error', reject);
      request.end(body);
    });
  }

  keep(line) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
    if (value === '' || /max-age=0\b/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }

  get(path, options) { return this.request('GET', path, options); }
  post(path, fields, options = {}) { return this.request('POST', path, { body: encodeFields(fields), ...options }); }

  // Sends a page's form with changes; action chooses the form.
  send(page, action, changes = {}, options = {}) {
    const form = formTo(page.text, action);
    return this.post(form.action, changed(form.fields, changes), options);
  }

  // The same with a file: fields as a browser writes multipart/form-data; file: { name, bytes }, or none chosen.
  sendFile(page, action, changes, file) {
    const form = formTo(page.text, action), boundary = 'a-boundary-that-is-nowhere-else';
    const part = (head, bytes) => [Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`), Buffer.from(bytes), Buffer.from('\r\n')];
    const parts = changed(form.fields.filter(([name]) => name !== 'file'), changes).flatMap(([name, value]) => part(`name="${name}"`, value));
    parts.push(...part(`name="file"; filename="${file?.name ?? ''}"`, file?.bytes ?? ''), Buffer.from(`--${boundary}--\r\n`));
    const body = Buffer.concat(parts);
    return this.request('POST', form.action, { body, headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` } });
  }

  // The form token of this session, from a page that has a form.
  async token(path = '/people/find') {
    const found = /name="_token" value="([^"]+)"/.exec((await this.get(path)).text);
    return found?.[1] ?? null;
  }

  async follow(answer) {
    let now = answer;
    for (let hops = 0; now.status === 303 && hops < 5; hops++) now = await this.get(now.headers.location);
    return now;
  }
}

// Signs in as one of the accounts that `cairn demo --accounts` listed; its role and practice are chosen when asked.
export async function signIn(url, account, { at = Date.now() } = {}) {
  const visitor = new Visitor(url);
  let answer = await visitor.send(await visitor.get('/sign-in'), '/sign-in', { email: account.email, password: account.password });
  if (answer.headers.location?.startsWith('/sign-in/code'))
    answer = await visitor.send(await visitor.get('/sign-in/code'), '/sign-in/code', { code: totp(account.totp_secret, at) });
  if (answer.headers.location?.startsWith('/sign-in/role')) {
    const page = await visitor.get('/sign-in/role');
    const roles = formTo(page.text, '/sign-in/role').controls.filter((c) => c.name === 'role').map((c) => c.value);
    answer = await visitor.send(page, '/sign-in/role', { role: roles.find((r) => r.startsWith(account.role)) ?? roles[0] });
  }
  if (answer.status !== 303) throw new Error(`${account.email} could not sign in: ${answer.status}`);
  return visitor;
}

// Sends bytes, optionally in parts with pauses (ms), and resolves to all that came back until the server closed or
// stayed silent: { text, status, closed }.
export function raw(url, parts, { patience = 3000, endAfter = false } = {}) {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const heard = [];
    const socket = net.connect({ host: hostname, port: Number(port) });
    const done = (closed) => {
      clearTimeout(timer);
      socket.destroy();
      const text = Buffer.concat(heard).toString('latin1');
      resolve({ text, closed, status: Number(/^HTTP\/1\.[01] (\d+)/.exec(text)?.[1] ?? 0) });
    };
    const timer = setTimeout(() => done(false), patience);
    socket.on('data', (part) => heard.push(part)).on('close', () => done(true)).on('error', () => {});
    socket.on('connect', async () => {
      for (const part of [].concat(parts))
        if (typeof part === 'number') await new Promise((next) => setTimeout(next, part));
        else socket.write(part);
      if (endAfter) socket.end();
    });
  });
}
