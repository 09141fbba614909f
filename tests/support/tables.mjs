// Published tables that somebody loads by page: sent, read, approved.
import assert from 'node:assert/strict';
import { problemsOf } from './html.mjs';
import { settle } from './uploads.mjs';

export const CODES = 'code,term\n224484003,Patient themselves providing care\n407542009,Informal caregiver\n';

export async function sendTable(who, bytes, { name = 'carers.csv', ...fields } = {}) {
  return who.sendFile(await who.get('/admin/reference/new'), '/admin/reference/new', fields, { name, bytes });
}
// Its page once it is read: { at, text, page }.
export async function readTable(who, bytes, how) {
  const sent = await sendTable(who, bytes, how);
  assert.equal(sent.status, 303, problemsOf(sent.text).join());
  return settle(who, sent.headers.location);
}
export async function loadTable(who, read) {
  const sent = await who.send(await who.get(read.at), `${read.at}/approve`);
  assert.equal(sent.status, 303);
  return settle(who, read.at);
}
// The address of the version of a list that a row of the page names.
export async function versionOf(who, list, version) {
  const page = (await who.get('/admin/reference')).text;
  return new RegExp(`href="(/admin/reference/versions/[0-9a-f-]{36})">${list}<span[^>]*>, version ${version.replace(/[()]/g, '\\$&')}<`).exec(page)?.[1];
}
