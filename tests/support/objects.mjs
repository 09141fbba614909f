// Real objects for the routes' parameters, in a network of tests/support/network.mjs: a person, a search of one's own,
// a contact, a task that is one's own, a colleague's account, a one-time link, a file. A parameter that nobody gave an
// object has none: address() is null, and the test that asked fails.
import { randomBytes } from 'node:crypto';
import { signIn } from './visitor.mjs';
import { CODES, readTable } from './tables.mjs';
import { addHome, addPerson, moveIn, recordContact, unusedNumber, writeLetter } from './network.mjs';

export const UNKNOWN = '0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b';
const KEY = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const keyIn = (text, before, after = '') => new RegExp(`${before}(${KEY})${after}`).exec(text)?.[1] ?? null;

// The section of a plan that says how it was made.
const MADE = '00000000-0000-7000-8000-000000000005';

// A whole plan: a need, a goal with a step, agreed, and a copy of it.
export async function makePlan(visitor, person) {
  const key = () => `0193a1b2-c3d4-7e5f-8a9b-${randomBytes(6).toString('hex')}`, at = `${person}/plan`;
  const save = async (page, fields) => visitor.send(await visitor.get(page), page, fields);
  const [need, goal, step] = [key(), key(), key()], own = need.slice(-4); // of several, each has words of its own
  await save(`${person}/about/edit`, { most_important: 'To read my letters' });
  await save(`${at}/sections/${MADE}/edit`, { took_part: 'Both', centre: 'She chose', talked: 'Reading', outcomes: 'Agreed', shared: 'She has it' });
  await save(`${at}/needs/${need}/edit`, { words: `I cannot read small print ${own}` });
  await save(`${at}/goals/${goal}/edit`, { words: `Read my own post ${own}` });
  await save(`${at}/steps/${goal}/${step}/edit`, { what: `Ring the eye clinic ${own}` });
  await save(`${at}/agree`, { answer: 'agreed', decider: 'person', how: 'said' });
  const copied = await save(`${at}/copy`, { to: 'hand', format: 'standard' });
  const version = keyIn((await visitor.get(`${at}/versions`)).text, '/plan/versions/');
  return { ':section': MADE, ':need': need, ':goal': goal, ':step': step, ':version': version, ':copy': keyIn(copied.headers.location, '/plan/copies/') };
}

// An appointment in four weeks under a key, with something prepared, where the visitor may write one.
export async function makeAppointment(visitor, person, key, fields = {}) {
  const at = `${person}/appointments`, form = `${at}/booking/${key}/edit`, page = await visitor.get(form), day = new Date(Date.now() + 28 * 86_400_000);
  if (page.status !== 200) return;
  await visitor.send(page, form, { with: 'Dr Matrix', 'day[day]': `${day.getUTCDate()}`, 'day[month]': `${day.getUTCMonth() + 1}`, 'day[year]': `${day.getUTCFullYear()}`, ...fields });
  const prepare = `${at}/preparing/${key}/edit`;
  await visitor.send(await visitor.get(prepare), prepare, { questions: 'Will it hurt?' });
}

export const REFERRAL = { source: 'gp', reasons: 'lonely', words: 'A word about it', urgency: 'soon', agreed: 'yes' };

// A link for a care home: { token, code }, as the page shows them once.
export async function partnerLink(visitor, partner = 'Lime Lodge') {
  const made = await visitor.send(await visitor.get('/referrals/links'), '/referrals/links', { partner, source: 'care_home' });
  return { token: /\/refer\/([\w-]{43})/.exec(made.text)?.[1], code: /Code <b[^>]*>(\d{8})</.exec(made.text)?.[1] };
}

// A list that a data manager uploads, checked; resolves to its key.
export async function uploadList(visitor, name = 'Uploaded') {
  const bytes = `NHS Number,Family Name,Given Names,Date of Birth,Organisation Code\n${unusedNumber()},${name},Una,4/3/1943,A99001\n`;
  const sent = await visitor.sendFile(await visitor.get('/admin/imports/new'), '/admin/imports/new', { source: 'A system' }, { name: 'list.csv', bytes });
  for (let tries = 0; tries < 400 && (await visitor.get(sent.headers.location)).text.includes('Look again'); tries++)
    await new Promise((next) => setTimeout(next, 25));
  return keyIn(sent.headers.location, '/admin/imports/');
}

// A published table that an administrator uploads, with something in it that can't be taken; of several networks nobody does.
export async function uploadTable(visitor) {
  const form = await visitor.get('/admin/reference/new');
  if (form.status !== 200) return UNKNOWN;
  const { at } = await readTable(visitor, `${CODES}12,Not a code\n`, { name: 'Uploaded.csv' });
  return keyIn(at, '/admin/reference/uploads/');
}

// Such a list, imported: the key of what it came to, and of whom it added.
export async function importList(visitor) {
  const at = `/admin/imports/${await uploadList(visitor, 'Ingleborough')}`;
  await visitor.send(await visitor.get(at), `${at}/approve`);
  for (let tries = 0; tries < 400; tries++) {
    const page = (await visitor.get(at)).text;
    if (!page.includes('Look again'))
      return { key: keyIn(page, '/admin/imports/done/'), person: keyIn((await visitor.get(`${at}/rows`)).text, '/people/', '/details') };
    await new Promise((next) => setTimeout(next, 25));
  }
  throw new Error('the list is not imported');
}

// A letter of theirs that goes by email: nothing sends here, so it is left to copy.
async function mailed(visitor, person, letter) {
  const form = `${person}/consent/decision`, at = `${person}/letters/${letter}`;
  await visitor.send(await visitor.get(form), form, { about: 'channel-email', answer: 'given' });
  await visitor.send(await visitor.get(at), `${at}/email`);
  return keyIn((await visitor.get('/messages')).text, '/messages/');
}

export async function makeObjects(network) {
  const coordinator = network.of('care-coordinator', network.MILL);
  const person = await addPerson(coordinator, { given_names: 'Matilda', family_name: 'Matrix', email: 'matilda@home.example' });
  await recordContact(coordinator, person, { note: 'A first word', next: 'week' });
  const timeline = (await coordinator.get(`${person}/timeline`)).text;
  const contact = keyIn(timeline, '/contacts/', '/strike');
  const letter = keyIn((await writeLetter(coordinator, person)).headers.location, '/letters/');
  const { consent, party } = await decided(coordinator, person);
  const message = await mailed(coordinator, person, letter);
  const notice = await noticed(coordinator, person);
  const administrator = network.as('administrator');
  const made = await administrator.send(await administrator.get('/admin/staff/new'), '/admin/staff/new', await newcomer(administrator, `nell.newcomer.${network.MILL}@example.nhs.uk`.toLowerCase()));
  const other = await addPerson(coordinator, { given_names: 'Matilda', family_name: 'Matriks', postcode: 'LS8 4QT' });
  const away = await addPerson(coordinator, { given_names: 'Mathilda', family_name: 'Matrix' });
  const merge = await joined(network.as('data-manager'), person, away);
  const { home, issue, stay } = await housed(coordinator, person);
  const asset = /(?:href|src)="(\/assets\/[^"]+)"/.exec((await coordinator.get('/people/find')).text)[1];
  const own = new Map();

  async function once(kind, role, make) {
    const name = `${kind} ${role}`;
    if (!own.has(name)) own.set(name, await make(network.as(role), role));
    return own.get(name);
  }
  const search = async (visitor) => {
    const page = await visitor.get('/people/find');
    const answer = page.status === 200 ? await visitor.send(page, '/people/find', { find: 'Matrix' }) : null;
    return keyIn(answer?.headers.location ?? '', '/people/results/') ?? (await once('search', 'care-coordinator', search));
  };
  // Who records contacts owns the tasks that they make; the form of the next contact lists them.
  const task = async (visitor) => {
    const form = await visitor.get(`${person}/contacts/new`);
    if (form.status !== 200) return once('task', 'care-coordinator', task);
    await visitor.send(form, `${person}/contacts/new`, { next: 'tomorrow', next_title: 'Do what was promised' });
    const tasks = [...(await visitor.get(`${person}/contacts/new`)).text.matchAll(new RegExp(`name="finishes"[^>]*value="(${KEY})"`, 'g'))];
    return tasks[0]?.[1] ?? null;
  };
  // What follows /calendar/ in the address that somebody was given.
  const feed = async (visitor) => {
    const made = await visitor.send(await visitor.get('/my-day/calendar'), '/my-day/calendar');
    return /\/calendar\/([\w-]+\.ics)/.exec(made.text)?.[1] ?? null;
  };
  // Somebody around the person: of one key on either side.
  const entry = async (visitor) => {
    const key = `0193a1b2-c3d4-7e5f-8a9b-${randomBytes(6).toString('hex')}`;
    for (const side of ['family', 'services']) {
      const at = `${person}/circle/${side}/${key}/edit`;
      await visitor.send(await visitor.get(at), at, { name: 'Sara Matrix', relation: 'Daughter' });
    }
    await makeAppointment(coordinator, person, key);
    return key;
  };
  const planned = () => once('plan', 'care-coordinator', (visitor) => makePlan(visitor, person));
  // Somebody of the other practice, whom only a claim opens; a role that may not claim is shown another's.
  const neighbour = async () => (own.get('neighbour') ?? own.set('neighbour', await farPerson(network)).get('neighbour'));
  const lookUp = async (visitor) => {
    const page = await visitor.get('/people/look-up'), { fields } = await neighbour();
    const answer = page.status === 200 ? await visitor.send(page, '/people/look-up', fields) : null;
    return keyIn(answer?.headers.location ?? '', '/people/look-up/') ?? (await once('look-up', 'care-coordinator', lookUp));
  };
  const relation = async (visitor, role) => {
    const found = await lookUp(visitor), form = await visitor.get(`/people/look-up/${found}`);
    if (form.status === 200 && form.text.includes('name="reason"'))
      await visitor.send(form, `/people/look-up/${found}`, { reason: 'here', hours: '1' });
    const mine = await visitor.get('/my-people');
    return keyIn(mine.text, '/my-people/', '/end') ?? (role === 'care-coordinator' ? null : once('relation', 'care-coordinator', relation));
  };
  const review = async () => {
    await once('relation', 'care-coordinator', relation);
    return keyIn((await network.as('governance-lead').get('/admin/access')).text, '/admin/access/');
  };
  // A referral that its own practice sees; one link for each who tries it, since a wrong code stops it after a while.
  const referral = async () => {
    await coordinator.send(await coordinator.get(`${person}/refer`), `${person}/refer`, REFERRAL);
    return keyIn((await coordinator.get('/referrals/sent')).text, '/referrals/');
  };
  // After a night nobody is signed in who could make one: then the spare one.
  const spare = (await partnerLink(coordinator)).token;
  const linked = async () => {
    const page = await network.as('supervisor').get('/referrals/links');
    return page.status === 200 ? (await partnerLink(network.as('supervisor'))).token : spare;
  };
  const partner = async () => {
    await partnerLink(coordinator);
    return keyIn((await coordinator.get('/referrals/links')).text, '/referrals/links/', '/end');
  };
  // Of the co-ordinator, whom the supervisor looks after: training that waits, an override, supervision and what was agreed.
  const colleague = async () => memberKey(await administrator.get('/admin/staff'), coordinatorEmail(network));
  const training = async () => {
    const form = '/my-development/training/new';
    await coordinator.send(await coordinator.get(form), form, TRAINING);
    return [...(await coordinator.get('/my-development')).text.matchAll(new RegExp(`/team/training/(${KEY})`, 'g'))][0]?.[1] ?? null;
  };
  const supervised = async () => {
    const supervisor = network.as('supervisor'), form = `/team/${await once('colleague', 'supervisor', colleague)}/supervision/new`;
    await supervisor.send(await supervisor.get(form), form, SUPERVISION);
    const page = (await coordinator.get('/my-development')).text;
    return { session: keyIn(page, '/team/supervision/'), action: keyIn(page, '/my-development/actions/', '/done') };
  };
  const override = async () => {
    const supervisor = network.as('supervisor'), member = `/team/${await once('colleague', 'supervisor', colleague)}`;
    const form = await supervisor.get(`${member}/override`);
    await supervisor.send(form, `${member}/override`, { what: 'care-coordinator:general', reason: 'Covers for a colleague' });
    return keyIn((await supervisor.get(member)).text, '/team/overrides/');
  };
  // With the link worker, so that the co-ordinator isn't ready for anything yet.
  const carecase = async () => {
    const at = `${person}/case`, form = await coordinator.get(at);
    const to = /<option value="([^"]*\.link-worker)"/.exec(form.text)?.[1];
    await letTakeReferrals(network, 'link-worker').catch(() => {}); // somebody answers for them already
    await coordinator.send(form, at, { to });
    return keyIn((await coordinator.get(at)).text, '/case/', '/step');
  };
  const portfolio = async () => {
    const form = '/my-development/portfolio/new';
    await coordinator.send(await coordinator.get(form), form, PORTFOLIO);
    return keyIn((await coordinator.get('/my-development/competencies')).text, '/team/portfolio/');
  };
  const goal = async () => {
    const form = '/my-development/plan/new';
    await coordinator.send(await coordinator.get(form), form, GOAL);
    return keyIn((await coordinator.get('/my-development/competencies')).text, '/team/goals/');
  };
  const wellbeing = async () => {
    const page = '/my-development/wellbeing';
    await coordinator.send(await coordinator.get(page), page, { how: 'well' });
    return keyIn((await coordinator.get(page)).text, `${page}/`);
  };
  const group = async () => {
    await coordinator.send(await coordinator.get('/peer-support/new'), '/peer-support/new', PEERS);
    return keyIn((await coordinator.get('/peer-support')).text, '/peer-support/');
  };
  const imported = () => once('import', 'data-manager', importList);
  // The co-ordinator's own, covered by one of another practice; there is one at a time, and each is ended once.
  const cover = async () => {
    const page = await coordinator.get('/caseload/cover'), there = keyIn(page.text, '/caseload/cover/', '/end');
    if (there) return there;
    const self = memberKey(await network.as('administrator').get('/admin/staff'), network.accounts.find((a) => a.role === 'care-coordinator').email);
    const to = [...page.text.matchAll(/<option value="([^"]*)\.care-coordinator"/g)].map(([, key]) => key).find((key) => key !== self);
    const supervisor = network.as('supervisor'), override = `/team/${to}/override`, may = await supervisor.get(override);
    if (may.text.includes('name="what"')) await supervisor.send(may, override, { what: 'care-coordinator:general', reason: 'Covers for a colleague' });
    const today = new Date(), day = (name) => ({ [`${name}[day]`]: `${today.getDate()}`, [`${name}[month]`]: `${today.getMonth() + 1}`, [`${name}[year]`]: `${today.getFullYear()}` });
    await coordinator.send(page, '/caseload/cover', { to: `${to}.care-coordinator`, ...day('from_on'), ...day('until_on') });
    return keyIn((await coordinator.get('/caseload/cover')).text, '/caseload/cover/', '/end');
  };
  // What waits for the co-ordinator's practice, in a file; each is taken back once.
  const gpFile = async () => {
    const given = async () => keyIn((await coordinator.get('/gp-record?view=given')).text, '/gp-record/files/', '/take-back');
    const there = await given();
    if (there) return there;
    await coordinator.send(await coordinator.get(`${person}/contacts/new`), `${person}/contacts/new`, { outcome: 'visit' });
    await coordinator.send(await coordinator.get('/gp-record'), '/gp-record/file');
    return given();
  };
  // Two who care for somebody with a case, whom nobody asked what they need: the job that looks comes by every few seconds.
  const gapsOf = async () => {
    await once('case', 'care-coordinator', carecase);
    for (const name of ['Carla', 'Carlo']) {
      const at = `${person}/circle/family/0193a1b2-c3d4-7e5f-8a9b-${randomBytes(6).toString('hex')}/edit`;
      await coordinator.send(await coordinator.get(at), at, { name, cares: 'yes' });
    }
    const keys = async () => [...(await coordinator.get(`${person}/gaps`)).text.matchAll(new RegExp(`/gaps/(${KEY})"`, 'g'))].map(([, key]) => key);
    let found = [];
    for (let tries = 0; tries < 400 && found.length < 2; tries++) {
      found = await keys();
      if (found.length < 2) await new Promise((next) => setTimeout(next, 50));
    }
    const at = `${person}/gaps/${found[1]}`;
    await coordinator.send(await coordinator.get(at), at, { why: 'Asked last week' });
    return { gap: found[0], dismissal: keyIn((await coordinator.get(`${person}/gaps`)).text, '/gaps/', '/undo') };
  };
  const PARAMETERS = {
    ':gap': async () => (await once('gaps', 'care-coordinator', gapsOf)).gap,
    ':dismissal': async () => (await once('gaps', 'care-coordinator', gapsOf)).dismissal,
    ':cover': cover,
    ':file': gpFile,
    ':case': () => once('case', 'care-coordinator', carecase),
    ':referral': () => once('referral', 'care-coordinator', referral),
    ':partner': () => once('partner', 'care-coordinator', partner),
    ':person': () => person.slice('/people/'.length),
    ':search': (role) => once('search', role, search),
    ':contact': () => contact,
    ':entry': () => once('entry', 'care-coordinator', entry),
    ':letter': () => letter,
    ':message': () => message,
    ':section': () => MADE,
    ':need': async () => (await planned())[':need'],
    ':goal': async () => (await planned())[':goal'],
    ':step': async () => (await planned())[':step'],
    ':version': async () => (await planned())[':version'],
    ':copy': async () => (await planned())[':copy'],
    ':other': () => other.slice('/people/'.length),
    ':merge': () => merge,
    ':table': () => once('table', 'administrator', uploadTable),
    ':set': async () => keyIn((await administrator.get('/admin/reference')).text, '/admin/reference/versions/'),
    ':upload': () => once('upload', 'data-manager', uploadList),
    ':import': async () => (await imported()).key,
    ':home': () => home,
    ':issue': () => issue,
    ':stay': () => stay,
    ':consent': () => consent,
    ':notice': () => notice,
    ':party': () => party,
    ':task': (role) => once('task', role, task),
    ':account': (role, pattern) => (pattern.startsWith('/team/') ? once('colleague', 'supervisor', colleague) : keyIn(made.text, '/admin/staff/')),
    ':training': (role, pattern) => once(`training ${pattern}`, 'care-coordinator', training),
    ':portfolio': (role, pattern) => once(`portfolio ${pattern}`, 'care-coordinator', portfolio),
    ':aim': (role, pattern) => once(`goal ${pattern}`, 'care-coordinator', goal),
    ':wellbeing': (role, pattern) => once(`wellbeing ${role} ${pattern}`, 'care-coordinator', wellbeing),
    ':group': () => once('group', 'care-coordinator', group),
    ':override': () => once('override', 'supervisor', override),
    ':supervision': async () => (await once('supervision', 'supervisor', supervised)).session,
    ':action': async () => (await once('supervision', 'supervisor', supervised)).action,
    ':link': () => keyIn(made.text, '/welcome/'),
    ':look_up': (role) => once('look-up', role, lookUp),
    ':relation': (role) => once('relation', role, relation),
    ':review': () => once('review', 'care-coordinator', review),
    '*': async (role, pattern) => (pattern === '/refer/*' ? await linked()
      : pattern === '/assets/*' ? asset.slice('/assets/'.length)
      : pattern === '/calendar/*' ? once('feed', 'care-coordinator', feed) : null),
  };

  async function address(pattern, role) {
    const parts = [];
    for (const part of pattern.split('/')) {
      if (part !== '*' && !part.startsWith(':')) parts.push(part);
      else {
        const value = await PARAMETERS[part]?.(role, pattern);
        if (!value) return null;
        parts.push(value);
      }
    }
    return parts.join('/');
  }

  // A person of the other practice, and somebody of this one who must not see them.
  let far;
  async function elsewhere() {
    if (!far) {
      const account = network.accounts.find((a) => a.role === 'care-coordinator' && a.practice === network.QUAY);
      const other = await addPerson(account.visitor, { given_names: 'Fern', family_name: 'Faraway' });
      const here = async (role) => {
        const mine = network.accounts.find((a) => a.role === role && a.practice === network.MILL);
        return (await mine.visitor.get('/people/find')).status === 200 ? mine.visitor
          : signIn(network.server.url, mine, { at: Date.now() + 30_000 });
      };
      far = { person: other, visitor: await here('care-coordinator'), clinician: await here('clinician') };
    }
    return far;
  }
  const member = async () => ({ training: `/team/training/${await training()}`, supervision: `/team/supervision/${(await supervised()).session}`,
    portfolio: `/team/portfolio/${await portfolio()}`, group: `/peer-support/${await group()}`, goal: `/team/goals/${await goal()}` });
  return { other, away, address, elsewhere, imported, person, member, neighbour: async () => (await neighbour()).person };
}

export const TRAINING = { course: 'planning', 'done_on[day]': '3', 'done_on[month]': '3', 'done_on[year]': '2024', evidence: 'Certificate 4711' };
export const PORTFOLIO = { kind: 'example', competency: 'needs', words: 'The bus was the reason' };
export const GOAL = { what: 'Lead a meeting', how: 'With a colleague first', 'by_on[day]': '3', 'by_on[month]': '3', 'by_on[year]': '2031' };
export const PEERS = { name: 'Care homes', about: 'Who works there', meets: 'Tuesdays, 1pm' };
const SUPERVISION = { kind: 'day_to_day', minutes: '60', agenda: 'Who is hard to reach', action1_title: 'Write the list down',
  'action1_due[day]': '3', 'action1_due[month]': '3', 'action1_due[year]': '2031' };
export const coordinatorEmail = (network) => `care-coordinator.${network.MILL}@example.nhs.uk`.toLowerCase();
// Whose address stands in a row of the list of staff.
export function memberKey(page, email) {
  const at = page.text.lastIndexOf('href="/admin/staff/', page.text.indexOf(email));
  return keyIn(page.text.slice(at), '/admin/staff/');
}

// The supervisor answers for it that somebody of each role takes referrals without their training.
export async function letTakeReferrals(network, ...roles) {
  const supervisor = network.as('supervisor'), staff = await network.as('administrator').get('/admin/staff');
  for (const role of roles) {
    const at = `/team/${memberKey(staff, network.accounts.find((a) => a.role === role).email)}/override`;
    const saved = await supervisor.send(await supervisor.get(at), at, { what: `${role}:general`, reason: 'Covers for a colleague' });
    if (saved.status !== 303) throw new Error(`${role}: ${saved.status}`);
  }
}

export async function endAnswer(network, role) {
  const supervisor = network.as('supervisor'), staff = await network.as('administrator').get('/admin/staff');
  const page = await supervisor.get(`/team/${memberKey(staff, network.accounts.find((a) => a.role === role).email)}`);
  const at = `/team/overrides/${keyIn(page.text, '/team/overrides/')}`;
  const ended = await supervisor.send(await supervisor.get(at), `${at}/end`);
  if (ended.status !== 303) throw new Error(`${role}: ${ended.status}`);
}

// Another NHS number is news to whoever works with them.
async function noticed(coordinator, person) {
  const edit = `${person}/edit`;
  await coordinator.send(await coordinator.get(edit), edit, { nhs_number: unusedNumber() });
  return keyIn((await coordinator.get(`${person}/notices`)).text, '/notices/');
}

// Somebody who may be told what is planned; and a decision of the person's own.
// Joins the second record to the first; resolves to the key of that.
async function joined(visitor, person, other) {
  const at = `${person}/same${other.slice('/people'.length)}`;
  await visitor.send(await visitor.get(at), at, { sure: 'yes' });
  return keyIn((await visitor.get(`${person}/joined`)).text, '/joined/', '/undo');
}

// A care home with something in its way, and the stay of somebody who lives there.
async function housed(coordinator, person) {
  const { home, stay } = await moveIn(coordinator, person, await addHome(coordinator, { postcode: 'LS8 4QT' }));
  const page = await coordinator.get(home);
  await coordinator.send(page, `${home}/issues`, { words: 'One login has expired' });
  return { home: home.slice('/care-homes/'.length), stay, issue: keyIn((await coordinator.get(home)).text, '/issues/', '/settled') };
}

async function decided(coordinator, person) {
  const form = `${person}/consent/decision`, page = await coordinator.get(form);
  await coordinator.send(page, form, { about: 'new', party_name: 'Leila Listed', party_kind: 'carer', answer: 'given', 'kinds[planned]': 'yes' });
  const party = keyIn((await coordinator.get(form)).text, 'value="party-');
  return { party, consent: keyIn((await coordinator.get(`${person}/consent/history`)).text, '/consent/', '/strike') };
}

async function farPerson(network) {
  const fields = { nhs_number: unusedNumber(), 'born[day]': '4', 'born[month]': '3', 'born[year]': '1943' };
  return { fields, person: await addPerson(network.of('care-coordinator', network.QUAY), { given_names: 'Nora', family_name: 'Neighbour', ...fields }) };
}

// The fields of a new colleague: the first role and the first place that are offered.
async function newcomer(administrator, email) {
  const page = (await administrator.get('/admin/staff/new')).text;
  const first = (name) => new RegExp(`<select[^>]*name="${name}"[\\s\\S]*?<option value="([^"]+)"`).exec(page)?.[1];
  return { name: 'Nell Newcomer', email, role: first('role'), place: first('place') };
}
