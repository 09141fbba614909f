// Somebody who uses a running Cairn without a browser: signs in, follows links, sends forms, as a browser without
// scripts would. For tests of what is answered; what is seen belongs to journeys with a browser.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const REDIRECTS_MOST = 5;
const PERSON = /\/people\/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/;

// The accounts of the invented network, as `cairn demo --accounts` wrote them.
export const accounts = () => JSON.parse(readFileSync(process.env.CAIRN_ACCOUNTS, 'utf8'));

export class Visitor {
  constructor(url) {
    this.url = url;
    this.cookies = new Map();
  }

  async #ask(address, options) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(new URL(address, this.url), { redirect: 'manual', ...options, headers: { ...options.headers, cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      if (value) this.cookies.set(name, value);
      else this.cookies.delete(name);
    }
    return { status: answer.status, headers: answer.headers, path: address, text: await answer.text() };
  }

  // The page at the end of the redirects: { status, headers, path, text }.
  async get(address, options = { headers: {} }) {
    let page = await this.#ask(address, options);
    for (let i = 0; page.status === 303 && i < REDIRECTS_MOST; i++)
      page = await this.#ask(page.headers.get('location'), { headers: {} });
    return page;
  }

  // Sends a form that stands on a page, with that page's token.
  async send(from, action, fields) {
    const page = await this.get(from);
    const token = /name="_token" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    return this.get(action, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ _token: token, ...fields }) });
  }

  // The address of some person whom this visitor may see.
  async somebody() {
    for (const find of ['smith', 'jones', 'khan', 'patel', 'taylor', 'ma', 'sa', 'jo']) {
      const found = await this.send('/people/find', '/people/find', { find });
      const person = PERSON.exec(found.text);
      if (person) return person[0];
    }
    throw new Error('nobody was found');
  }
}

export async function signInAs(role, url = process.env.CAIRN_URL) {
  const account = accounts().find((one) => one.role === role);
  assert.ok(account, `there is an account for the role ${role}`);
  const visitor = new Visitor(url);
  const page = await visitor.send('/sign-in', '/sign-in', { email: account.email, password: account.password });
  assert.equal(page.status, 200, `${role} can sign in`);
  return visitor;
}
