// What the measurements of a running Cairn share: a network made once, signing in, wrk, memory, tables.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { cairn, makeDemo } from '../tests/support/server.mjs';

export const PEOPLE = Number(process.env.PEOPLE || 48_000);

// The network is kept between runs, because making it takes longer than measuring.
export async function network(folder, people = PEOPLE) {
  const at = path.join(folder, `network-${people}`);
  const accounts = path.join(at, 'accounts.json'), data = path.join(at, 'data');
  if (!existsSync(accounts)) {
    mkdirSync(at, { recursive: true });
    await makeDemo(at, { people });
  }
  return { data, accounts: JSON.parse(readFileSync(accounts, 'utf8')) };
}

export const form = (fields) => new URLSearchParams(fields).toString();

// A signed-in visitor: get and post keep the cookie; token() is the form token of a page.
export async function signIn(url, account) {
  let cookie = '';
  const send = async (method, address, fields) => {
    const answer = await fetch(url + address, {
      method, redirect: 'manual', body: fields ? form(fields) : undefined,
      headers: { cookie, ...(fields ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) },
    });
    for (const line of answer.headers.getSetCookie()) cookie = line.split(';')[0];
    return { status: answer.status, to: answer.headers.get('location'), text: await answer.text() };
  };
  const visitor = {
    get: (address) => send('GET', address), post: (address, fields) => send('POST', address, fields),
    cookie: () => cookie,
    token: async (address) => /name="_token" value="([^"]+)"/.exec((await send('GET', address)).text)?.[1],
  };
  const answer = await visitor.post('/sign-in', { email: account.email, password: account.password });
  if (answer.status !== 303) throw new Error(`signing in as ${account.email} answered ${answer.status}`);
  return visitor;
}

// The addresses of people whom this visitor can find.
export async function somePeople(visitor, names = ['smith', 'jones', 'khan', 'patel', 'ali', 'brown', 'nowak', 'williams']) {
  const token = await visitor.token('/people/find'), found = new Set();
  for (const name of names) {
    const posted = await visitor.post('/people/find', { find: name, _token: token });
    const page = await visitor.get(posted.to);
    for (const [, key] of page.text.matchAll(/href="\/people\/([0-9a-f-]{36})"/g)) found.add(key);
  }
  return [...found];
}

const MS = { us: 1e-3, ms: 1, s: 1e3, m: 6e4 };
const inMs = (text) => { const [, n, unit] = /([\d.]+)(us|ms|s|m)/.exec(text); return Number(n) * MS[unit]; };

// One run of wrk: requests a second, p50 and p99 in milliseconds, answers that were not 2xx or 3xx, socket errors.
export function wrk(url, { script, connections = 64, seconds = 8, threads = 1 }) {
  const args = [`-t${Math.min(threads, connections)}`, `-c${connections}`, `-d${seconds}s`, '--latency', '--timeout', '10s', ...(script ? ['-s', script] : []), url];
  const out = execFileSync('wrk', args, { encoding: 'utf8' });
  const number = (pattern) => Number(pattern.exec(out)?.[1] ?? 0);
  return {
    rate: number(/Requests\/sec:\s+([\d.]+)/), p50: inMs(/^ +50% +(\S+)/m.exec(out)[1]), p99: inMs(/^ +99% +(\S+)/m.exec(out)[1]),
    bad: number(/Non-2xx or 3xx responses: (\d+)/), errors: /Socket errors:.*/.exec(out)?.[0] ?? '',
  };
}

export function lua(folder, name, text) {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

// For wrk: the summaries of these people, one after the other.
export const summaryScript = (folder, visitor, people) => lua(folder, 'summary.lua', `
local people = { ${people.map((p) => `"${p}"`).join(', ')} }
local n = 0
wrk.headers["Cookie"] = "${visitor.cookie()}"
request = function()
  n = n % #people + 1
  return wrk.format("GET", "/people/" .. people[n])
end
`);

// Those to whom a contact can be recorded: with somebody who has died it is rightly refused.
export async function peopleAlive(visitor) {
  const people = [];
  for (const person of await somePeople(visitor)) if (!(await visitor.get(`/people/${person}`)).text.includes('Has died')) people.push(person);
  return people;
}

// For wrk: a contact with each of these people in turn; `run` makes the nonces of one run differ from another's.
export const contactsScript = (folder, visitor, people, token, run) => lua(folder, 'contacts.lua', `
local people = { ${people.map((p) => `"${p}"`).join(', ')} }
local n = 0
local run = "${run}"
wrk.headers["Cookie"] = "${visitor.cookie()}"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
request = function()
  n = n + 1
  local nonce = string.format("0193a5c4-7a%02x-7c3e-8f%s-%012x", n % 256, run, n)
  local body = "_token=${token}&nonce=" .. nonce .. "&outcome=spoke&with=person&next=none&note=Spoke+about+the+week"
  return wrk.format("POST", "/people/" .. people[n % #people + 1] .. "/contacts/new", nil, body)
end
`);

// Resident memory in MB of a process and of those it started.
export function memory(pid) {
  const all = execFileSync('ps', ['-e', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' }).trim().split('\n').map((l) => l.trim().split(/\s+/).map(Number));
  const family = new Set([pid]);
  for (const [one, parent] of all) if (family.has(parent)) family.add(one);
  return all.filter(([one]) => family.has(one)).reduce((sum, [, , kb]) => sum + kb, 0) / 1024;
}

export async function startBare(program, port, threads) {
  const child = spawn(program, [String(port), String(threads)], { stdio: 'ignore' });
  for (let tries = 0; tries < 100; tries++, await delay(20)) if ((await fetch(`http://127.0.0.1:${port}/`).catch(() => null))?.ok) break;
  return { url: `http://127.0.0.1:${port}/`, stop: () => child.kill() };
}

// A table for people, the same as JSON for programs.
export function report(folder, name, rows) {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const width = Object.fromEntries(columns.map((c) => [c, Math.max(c.length, ...rows.map((r) => String(r[c] ?? '').length))]));
  const line = (cells) => console.log(columns.map((c) => String(cells[c] ?? '').padEnd(width[c])).join('  ').trimEnd());
  line(Object.fromEntries(columns.map((c) => [c, c])));
  for (const row of rows) line(row);
  writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(rows, null, 2) + '\n');
}
export { cairn };
