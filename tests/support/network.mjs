// A network of two practices with somebody in every role, made as an administrator would make it: by the commands and
// the pages, with second factors set up. Unlike the demonstration it holds only the people that a test adds, so a test
// knows every name in it. Both practices have a co-ordinator, an editor and practice staff; who manages works network-wide.
import path from 'node:path';
import { elements, formTo, textOf } from './html.mjs';
import { keptCopy } from './kept.mjs';
import { nhsNumber } from './people.mjs';
import { cairn, startServer } from './server.mjs';
import { totp } from './totp.mjs';
import { Visitor } from './visitor.mjs';

export const PASSWORD = 'gravel otter lantern 58';
export const ROLES = ['care-coordinator', 'link-worker', 'health-coach', 'clinician', 'supervisor', 'practice-staff', 'data-manager',
  'governance-lead', 'administrator', 'pcn-manager', 'mdt-associate'];
const WHOLE_NETWORK = ['governance-lead', 'administrator', 'pcn-manager', 'mdt-associate', 'supervisor', 'data-manager'];
const PCN = 'Quayside Invented PCN', MILL = 'A99001', QUAY = 'A99002';
const OTHER = { PCN: 'Harbour Invented PCN', MILL: 'B99001', QUAY: 'B99002' };

async function must(...args) {
  const done = await cairn(...args);
  if (done.code !== 0) throw new Error(`cairn ${args.slice(0, 2).join(' ')}: ${done.stderr}`);
  return done.stdout;
}
const linkIn = (text) => /\/welcome\/[0-9a-f-]{36}/.exec(text)[0];

// Follows a one-time link to the end; the visitor is signed in then, and knows its secret and recovery codes.
export async function followLink(url, link, password = PASSWORD) {
  const visitor = new Visitor(url);
  const welcome = await visitor.send(await visitor.get(link), link, { password });
  if (welcome.headers.location !== '/sign-in/set-up') throw new Error(`${link}: ${welcome.status} ${textOf(welcome.text).slice(0, 300)}`);
  const page = await visitor.get('/sign-in/set-up');
  visitor.secret = elements(page.text, 'b').map((b) => textOf(b.inside)).find((t) => /^[A-Z2-7]{4}( [A-Z2-7]{4})+$/.test(t));
  const codes = await visitor.send(page, '/sign-in/set-up', { code: totp(visitor.secret) });
  visitor.recoveryCodes = elements(codes.text, 'li').map((li) => textOf(li.inside)).filter((t) => /^\d{4} \d{4} \d{4}$/.test(t));
  await visitor.send(codes, '/sign-in/recovery-codes');
  return visitor;
}

export async function invite(data, role, practice, alias = role, pcn = null) {
  const email = `${alias}.${practice ?? pcn?.replaceAll(' ', '-') ?? 'network'}@example.nhs.uk`.toLowerCase();
  const where = [...practice ? ['--practice', practice] : [], ...pcn ? ['--pcn', pcn] : []];
  const out = await must('user', 'add', '--data', data, '--email', email, '--name', `${alias} ${practice ?? ''}`.trim(), '--role', role, ...where);
  return { role, practice: practice ?? null, email, password: PASSWORD, link: linkIn(out) };
}

// Everybody of a network in the folder data, who are signed in for good when it is served again.
async function makeNetwork(data, init) {
  const accounts = [];
  await must('init', '--data', data, '--pcn', PCN, '--admin', 'first@example.nhs.uk', ...init);
  await must('practice', 'add', '--data', data, '--code', MILL, '--name', 'Mill Row Surgery');
  await must('practice', 'add', '--data', data, '--code', QUAY, '--name', 'Quay Street Practice');
  for (const role of ROLES) accounts.push(await invite(data, role, WHOLE_NETWORK.includes(role) ? undefined : MILL));
  for (const role of ['care-coordinator', 'practice-staff']) accounts.push(await invite(data, role, QUAY));
  const server = await startServer({ data });
  await enter(accounts, server.url);
  await server.stop();
  return accounts.map(({ visitor: { cookies, secret, recoveryCodes }, ...account }) => ({ ...account, cookies: [...cookies], secret, recoveryCodes }));
}

async function enter(accounts, url) {
  for (const account of accounts) {
    account.visitor = await followLink(url, account.link);
    account.totp_secret = account.visitor.secret;
  }
}

function visitorAgain(url, { cookies, secret, recoveryCodes }) {
  const visitor = new Visitor(url);
  return Object.assign(visitor, { cookies: new Map(cookies), secret, recoveryCodes });
}

// { data, server, accounts, as(role), of(role, practice), close() }: as() is the signed-in visitor of a role. init are
// more flags of `cairn init`; env is asked for more variables of the server when its data is there.
export async function openNetwork(folder, { args = [], env = () => ({}), program, init = [] } = {}) {
  const data = path.join(folder, 'network');
  const made = init.length ? await makeNetwork(data, init) : await keptCopy('a network of two practices', data, (at) => makeNetwork(at, []));
  const server = await startServer({ data, args, env: env(data), program });
  const accounts = made.map((account) => ({ ...account, visitor: visitorAgain(server.url, account) }));
  const network = { data, server, accounts, ...visitorsOf(accounts, server.url), PCN, MILL, QUAY };
  network.close = async () => {
    for (const { visitor } of accounts) visitor.close();
    return network.server.stop();
  };
  return network;
}

const visitorsOf = (accounts, url) => ({
  of: (role, practice) => accounts.find((a) => a.role === role && a.practice === practice).visitor,
  as: (role) => (role === 'anonymous' ? new Visitor(url, { keepAlive: false }) : accounts.find((a) => a.role === role).visitor),
});

// A second network in the same installation, made as the first was and of the same shape, while the server runs.
export async function openSecondNetwork({ data, server }) {
  const accounts = [];
  for (const [code, name] of [[OTHER.MILL, 'Harbour Road Surgery'], [OTHER.QUAY, 'Lighthouse Practice']])
    await must('practice', 'add', '--data', data, '--pcn', OTHER.PCN, '--code', code, '--name', name);
  for (const role of ROLES) accounts.push(await invite(data, role, WHOLE_NETWORK.includes(role) ? undefined : OTHER.MILL, role, OTHER.PCN));
  for (const role of ['care-coordinator', 'practice-staff']) accounts.push(await invite(data, role, OTHER.QUAY, role, OTHER.PCN));
  await enter(accounts, server.url);
  const close = () => accounts.forEach(({ visitor }) => visitor.close());
  return { data, server, accounts, ...visitorsOf(accounts, server.url), ...OTHER, close };
}

let nextNumber = Math.floor(Math.random() * 900_000);
export function unusedNumber() {
  nextNumber %= 999_000;
  for (;;)
    try {
      return nhsNumber(`999${String(nextNumber++).padStart(6, '0')}`);
    } catch {
      continue;
    }
}

// Adds a person by hand, with a number that may by chance be an invented neighbour's: then with another. Resolves to the address of the record, /people/KEY.
export async function addPerson(visitor, fields) {
  const page = await visitor.get('/people/new'), form = formTo(page.text, '/people/new');
  const practices = form.controls.find((c) => c.name === 'practice')?.options.map((o) => o.value).filter(Boolean) ?? [];
  let answer;
  for (let tries = 0; tries < 3 && answer?.status !== 303; tries++)
    answer = await visitor.send(page, '/people/new', { practice: practices[0], nhs_number: unusedNumber(), none_of_these: 'yes', ...fields });
  const key = /^(\/people\/[0-9a-f-]{36})/.exec(answer.headers.location ?? '')?.[1];
  if (!key) throw new Error(`a person could not be added: ${answer.status} ${textOf(answer.text).slice(0, 400)}`);
  return key;
}

// Records a contact; resolves to the answer.
export async function recordContact(visitor, person, fields = {}) {
  return visitor.send(await visitor.get(`${person}/contacts/new`), `${person}/contacts/new`, fields);
}

// Adds a care home; resolves to its address, /care-homes/KEY.
export async function addHome(visitor, fields = {}) {
  const answer = await visitor.send(await visitor.get('/care-homes/new'), '/care-homes/new', { name: 'Quay House', proxy: 'under_way', ...fields });
  const home = /^(\/care-homes\/[0-9a-f-]{36})/.exec(answer.headers.location ?? '')?.[1];
  if (!home) throw new Error(`a care home could not be added: ${answer.status} ${textOf(answer.text).slice(0, 400)}`);
  return home;
}

// Somebody moves into a home; resolves to { home, stay }, the key of the stay.
export async function moveIn(visitor, person, home, day = ['1', '9', '2024']) {
  const at = `${person}/care-home`, page = await visitor.get(at);
  const answer = await visitor.send(page, `${at}/in`, { to: home.slice('/care-homes/'.length), 'moved_in[day]': day[0], 'moved_in[month]': day[1], 'moved_in[year]': day[2] });
  const stay = /\/care-home\/([0-9a-f-]{36})\/edit/.exec((await visitor.follow(answer)).text)?.[1];
  if (!stay) throw new Error(`nobody moved in: ${answer.status} ${textOf(answer.text).slice(0, 400)}`);
  return { home, stay };
}

// Writes a letter, with every gap of its template filled; resolves to the answer.
export async function writeLetter(visitor, person, { about = 'tried', ...fields } = {}) {
  const page = await visitor.get(`${person}/letters/new?about=${about}`);
  const body = formTo(page.text, `${person}/letters/new`).controls.find((c) => c.name === 'body')?.value ?? '';
  return visitor.send(page, `${person}/letters/new`, { body: body.replace(/\[[^\]]*\]/g, 'Monday'), phone: '01632 960 001', despite: 'yes', ...fields });
}
