// Every page that a role can reach, in the invented network: nothing for axe to find, no policy violation, no error on
// the console, no sideways scroll, valid markup, a title of the agreed form, links that say where they lead; also without
// JavaScript. The pages are those that `cairn routes` lists; one that can't be reached fails.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { lookAt, markupFaults, openBrowser, openPage } from '../support/browser.mjs';
import { linksOf } from '../support/html.mjs';
import { addPerson, unusedNumber } from '../support/network.mjs';
import { cairn } from '../support/server.mjs';
import { importList, makeAppointment, makePlan, uploadList, uploadTable } from '../support/objects.mjs';
import { signIn } from '../support/visitor.mjs';

const URL = process.env.CAIRN_URL;
const ACCOUNTS = JSON.parse(readFileSync(process.env.CAIRN_ACCOUNTS, 'utf8'));
const ROUTES = JSON.parse((await cairn('routes', '--json')).stdout).filter((r) => r.method === 'GET');
const KEY = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
// Steps of signing in need a session that is halfway; the first journey looks at them. The others are no pages.
const ELSEWHERE = new Set(['/healthz', '/assets/*', '/', '/sign-in/code', '/sign-in/set-up', '/sign-in/again', '/welcome/:link', '/calendar/*', '/refer/*',
  '/account/second-factor', '/screen', '/admin/imports/:upload/not-imported.csv',
  '/admin/reference/uploads/:table/not-taken.csv', '/admin/reference/uploads/:table/changes.csv']);
// Pages that ask for more than an id.
const QUERIES = { '/people/:person/undo': '?version=2', '/people/:person/put-back': '?version=1', '/people/:person/letters/new': '?about=tried' };
// The last of each role; of those who join records one who sees every practice.
const roles = [...new Map(ACCOUNTS.filter((a) => a.role !== 'data-manager' || !a.practice).map((a) => [a.role, a])).values()];

let browser;
const seen = new Set();
const made = {};
before(async () => {
  browser = await openBrowser();
  Object.assign(made, await somebodyProtected(), await somebodyTwice());
});
after(() => browser?.close());

const roleOf = (role) => signIn(URL, roles.find((a) => a.role === role));
// A person with a protected address; the PCN manager looked them up, and opened the record with a reason, so that the
// governance lead has something to review. The first look-up is left as it is: a page that asks for the reason.
async function somebodyProtected() {
  const coordinator = await roleOf('care-coordinator'), manager = await roleOf('pcn-manager'), nhs_number = unusedNumber();
  const born = { 'born[day]': '4', 'born[month]': '3', 'born[year]': '1943' };
  const person = await addPerson(coordinator, { given_names: 'Petra', family_name: 'Shielded', nhs_number, protected_address: 'yes',
    address_1: '7 Hidden Lane', ...born });
  const lookUp = async () => (await manager.send(await manager.get('/people/look-up'), '/people/look-up', { nhs_number, ...born })).headers.location;
  const opened = await lookUp();
  await manager.send(await manager.get(opened), opened, { reason: 'concern', hours: '1' });
  await manager.send(await manager.get('/my-people'), /\/my-people\/[^"]*\/end/.exec((await manager.get('/my-people')).text)[0]);
  return { protected: person.split('/').pop(), lookUp: (await lookUp()).split('/').pop() };
}

// Somebody who was here three times: two records are joined already, one is still to be compared.
async function somebodyTwice() {
  const coordinator = await roleOf('care-coordinator'), manager = await roleOf('data-manager');
  const names = ['Dorothea', 'Dorothy', 'Dora'], people = [];
  for (const given_names of names)
    people.push(await addPerson(coordinator, { given_names, family_name: 'Doubleday', 'born[day]': '4', 'born[month]': '3', 'born[year]': '1941', postcode: 'LS8 4QT' }));
  const [kept, away, other] = people, at = `${kept}/same/${away.split('/').pop()}`;
  await manager.send(await manager.get(at), at, { sure: 'yes' });
  const undo = new RegExp(`/joined/(${KEY})/undo`).exec((await manager.get(`${kept}/joined`)).text)[1];
  return { twice: kept.split('/').pop(), other: other.split('/').pop(), merge: undo };
}

// Somebody who may be told what is planned, and the entry that says so, which could be struck through.
async function consentOf(visitor, person) {
  const form = `${person}/consent/decision`, page = await visitor.get(form);
  if (page.status !== 200) return {};
  const party = (text) => new RegExp(`value="party-(${KEY})"`).exec(text)?.[1];
  if (!party(page.text))
    await visitor.send(page, form, { about: 'new', party_name: 'Leila Listed', party_kind: 'carer', answer: 'given', 'kinds[planned]': 'yes' });
  const history = await visitor.get(`${person}/consent/history`);
  return { ':party': party((await visitor.get(form)).text), ':consent': new RegExp(`/consent/(${KEY})/strike`).exec(history.text)?.[1] };
}

// Somebody around them on either side, and a letter to them.
async function aroundOf(visitor, person) {
  const key = `0193a1b2-c3d4-7e5f-8a9b-${person.slice(-12)}`, form = `${person}/letters/new?about=tried`, letter = await visitor.get(form);
  for (const side of ['family', 'services']) {
    const at = `${person}/circle/${side}/${key}/edit`, page = await visitor.get(at);
    if (page.status === 200) await visitor.send(page, at, { name: `Somebody of ${side}`, relation: 'Daughter' });
  }
  await makeAppointment(visitor, person, key);
  const sent = letter.status === 200 ? await visitor.send(letter, `${person}/letters/new`, { body: 'We tried to reach you.', phone: '01632 960 001', despite: 'yes' }) : null;
  const letterKey = new RegExp(`/letters/(${KEY})`).exec(sent?.headers.location ?? '')?.[1];
  return { ':entry': key, ':letter': letterKey, ...letterKey ? await mailOf(visitor, person, `${person}/letters/${letterKey}`) : {} };
}

// The letter is to go by email, where they have an address and agreed to that.
async function mailOf(visitor, person, letter) {
  for (const [form, fields] of [[`${person}/edit`, { email: 'somebody@home.example' }], [`${person}/consent/decision`, { about: 'channel-email', answer: 'given' }], [letter, {}]]) {
    const page = await visitor.get(form);
    if (page.status === 200) await visitor.send(page, form === letter ? `${letter}/email` : form, fields).catch(() => null);
  }
  return { ':message': new RegExp(`href="/messages/(${KEY})"`).exec((await visitor.get('/messages')).text)?.[1] };
}

// Their plan, where the role may write one.
async function planOf(visitor, person) {
  return (await visitor.get(`${person}/plan/agree`)).status === 200 ? makePlan(visitor, person) : {};
}

// Training and supervision, one's own or a colleague's, and a colleague whom somebody answers for.
async function developmentOf(visitor) {
  const own = (await visitor.get('/my-development')).text, team = (await visitor.get('/team/readiness')).text;
  const members = [...team.matchAll(new RegExp(`href="/team/(${KEY})"`, 'g'))].map((m) => m[1]);
  const answered = new RegExp(`/team/(${KEY})"(?:(?!</tr>)[^])*Under an override`).exec(team.slice(Math.max(0, team.lastIndexOf('<tr', team.indexOf('Under an override')))));
  const member = answered?.[1] ?? members[0], page = member ? (await visitor.get(`/team/${member}`)).text : '';
  const competencies = (await visitor.get(member && page.includes('/competencies') ? `/team/${member}/competencies` : '/my-development/competencies')).text, groups = (await visitor.get('/peer-support')).text;
  const first = (path) => new RegExp(`${path}(${KEY})`).exec(own + page + competencies + groups)?.[1];
  return { ':member': member, ':training': first('/team/training/'), ':override': first('/team/overrides/'), ':supervision': first('/team/supervision/'),
    ':portfolio': first('/team/portfolio/'), ':group': first('/peer-support/'), ':aim': first('/team/goals/') };
}

// What there is to know first about them: another NHS number, where the role may change it.
async function noticeOf(visitor, person) {
  const edit = `${person}/edit`, page = await visitor.get(edit);
  if (page.status === 200) await visitor.send(page, edit, { nhs_number: unusedNumber() });
  return { ':notice': new RegExp(`/notices/(${KEY})`).exec((await visitor.get(`${person}/notices`)).text)?.[1] };
}

// A care home with somebody in it, the first that the role finds.
async function homeOf(visitor) {
  const homes = [...(await visitor.get('/care-homes')).text.matchAll(new RegExp(`href="/care-homes/(${KEY})"`, 'g'))];
  for (const [, home] of homes) {
    const resident = new RegExp(`href="/people/(${KEY})/care-home"`).exec((await visitor.get(`/care-homes/${home}`)).text)?.[1];
    if (!resident) continue;
    return { ':home': home, resident, ':stay': new RegExp(`/care-home/(${KEY})/edit`).exec((await visitor.get(`/people/${resident}/care-home`)).text)?.[1] };
  }
  return homes.length ? { ':home': homes[0][1] } : {};
}

// Somebody with a case, as the role's list has them.
async function caseOf(visitor) {
  const page = await visitor.get('/caseload'), person = new RegExp(`href="(/people/${KEY})/case"`).exec(page.text)?.[1];
  if (!person) return {};
  return { supported: person.slice('/people/'.length), ':case': new RegExp(`/case/(${KEY})/step`).exec((await visitor.get(`${person}/case`)).text)?.[1] };
}

// Somebody in whose support something is missing: the job that looks comes round within seconds.
async function gapOf(visitor) {
  const page = await visitor.get('/gaps?whose=all');
  for (let tries = 0; page.status === 200 && tries < 200; tries++) {
    const found = new RegExp(`href="/people/(${KEY})/gaps/(${KEY})"`).exec((await visitor.get('/gaps?whose=all')).text);
    if (found) return { lacking: found[1], ':gap': found[2] };
    await new Promise((next) => setTimeout(next, 100));
  }
  return {};
}

// What the role finds by itself: addresses for the parameters, from the pages that it can open.
async function objectsOf(visitor) {
  const found = {};
  const page = await visitor.get('/people/find');
  if (page.status === 200) {
    for (const typed of ['smith', 'jones', 'khan', 'patel', 'taylor', 'ali', 'brown', 'singh', 'evans']) {
      const results = (await visitor.send(page, '/people/find', { find: typed })).headers.location;
      found[':search'] = results.split('/').pop();
      found[':person'] = new RegExp(`href="/people/(${KEY})`).exec((await visitor.get(results)).text)?.[1];
      if (found[':person']) break;
    }
    // Somebody with contacts says more than somebody without.
    const busy = new RegExp(`href="/people/(${KEY})`).exec((await visitor.get('/my-day')).text)?.[1];
    if (busy) found[':person'] = busy;
    const timeline = await visitor.get(`/people/${found[':person']}/timeline`);
    const details = `/people/${found[':person']}/edit`, edit = await visitor.get(details);
    if (edit.status === 200) await visitor.send(edit, details, { contact_times: `After ${seen.size} pages` }); // so that there is a change to undo
    Object.assign(found, await consentOf(visitor, `/people/${found[':person']}`), await aroundOf(visitor, `/people/${found[':person']}`),
      await noticeOf(visitor, `/people/${found[':person']}`), await planOf(visitor, `/people/${found[':person']}`));
    found[':contact'] = new RegExp(`/contacts/(${KEY})/strike`).exec(timeline.text)?.[1];
  }
  found[':task'] = new RegExp(`href="/tasks/(${KEY})"`).exec((await visitor.get('/tasks')).text + (await visitor.get('/tasks/team')).text)?.[1];
  found[':referral'] = new RegExp(`href="/referrals/(${KEY})"`).exec((await visitor.get('/referrals')).text)?.[1];
  Object.assign(found, await homeOf(visitor));
  found[':look_up'] = made.lookUp;
  found[':review'] = new RegExp(`/admin/access/(${KEY})`).exec((await visitor.get('/admin/access')).text)?.[1];
  Object.assign(found, await caseOf(visitor), await gapOf(visitor));
  Object.assign(found, await developmentOf(visitor));
  if ((await visitor.get('/admin/imports/new')).status === 200) Object.assign(found, { ':upload': await uploadList(visitor), ':import': (await importList(visitor)).key });
  const tables = await visitor.get('/admin/reference');
  if (tables.status === 200) Object.assign(found, { ':table': await uploadTable(visitor), ':set': new RegExp(`/admin/reference/versions/(${KEY})`).exec(tables.text)?.[1] });
  found[':account'] = linksOf((await visitor.get('/admin/staff')).text).map((l) => new RegExp(`^/admin/staff/(${KEY})(/leaving)?$`).exec(l.href)?.[1]).find(Boolean);
  return found;
}
function addressOf(pattern, found) {
  let complete = true;
  const twice = { ':person': made.twice, ':other': made.other, ':merge': made.merge };
  const special = /\/(same|joined)/.test(pattern) ? twice : pattern === '/people/:person/address' ? { ':person': made.protected }
    : pattern.startsWith('/team/') && found[':member'] ? { ':account': found[':member'] } 
    : pattern.startsWith('/people/:person/case/') && found[':case'] ? { ':person': found.supported }
    : pattern.startsWith('/people/:person/gaps/') && found[':gap'] ? { ':person': found.lacking }
    : pattern.startsWith('/people/:person/care-home') ? { ':person': found.resident } : {};
  const objects = { ...found, ...special };
  const address = pattern.replace(/:\w+/g, (name) => { complete &&= Boolean(objects[name]); return objects[name]; });
  return complete ? address + (QUERIES[pattern] ?? '') : null;
}

// A third of the pages is looked at wholly each day, by turns: axe takes as long as everything else together.
const today = Math.floor(Date.now() / 86_400_000), thorough = process.env.CAIRN_THOROUGH === '1';
const isOfAnotherDay = (path) => !thorough && (ROUTES.findIndex((r) => r.path === path) + today) % 3 !== 0;

async function pageFaults(view, address, html, name, javaScript, light = false) {
  const answer = await view.page.goto(URL + address);
  const faults = answer.status() === 200 ? [] : [`answered ${answer.status()}`];
  faults.push(...await lookAt(view.page, { html, name, javaScript, contrast: true, ...light && { light } }), ...view.faults.splice(0));
  return faults.map((fault) => `${address}: ${fault}`);
}

for (const account of roles)
  test(`the pages of the role ${account.role} have no fault`, async () => {
    const visitor = await signIn(URL, account), objects = await objectsOf(visitor), faults = [];
    const view = await openPage(browser, URL, { visitor });
    for (const { path } of ROUTES.filter((r) => !ELSEWHERE.has(r.path))) {
      const address = addressOf(path, objects);
      const answer = address ? await visitor.get(address) : { status: 0 };
      if (answer.status !== 200) continue;
      // What looks alike for every role is looked at once; the markup of a third of the other roles' pages is read each day.
      if (seen.has(path)) faults.push(...isOfAnotherDay(path) ? [] : (await markupFaults(answer.text)).map((f) => `${address}: ${f}`));
      else faults.push(...await pageFaults(view, address, answer.text, `page${path.replace(/[/:*]+/g, '-')}`, true, isOfAnotherDay(path)));
      seen.add(path);
    }
    await view.context.close();
    visitor.close();
    assert.deepEqual(faults, []);
  });

test('every page was reached by somebody', () =>
  assert.deepEqual(ROUTES.map((r) => r.path).filter((p) => !ELSEWHERE.has(p) && !seen.has(p)), []));

test('the record shows itself without JavaScript, at 1280 and 320 px', async () => {
  const visitor = await signIn(URL, roles.find((a) => a.role === 'care-coordinator')), objects = await objectsOf(visitor);
  const view = await openPage(browser, URL, { visitor, javaScript: false });
  const faults = [];
  for (const path of ['/my-day', '/people/find', '/people/:person', '/people/:person/timeline', '/people/:person/records', '/people/:person/contacts/new', '/people/:person/edit',
    '/people/:person/consent', '/people/:person/consent/decision', '/people/:person/consent/history', '/people/:person/plan', '/people/:person/plan/review'])
    faults.push(...await pageFaults(view, addressOf(path, objects), null, null, false));
  assert.deepEqual(faults, []);
});

test('error pages have no fault', async () => {
  const visitor = await signIn(URL, roles.find((a) => a.role === 'care-coordinator'));
  const view = await openPage(browser, URL, { visitor });
  const faults = [];
  for (const [address, status] of [['/no-such-page', 404], ['/admin/staff', 403], ['/people/0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b', 404]]) {
    const answer = await view.page.goto(URL + address);
    assert.equal(answer.status(), status);
    faults.push(...await lookAt(view.page, { html: await answer.text(), name: `error-${status}`, contrast: true }), ...view.faults.splice(0));
  }
  assert.deepEqual(faults, []);
});
