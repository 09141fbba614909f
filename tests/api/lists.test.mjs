// Lists at their full length: pages that neither repeat nor hide anybody while people come and go, filters and orders,
// addresses that say nothing, and files that leave with everybody in them written down first.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { formTo, linksOf, textOf } from '../support/html.mjs';
import { addPerson, openNetwork, recordContact, unusedNumber } from '../support/network.mjs';
import { auditedSince, lastAudit, rows } from '../support/rows.mjs';
import { cairn, copyData, removeFolder, startServer, temporaryFolder } from '../support/server.mjs';
import { readCsv, readXlsx } from '../support/sheets.mjs';

const PEOPLE = 130;
let folder, network, supervisor, coordinator;

async function bringIn(people) {
  const file = path.join(folder, `${people[0].family}-${people.length}.ndjson`);
  writeFileSync(file, people.map((p, i) => JSON.stringify({ resourceType: 'Patient', id: `${p.family}-${i}`,
    identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: unusedNumber() }], name: [{ family: p.family, given: [p.given] }],
    birthDate: p.born ?? '1950-01-01', generalPractitioner: [{ identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code',
      value: p.practice ?? network.MILL } }], ...p.more })).join('\n'));
  const done = await cairn('import', 'fhir', '--data', network.data, file);
  assert.equal(done.code, 0, done.stdout + done.stderr);
}
// Whoever is restricted is gone for all but their team, of which a health coach is.
async function giveTeam(person) {
  const clinician = network.as('clinician'), team = await clinician.get(`${person}/team`);
  const who = formTo(team.text, `${person}/team`).controls.find((c) => c.name === 'who').options.find(({ text }) => /health-coach/i.test(text)).value;
  await clinician.send(team, `${person}/team`, { who, why: 'team' });
}
async function restrict(person) {
  await giveTeam(person);
  const clinician = network.as('clinician');
  const done = await clinician.send(await clinician.get(`${person}/restrict`), `${person}/restrict`, { reason: 'known' });
  assert.equal(done.status, 303);
}
const pad = (i) => String(i).padStart(3, '0');

before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder);
  [supervisor, coordinator] = [network.as('supervisor'), network.of('care-coordinator', network.MILL)];
  await bringIn(Array.from({ length: PEOPLE }, (_, i) => ({ family: `Walker${pad((i * 37) % PEOPLE)}`, given: `Given${pad(i)}`,
    born: `${1930 + (i * 7) % 80}-0${1 + i % 9}-1${i % 9}`, practice: i % 3 === 0 ? network.QUAY : network.MILL,
    more: i % 13 === 0 ? { communication: [{ language: { coding: [{ system: 'urn:ietf:bcp:47', code: 'so' }] } }] } : {} })));
});
after(async () => {
  const end = await network?.close();
  removeFolder(folder);
  assert.deepEqual(end, { code: 0, signal: null }, 'the server stayed up and stopped in order');
});

const namesIn = (page) => [...page.text.matchAll(/<th[^>]*scope="row"[^>]*>[\s\S]*?<a href="\/people\/([0-9a-f-]{36})">([^<]*)/g)].map(([, key, name]) => ({ key, name }));
const turn = (page, way) => {
  const href = new RegExp(`<a href="([^"]*)" class="[^"]*"[^>]*rel="${way}"|<a [^>]*href="([^"]*)"[^>]*rel="${way}"`).exec(page.text);
  return href ? (href[1] ?? href[2]).replaceAll('&amp;', '&') : null;
};

// All pages of a list from the first to the last, and back again; between turns something may happen.
async function walk(visitor, address, between = async () => {}) {
  const there = [], back = [];
  let page = await visitor.get(address);
  for (;;) {
    assert.equal(page.status, 200);
    there.push(...namesIn(page));
    const next = turn(page, 'next');
    if (!next) break;
    await between();
    page = await visitor.get(next);
  }
  for (;;) {
    back.unshift(...namesIn(page));
    const previous = turn(page, 'prev');
    if (!previous) break;
    await between();
    page = await visitor.get(previous);
  }
  return { there, back };
}
const keys = (list) => list.map(({ key }) => key);
const twice = (list) => keys(list).filter((key, i) => keys(list).indexOf(key) !== i);

describe('pages', () => {
  for (const address of ['/people', '/people?sort=name-turned', '/people?sort=age', '/people?sort=age-turned', '/people?sort=contact', '/people?sort=due'])
    test(`${address} shows everybody once, forth and back`, async () => {
      const { there, back } = await walk(supervisor, address);
      const all = rows(network.data, 'SELECT lower(hex(key)) AS key FROM person WHERE died_known = 0').length;
      assert.equal(there.length, all);
      assert.deepEqual(twice(there), []);
      assert.deepEqual(keys(back), keys(there));
    });

  test('names are in their order, and the other way round', async () => {
    const { there } = await walk(supervisor, '/people'), { there: turned } = await walk(supervisor, '/people?sort=name-turned');
    const names = there.map(({ name }) => name.toLowerCase());
    assert.deepEqual(names, [...names].sort());
    assert.deepEqual(keys(turned), keys(there).reverse());
  });

  test('while others come and go nobody who stays is shown twice or missed', async () => {
    let n = 0;
    const stay = keys((await walk(supervisor, '/people')).there);
    const change = async () => {
      await bringIn([{ family: `Aaron${pad(n)}`, given: 'New' }, { family: `Walker0${n}5`, given: 'New', practice: network.QUAY }, { family: `Zorro${pad(n++)}`, given: 'New' }]);
      const [gone] = rows(network.data, `SELECT lower(hex(key)) AS key FROM person WHERE restricted = 0 AND (family_name LIKE 'Aaron%' OR family_name LIKE 'Zorro%') ORDER BY person_id LIMIT 1 OFFSET 1`);
      await restrict(`/people/${gone.key.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`);
    };
    for (const address of ['/people', '/people?sort=name-turned', '/people?sort=age']) {
      const { there, back } = await walk(supervisor, address, change);
      for (const [way, seen] of Object.entries({ there, back })) {
        assert.deepEqual(twice(seen), [], `${address}, ${way}`);
        assert.deepEqual(stay.filter((key) => !keys(seen).includes(key)), [], `${address}, ${way}: missed`);
      }
    }
  });

  test('a page says its number, and begins anew with another order or filter', async () => {
    const second = await supervisor.get(turn(await supervisor.get('/people'), 'next'));
    assert.match(second.text, /<title>People, page 2 – Cairn<\/title>/);
    for (const { href } of linksOf(second.text).filter(({ href }) => href.includes('sort='))) assert.doesNotMatch(href, /place=/);
    assert.match((await supervisor.get(turn(second, 'prev'))).text, /<title>People – Cairn<\/title>/);
  });

  test('a link sorts this once: the list itself knows nothing of it', async () => {
    await supervisor.get('/people?sort=age');
    assert.match((await supervisor.get('/people')).text, /aria-sort="ascending">\s*<a[^>]*>Name/);
  });
});

describe('addresses', () => {
  test('a place says no name, number or date, and differs each time', async () => {
    const page = await supervisor.get('/people'), last = namesIn(page).at(-1).name, next = turn(page, 'next');
    for (const word of [...last.split(/[, ]+/), Buffer.from(last.split(',')[0].toLowerCase()).toString('hex')])
      assert.ok(!next.toLowerCase().includes(word.toLowerCase()), next);
    assert.notEqual(turn(await supervisor.get('/people'), 'next'), next);
  });

  test('a place that was changed, or is another list’s, another order’s, another filter’s or another role’s, is refused in words', async () => {
    const next = turn(await supervisor.get('/people'), 'next'), place = /place=([0-9a-f]+)/.exec(next)[1];
    const wrong = [`/people?place=${place.slice(0, -2)}00`, `/people?place=${place.slice(2)}`, '/people?place=00', '/people?place=zz', `/people?place=${'ab'.repeat(2000)}`,
      `/people?sort=age&place=${place}`, `/people?need=interpreter&place=${place}`];
    for (const address of wrong) {
      const answer = await supervisor.get(address);
      assert.equal(answer.status, 400, address);
      assert.match(textOf(answer.text), /There is no such part of the list/);
    }
    assert.equal((await coordinator.get(next)).status, 400);
    assert.equal((await supervisor.get(next)).status, 200);
  });

  test('a filter or an order that there is not is refused', async () => {
    for (const query of ['need=nothing', 'sort=nhs_number', 'sort=name;drop', 'practice=0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b', 'age=1', 'whose=everybody'])
      assert.equal((await supervisor.get(`/people?${query}`)).status, 400, query);
    assert.equal((await supervisor.get('/people?need=&sort=&whose=')).status, 200, 'empty ones are none');
  });
});

describe('filters', () => {
  const shown = async (visitor, query) => (await walk(visitor, `/people?${query}`)).there;

  test('each lets through whom it says, alone and with others', async () => {
    const person = await addPerson(coordinator, { given_names: 'Filtered', family_name: 'Fully', 'born-day': '4', 'born-month': '3', 'born-year': '1934',
      'born[day]': '4', 'born[month]': '3', 'born[year]': '1934', language: 'so', interpreter: 'yes', written_format: 'braille' });
    const key = person.slice('/people/'.length);
    const sees = async (query) => keys(await shown(coordinator, query)).includes(key);
    for (const query of ['need=interpreter', 'need=braille', 'language=so', 'age=90', 'contact=never', 'need=interpreter&language=so&age=90&contact=never', 'need=braille&sort=due'])
      assert.ok(await sees(query), query);
    for (const query of ['need=audio', 'language=en', 'age=0-17', 'contact=month', 'due=some', 'whose=mine', 'need=interpreter&age=18-39']) assert.ok(!await sees(query), query);
    await recordContact(coordinator, person, { outcome: 'no_answer', next: 'none' });
    assert.ok(await sees('contact=never'), 'a call that nobody answered reached nobody');
    await recordContact(coordinator, person, { outcome: 'spoke', next: 'none' });
    assert.ok(await sees('contact=month') && !await sees('due=some'));
    const first = /\/people\/[0-9a-f-]+\/contacts\/[0-9a-f-]+\/strike/.exec((await coordinator.get(`${person}/timeline`)).text)[0];
    await coordinator.send(await coordinator.get(first), first, { why: 'Another person' });
    await recordContact(coordinator, person, { outcome: 'spoke', next: 'tomorrow', next_title: 'Ring again' });
    for (const query of ['contact=month', 'due=some', 'due=week', 'whose=mine', 'whose=mine&need=braille&sort=age', 'contact=month&sort=contact', 'due=some&sort=due'])
      assert.ok(await sees(query), query);
    for (const query of ['contact=never', 'contact=over-1', 'due=overdue', 'due=today']) assert.ok(!await sees(query), query);
    const strike = /\/people\/[0-9a-f-]+\/contacts\/[0-9a-f-]+\/strike/.exec((await coordinator.get(`${person}/timeline`)).text)[0];
    await coordinator.send(await coordinator.get(strike), strike, { why: 'Another person' });
    assert.ok(await sees('contact=never'), 'what was struck through reached nobody');
  });

  test('a practice is filtered by where there are several, and only by one’s own', async () => {
    const page = await supervisor.get('/people'), options = formTo(page.text, '/people').controls.find((c) => c.name === 'practice').options;
    const mill = options.find(({ text }) => /Mill Row/.test(text));
    const [all, some] = [await shown(supervisor, ''), await shown(supervisor, `practice=${mill.value}`)];
    assert.ok(some.length > 0 && some.length < all.length);
    const offered = formTo((await coordinator.get('/people')).text, '/people').controls.map((c) => c.name);
    assert.ok(offered.includes('need') && !offered.includes('practice'), 'who has one practice is offered none');
  });

  test('chips say what was chosen, remove it, and all of it', async () => {
    const page = await supervisor.get('/people?need=interpreter&age=90'), links = linksOf(page.text);
    assert.match(textOf(page.text), /Communication need: Interpreter needed/);
    const without = links.find(({ text }) => /Interpreter needed.*remove this filter/.test(text));
    assert.equal(without.href, '/people?age=90');
    assert.equal(links.find(({ text }) => text === 'Clear filters').href, '/people');
  });

  test('an empty list says what to do', async () => {
    assert.match(textOf((await supervisor.get('/people?need=audio&age=0-17')).text), /Nothing in this list passes the filters. Remove one of them/);
    assert.match(textOf((await network.as('mdt-associate').get('/people')).text), /There is nobody whom you may see yet/);
  });
});

describe('who is in it', () => {
  test('whoever is restricted is seen by their team alone, and people of other practices by those with a relation', async () => {
    const person = await addPerson(coordinator, { given_names: 'Rita', family_name: 'Aaaretired' });
    const sees = async (visitor) => namesIn(await visitor.get('/people')).some(({ name }) => name === 'AAARETIRED, Rita');
    for (const role of ['supervisor', 'care-coordinator', 'practice-staff', 'health-coach']) assert.ok(await sees(network.as(role)), role);
    assert.ok(!await sees(network.of('care-coordinator', network.QUAY)), 'another practice');
    await giveTeam(person);
    const times = namesIn(await network.as('health-coach').get('/people')).filter(({ name }) => name === 'AAARETIRED, Rita').length;
    assert.equal(times, 1, 'by practice and by relation, and once all the same');
    await restrict(person);
    for (const role of ['supervisor', 'care-coordinator', 'practice-staff', 'clinician']) assert.ok(!await sees(network.as(role)), role);
    assert.ok(await sees(network.as('health-coach')), 'their team');
    assert.match(textOf((await network.as('health-coach').get('/people?whose=mine')).text), /AAARETIRED, Rita Notice [\d ]+, restricted record/);
  });

  test('who was opened with a reason is in the list while it lasts, and is nobody’s own', async () => {
    const manager = network.as('pcn-manager'), nhs_number = unusedNumber(), born = { 'born[day]': '4', 'born[month]': '3', 'born[year]': '1943' };
    await addPerson(coordinator, { given_names: 'Clara', family_name: 'Claimed', nhs_number, ...born });
    const found = (await manager.send(await manager.get('/people/look-up'), '/people/look-up', { nhs_number, ...born })).headers.location;
    assert.doesNotMatch((await manager.get('/people')).text, /CLAIMED/);
    await manager.send(await manager.get(found), found, { reason: 'here', hours: '1' });
    assert.match((await manager.get('/people')).text, /CLAIMED, Clara/);
    assert.doesNotMatch((await manager.get('/people?whose=mine')).text, /CLAIMED/);
  });

  test('everybody on a page stands in its row of the audit, and nobody else', async () => {
    for (const visitor of [supervisor, coordinator])
      for (const address of ['/people', '/people?need=interpreter', '/people?sort=due', '/people?whose=mine']) {
        const from = lastAudit(network.data), page = await visitor.get(address);
        assert.deepEqual(auditedSince(network.data, from).sort(), keys(namesIn(page)).sort(), address);
      }
  });

  test('a protected address is nowhere in it', async () => {
    await addPerson(coordinator, { given_names: 'Ann', family_name: 'Aaaprotected', protected_address: 'yes', address_1: '7 Hidden Lane', postcode: 'LS8 4QT', home_phone: '0113 496 0777' });
    const page = await supervisor.get('/people');
    assert.match(page.text, /AAAPROTECTED/);
    assert.doesNotMatch(page.text, /Hidden Lane|LS8|496 0777/);
  });
});

describe('files', () => {
  const HOSTILE = ["=cmd|' /C calc'!A0", '+1+1', '-2+3', '@SUM(A1)', 'O"Brien, "x"', '<script>alert(1)</script>', 'Łukasz 王'];
  const download = async (visitor, fields, query = '') => {
    const page = await visitor.get(`/people/export${query}`), form = formTo(page.text, '/people/export');
    const body = new URLSearchParams([...form.fields.filter(([name]) => !(name in fields)), ...Object.entries(fields)].map(([k, v]) => [k, v])).toString();
    const answer = await fetch(network.server.url + '/people/export', { method: 'POST', body, redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded',
      cookie: [...visitor.cookies].map(([k, v]) => `${k}=${v}`).join('; ') } });
    return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
  };

  before(() => Promise.all(HOSTILE.map((family_name) => addPerson(coordinator, { given_names: 'Hostile', family_name }))));

  test('a CSV holds the list as it is filtered, and nothing in it is a formula', async () => {
    const answer = await download(supervisor, { reason: 'meeting', format: 'csv' });
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type'), /^text\/csv/);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.match(answer.headers.get('content-disposition'), /^attachment; filename="cairn-list-\d{4}-\d\d-\d\d\.csv"$/);
    const [head, ...lines] = readCsv(answer.bytes), all = (await walk(supervisor, '/people')).there;
    assert.deepEqual(head.slice(0, 5), ['Family name', 'Given names', 'Preferred name', 'NHS number', 'Born']);
    assert.equal(lines.length, all.length);
    for (const line of lines) for (const cell of line) assert.doesNotMatch(cell, /^\s*[=+\-@\t\r＝＋－＠]/, cell);
    for (const name of HOSTILE) assert.ok(lines.some(([family]) => family === name || family === `'${name}`), name);
    assert.ok(lines.every((line) => /^(\d{3} \d{3} \d{4})?$/.test(line[3]) && /^(\d{4}-\d\d-\d\d)?$/.test(line[4])));
    const some = readCsv((await download(supervisor, { reason: 'meeting', format: 'csv' }, '?language=so')).bytes).slice(1);
    assert.ok(some.length > 0 && some.every((line) => line[9] === 'Somali'));
  });

  test('a workbook holds the same, every cell a string', async () => {
    const answer = await download(supervisor, { reason: 'letters', format: 'xlsx' }), lines = readXlsx(answer.bytes);
    assert.match(answer.headers.get('content-type'), /spreadsheetml/);
    const csv = readCsv((await download(supervisor, { reason: 'letters', format: 'csv' })).bytes);
    const trimmed = (row) => row.slice(0, row.findLastIndex(Boolean) + 1);
    assert.deepEqual(lines.map(trimmed), csv.map((row) => trimmed(row.map((cell) => cell.replace(/^'(?=[=+\-@])/, '')))));
  });

  test('everybody in it stood in the audit with the reason before a byte left', async () => {
    const from = lastAudit(network.data), answer = await download(supervisor, { reason: 'downtime', format: 'csv' });
    const lines = readCsv(answer.bytes).slice(1), audited = auditedSince(network.data, from);
    assert.ok(audited.length >= lines.length && lines.length > 50);
    const entries = rows(network.data, `SELECT action, reason, outcome, coalesce(length(people), 0) / 8 AS people FROM audit WHERE seq > ${from} AND route = 'POST /people/export'`);
    assert.equal(entries.reduce((sum, { people }) => sum + people, 0), lines.length);
    for (const entry of entries.filter(({ people }) => people)) assert.deepEqual([entry.action, entry.reason], ['export', 'downtime']);
    assert.match(textOf((await network.as('governance-lead').get('/admin/audit')).text), /Took them out of Cairn in a file/);
    assert.deepEqual(readdirSync(path.join(network.data, 'exports')), [], 'nothing of it stays behind');
  });

  test('a reason and a format are asked for, and what is neither is refused', async () => {
    const none = await download(supervisor, {});
    assert.equal(none.status, 422);
    assert.match(textOf(none.bytes.toString()), /Choose what the list is for.*Choose which kind of file/s);
    for (const fields of [{ reason: 'because', format: 'csv' }, { reason: 'letters', format: 'pdf' }, { reason: 'letters', format: '../csv' }])
      assert.equal((await download(supervisor, fields)).status, 422);
    assert.equal((await download(supervisor, { reason: 'letters', format: 'csv', sort: 'nonsense' })).status, 400);
  });

  test('only who may export is offered it, and it is counted as reading many', async () => {
    for (const visitor of [coordinator, network.as('clinician'), network.as('pcn-manager'), network.as('data-manager')]) {
      assert.doesNotMatch((await visitor.get('/people')).text, /people\/export/);
      assert.equal((await visitor.get('/people/export')).status, 403);
    }
    const account = rows(network.data, "SELECT account_id AS id FROM account WHERE email LIKE 'supervisor%'")[0].id;
    for (let tries = 0; tries < 60; tries++) {
      const [{ n }] = rows(network.data, `SELECT count(*) AS n FROM access_seen WHERE account_id = ${account} AND listed = 1`);
      if (n >= PEOPLE) return;
      await new Promise((done) => setTimeout(done, 250));
    }
    assert.fail('the people who were exported were not counted');
  });
});

describe('the other lists', () => {
  const linesIn = (page) => [...page.text.split('</thead>').slice(1).join('').matchAll(/<tr [\s\S]*?<\/tr>/g)].map(([row]) => textOf(row));
  async function turnAll(visitor, address) {
    const there = [], back = [];
    let page = await visitor.get(address);
    for (let href = address; href; href = turn(page, 'next')) {
      if (href !== address) page = await visitor.get(href);
      assert.equal(page.status, 200, href);
      assert.ok(linesIn(page).length <= 50);
      there.push(...linesIn(page));
    }
    for (let href = true; href; href = turn(page, 'prev')) {
      if (href !== true) page = await visitor.get(href);
      back.unshift(...linesIn(page));
    }
    return { there, back };
  }

  test('a busy day of the audit shows each entry once, though each page adds one', async () => {
    const lead = network.as('governance-lead'), entries = lastAudit(network.data);
    assert.ok(entries > 300);
    const { there, back } = await turnAll(lead, '/admin/audit');
    assert.equal(there.length, entries);
    assert.deepEqual(back.slice(-there.length), there);
    assert.ok(back.length > there.length, 'the pages that were looked at meanwhile are before the first');
  });

  test('who looked shows each look once, and nobody’s place opens in another’s', async () => {
    const person = await addPerson(coordinator, { given_names: 'Olive', family_name: 'Often' });
    for (let i = 0; i < 60; i++) await coordinator.get(`${person}/details`);
    const { there } = await turnAll(coordinator, `${person}/who-looked`);
    assert.equal(there.filter((line) => /Opened the details/.test(line)).length, 60);
    const other = await addPerson(coordinator, { given_names: 'Otto', family_name: 'Other' });
    const place = /place=([0-9a-f]+)/.exec(turn(await coordinator.get(`${person}/who-looked`), 'next'))[1];
    assert.equal((await coordinator.get(`${other}/who-looked?place=${place}`)).status, 400);
  });

  test('more staff than a page are all there, by name, forth and back', async () => {
    for (let i = 0; i < 55; i++) {
      const added = await cairn('user', 'add', '--data', network.data, '--email', `many.${i}@example.nhs.uk`, '--name', `Many ${pad((i * 23) % 55)}`, '--role', 'link-worker', '--practice', network.MILL);
      assert.equal(added.code, 0, added.stderr);
    }
    const { there, back } = await turnAll(network.as('administrator'), '/admin/staff');
    assert.deepEqual(there.filter((line) => /^Many \d/.test(line)).map((line) => line.slice(0, 8)), Array.from({ length: 55 }, (_, i) => `Many ${pad(i)}`));
    assert.deepEqual(back, there);
  });
});

test('cairn check proves each row that lists are made from, and finds one that was changed', async () => {
  const clean = await cairn('check', '--data', network.data);
  assert.doesNotMatch(clean.stdout, /row in lists/);
  const copy = path.join(folder, 'copy');
  await network.server.stop();
  copyData(network.data, copy);
  network.server = await startServer({ data: network.data });
  for (const change of ["name_order = 'a' || name_order", 'last_contact = 12345', 'next_due = 12345', "language = 'pl'", 'born = 1'])
    execFileSync('sqlite3', [path.join(copy, 'cairn.db'), `UPDATE person_listed SET ${change} WHERE person_id = (SELECT person_id FROM person_listed ORDER BY person_id LIMIT 1 OFFSET ${change.length})`]);
  execFileSync('sqlite3', [path.join(copy, 'cairn.db'), 'DELETE FROM person_listed WHERE person_id = (SELECT max(person_id) FROM person_listed)']);
  const found = await cairn('check', '--data', copy);
  assert.equal(found.code, 3, found.stdout);
  assert.equal(found.stdout.match(/a person's row in lists is not what their record says/g).length, 6);
});
