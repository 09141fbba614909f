// Who is there for whom, through the outside: leavers and movers, two who change one post, whose hours are added up for
// whom.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { formTo, textOf } from '../support/html.mjs';
import { openNetwork } from '../support/network.mjs';
import { letTakeReferrals, memberKey } from '../support/objects.mjs';
import { removeFolder, temporaryFolder } from '../support/server.mjs';

let folder, network, supervisor, administrator, staff, member, post;
before(async () => {
  folder = temporaryFolder();
  network = await openNetwork(folder);
  [supervisor, administrator] = [network.as('supervisor'), network.as('administrator')];
  staff = await administrator.get('/admin/staff');
  member = `/team/${keyOf('care-coordinator', network.MILL)}`;
  post = `${member}/post`;
});
after(async () => {
  const end = await network?.close();
  removeFolder(folder);
  assert.deepEqual(end, { code: 0, signal: null });
});

const accountOf = (role, practice = null) => network.accounts.find((a) => a.role === role && (!practice || a.practice === practice));
const keyOf = (role, practice) => memberKey(staff, accountOf(role, practice).email);
const optionOf = (page, name, role) => formTo(page.text, post).controls.find((c) => c.name === name).options
  .find((o) => o.text.startsWith(role))?.value;
async function does(what, role) {
  const at = `/admin/staff/${keyOf(role)}`;
  assert.equal((await administrator.send(await administrator.get(at), `${at}/${what}`)).status, 303);
}
const team = async (visitor, show = '') => textOf((await visitor.get(`/team/readiness${show && `?show=${show}`}`)).text);

test('an administrator finds a colleague’s hours from their account, and comes back to it', async () => {
  const account = `/admin/staff/${keyOf('care-coordinator', network.MILL)}`;
  assert.match((await administrator.get(account)).text, new RegExp(`href="${post}"`));
  const page = await administrator.get(post);
  assert.match(page.text, new RegExp(`<a href="${account}">Cancel`));
  const saved = await administrator.send(page, post, { week: '37.5', clinical: optionOf(page, 'clinical', 'clinician'), settings: 'cancer' });
  assert.equal(saved.headers.location, `${account}?done=post`);
  assert.match(textOf((await administrator.get(saved.headers.location)).text), /Hours and people to turn to are saved/);
});

test('the same post sent twice is saved once, and a colleague’s change in between is shown', async () => {
  const first = await supervisor.get(post), second = await administrator.get(post), change = { administration: '4' };
  assert.equal((await supervisor.send(first, post, change)).status, 303);
  assert.equal((await supervisor.send(first, post, change)).status, 303, 'sent twice');
  const met = await administrator.send(second, post, { week: '30' });
  assert.equal(met.status, 409);
  assert.match(textOf(met.text), /A colleague changed this while you had it open.*Reserved for administration.*4 hours/);
  const history = textOf((await supervisor.get(`${post}/history`)).text);
  assert.equal(history.match(/4 hours/g).length, 1, 'one version says it');
});

test('who supervised somebody and moved on counts as nobody, and what they answered for ends', async () => {
  await letTakeReferrals(network, 'health-coach');
  assert.match(await team(supervisor), /health-coach[^]*Under an override/);
  assert.doesNotMatch(textOf((await supervisor.get(member)).text), /Nobody supervises them/);
  await does('roles/end', 'clinician');
  const page = textOf((await supervisor.get(member)).text);
  assert.match(page, /Doesn’t work here any more/);
  assert.match(page, /Nobody supervises them/);
  assert.match(await team(supervisor, 'supervision'), /care-coordinator A99001[^]*Nobody supervises them/);
  await does('disable', 'supervisor');
  assert.doesNotMatch(await team(network.as('pcn-manager')), /Under an override/);
});

test('hours are added up for who sees the whole caseload, and for nobody else', async () => {
  const manager = network.as('pcn-manager'), seen = textOf((await manager.get(member)).text);
  assert.match(textOf((await network.of('care-coordinator', network.MILL).get('/my-development')).text), /Can I take one more\?/);
  assert.match(seen, /Hours a week/);
  assert.doesNotMatch(seen, /Can they take one more\?/);
  assert.match(await team(manager), /Not shown to you/);
});

test('who works in two practices sees cases of one at a time, so no hours are added up', async () => {
  const coordinator = network.of('care-coordinator', network.MILL), at = `/admin/staff/${keyOf('care-coordinator', network.MILL)}`;
  const account = await administrator.get(at), { controls } = formTo(account.text, `${at}/roles`);
  const options = (name) => controls.find((c) => c.name === name).options.filter((o) => o.value);
  const place = options('place').find((o) => !o.text.includes('Mill') && !o.text.includes('PCN')).value;
  const given = await administrator.send(account, `${at}/roles`, { role: options('role').find((o) => o.text === 'Care co-ordinator').value, place });
  assert.equal(given.status, 303);
  assert.doesNotMatch(textOf((await coordinator.get('/my-development')).text), /Can I take one more\?/);
});
