// Reads matrix.csv, and says in its words what an answer is.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROLES } from '../support/network.mjs';

const [HEAD, ...LINES] = readFileSync(path.join(import.meta.dirname, 'matrix.csv'), 'utf8').trimEnd().split('\n').map((l) => l.split(','));
export const VISITORS = ['anonymous', ...ROLES];
export const STATES = ['no second factor', 'disabled', 'idle', 'expired', 'another practice', 'another network'];
export const COLUMNS = HEAD.slice(3);

// Showing the screen and signing out keep the session from other rows, so they are last.
const LAST = ['POST /people/:person/screen', 'POST /screen/end', 'POST /sign-out'];
const rank = (row) => LAST.indexOf(`${row.method} ${row.where}`);
// { method, where, what, cells: { [column]: word } }
export const ROWS = LINES.map(([method, where, what, ...cells]) =>
  ({ method, where, what, cells: Object.fromEntries(COLUMNS.map((name, i) => [name, cells[i] ?? ''])) })).sort((a, b) => rank(a) - rank(b));

export function outcome(answer, asked) {
  const to = answer.headers.location ?? '';
  if (answer.status === 403) return 'no';
  if (answer.status === 404) return 'not theirs';
  if (answer.status === 303 && to.startsWith('/sign-in/again') && asked !== '/sign-in') return 'again';
  if (answer.status === 303 && /^\/sign-in\/(code|set-up)/.test(to) && !/^\/sign-in(\/(code|set-up|again))?$/.test(asked)) return 'code';
  if (answer.status === 303 && /^\/sign-in(\?|$)/.test(to) && !to.includes('done=out')) return 'sign in';
  if (answer.status === 303 && /^\/sign-in\//.test(asked) && !asked.includes('recovery')) return 'goes on';
  if ([200, 303, 409, 422].includes(answer.status)) return 'yes';
  return `status ${answer.status}`;
}
