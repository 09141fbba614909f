// A co-ordinator's fixed list of requests, for sweeps of faults: pages, a search, contacts, an import. Whatever fails
// on the way, a request is answered cleanly or not at all; what was acknowledged is noted and must be there in the end,
// and every page of a person that was answered must stand in the audit.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { changed, formTo, linksOf } from './html.mjs';
import { addPerson, unusedNumber } from './network.mjs';
import { bundle, patient } from './people.mjs';
import { CAIRN, cairn } from './server.mjs';

const READY_WITHIN_MS = 15_000, CONTACTS_MOST = 100;

export async function untilReady(url) {
  const from = Date.now();
  while (Date.now() - from < READY_WITHIN_MS) {
    const answer = await fetch(`${url}/healthz`).catch(() => null);
    if (answer?.status === 200) return Date.now() - from;
    await delay(10);
  }
  throw new Error(`nothing was ready at ${url} within ${READY_WITHIN_MS} ms`);
}

export async function auditRows(data) {
  const { code, stdout, stderr } = await cairn('audit', 'verify', '--data', data, '--json');
  assert.equal(code, 0, `the audit: ${stdout}${stderr}`);
  return JSON.parse(stdout).rows;
}

export class Work {
  constructor(network, folder) {
    this.network = network;
    this.url = network.server.url;
    this.people = [];
    this.acknowledged = [];
    this.imported = [];
    this.count = 0;
    this.answers = {};
    this.audited = 0;
    this.file = path.join(folder, 'arrivals.json');
  }

  get visitor() { return this.network.as('care-coordinator'); }

  // A person of our own for some contacts: nobody has more than a hundred in one minute.
  async begin() {
    const person = await addPerson(this.visitor, { given_names: `Ada ${this.people.length}`, family_name: 'Faulty' });
    this.form = { person, ...formTo((await this.visitor.get(`${person}/contacts/new`)).text, `${person}/contacts/new`) };
    this.people.push(person);
    this.contacts = 0;
  }

  // null: no answer. Anything else must be clean.
  async ask(request, clean) {
    const answer = await request.catch(() => null);
    const kind = answer ? answer.status : 'none';
    this.answers[kind] = (this.answers[kind] ?? 0) + 1;
    if (!answer) await untilReady(this.url);
    if (answer) assert.ok([...clean, 503, 507].includes(answer.status), `${answer.path}: ${answer.status}`);
    return answer;
  }

  async contact() {
    if (this.contacts++ >= CONTACTS_MOST) await this.begin();
    const note = `contact-${++this.count}-end`;
    const fields = changed(this.form.fields, { note, nonce: crypto.randomUUID() });
    const answer = await this.ask(this.visitor.post(this.form.action, fields), [303]);
    if (answer?.status !== 303) return;
    assert.ok(answer.headers.location.startsWith(this.form.person), answer.headers.location);
    this.acknowledged.push({ note, person: this.form.person });
    this.audited++;
  }

  async page(address, method = 'get', ...rest) {
    const answer = await this.ask(this.visitor[method](address, ...rest), [200, 303]);
    if (answer?.status === 200) {
      this.audited++;
      assert.match(answer.text, /<\/html>\s*$/, `${address} ended early`);
    }
    return answer;
  }

  // Through the running server, in a process of its own.
  import() {
    const id = `arrival-${++this.count}`, family = `Arrived${this.count}`;
    writeFileSync(this.file, JSON.stringify(bundle(patient({ id, family, given: 'Ida', born: '1950-02-03', number: unusedNumber(),
      postcode: 'LS1 4AP', practice: this.network.MILL }))));
    return new Promise((resolve) => {
      execFile(CAIRN, ['import', 'fhir', '--data', this.network.data, '--json', this.file], { timeout: 60_000 }, (error, stdout) => {
        if (!error && JSON.parse(stdout).people_new === 1) this.imported.push(family);
        resolve(error ? error.code : 0);
      });
    });
  }

  async list({ withImport = true } = {}) {
    const { person } = this.form;
    await this.page('/my-day');
    await this.page(person);
    await this.contact();
    await this.page(`${person}/timeline`);
    const find = await this.page('/people/find');
    if (find?.status === 200) await this.ask(this.visitor.send(find, '/people/find', { find: 'Faulty' }), [303]);
    await this.page(`${person}/contacts/new`);
    if (withImport) await this.import();
  }

  async notesOf(person) {
    const found = [];
    let address = `${person}/timeline`;
    for (let pages = 0; address && pages < 20; pages++) {
      const { status, text } = await this.visitor.get(address);
      assert.equal(status, 200, address);
      found.push(...[...text.matchAll(/contact-\d+-end/g)].map(([note]) => note));
      address = linksOf(text).find((link) => link.text === 'Older')?.href;
    }
    return found;
  }

  // Everything acknowledged is there, once; the chain is whole; nothing was shown without a row.
  async check(rowsBefore) {
    await untilReady(this.url);
    for (const person of this.people) {
      const found = await this.notesOf(person), expected = this.acknowledged.filter((one) => one.person === person);
      assert.deepEqual(expected.filter((one) => !found.includes(one.note)), [], 'acknowledged, and gone');
      assert.equal(new Set(found).size, found.length, 'twice there');
    }
    for (const family of this.imported) {
      const answer = await this.visitor.send(await this.visitor.get('/people/find'), '/people/find', { find: family });
      assert.match((await this.visitor.follow(answer)).text, new RegExp(family), 'imported, and gone');
    }
    const rows = await auditRows(this.network.data);
    assert.ok(rows - rowsBefore >= this.audited, `${this.audited} answers, but ${rows - rowsBefore} rows`);
  }
}
