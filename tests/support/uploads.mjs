// Lists of people that a data manager uploads: made, sent, checked, approved.
import assert from 'node:assert/strict';
import { problemsOf, textOf } from './html.mjs';
import { nhsNumber } from './people.mjs';

export const HEADING = 'NHS Number,Family Name,Given Names,Date of Birth,Number and Street,Postcode,Organisation Code,Frailty Code,Frailty Term,Frailty Date';
export const list = (...rows) => [HEADING, ...rows, ''].join('\r\n');
export const row = (nhs, family, { born = '1/2/1950', practice = 'A99001', street = '1 Lane', code = '' } = {}) =>
  `${nhs},${family},Ann,${born},${street},LS1 1AA,${practice},${code},${code && 'Hypertension'},${code && '3/4/2020'}`;
// Numbers that have a check digit, in their order.
const NUMBERS = [...Array(40).keys()].flatMap((n) => { try { return [nhsNumber(`9998000${String(n).padStart(2, '0')}`)]; } catch { return []; } });
export const number = (n) => NUMBERS[Number(n)];

// The page once nothing is under way any more: { at, text, page }.
export async function settle(who, at) {
  for (let tries = 0; tries < 200; tries++) {
    const page = await who.get(at);
    const text = textOf(page.text).replace(/ How many (\d+) What becomes of them/g, ' $1');
    if (!text.includes('Look again')) return { at, text, page };
    await new Promise((next) => setTimeout(next, 25));
  }
  throw new Error(`${at} does not come to an end`);
}
export async function upload(who, bytes, { source = 'EMIS', name = 'list.csv', practice } = {}) {
  const sent = await who.sendFile(await who.get('/admin/imports/new'), '/admin/imports/new', { source, ...practice && { practice } }, { name, bytes });
  assert.equal(sent.status, 303, problemsOf(sent.text).join());
  return settle(who, sent.headers.location);
}
export async function approve(who, uploaded) {
  const sent = await who.send(uploaded.page, `${uploaded.at}/approve`);
  assert.equal(sent.status, 303);
  return settle(who, uploaded.at);
}
// What an approved upload came to: the address of its page.
export const cameTo = (approved) => /href="(\/admin\/imports\/done\/[0-9a-f-]{36})"/.exec(approved.page.text)?.[1];
export async function takeBack(who, at) {
  const sent = await who.send(await who.get(at), `${at}/take-back`);
  assert.equal(sent.status, 303);
  return settle(who, at);
}
