// What many tests begin with is made once and kept for a few minutes: each takes a copy, which costs milliseconds where
// making it costs seconds. Kept by the program that made it and by the PostgreSQL that it lies on; whoever comes first
// makes it. Nothing of it is older than its sessions may idle.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { folder as postgres } from './postgres.mjs';
import { CAIRN, copyData, removeFolder } from './server.mjs';

const KEPT_MS = 5 * 60_000; // begun before the end of it, used in at most twice as long
const all = path.join(tmpdir(), `cairn-kept-${process.getuid()}`);

function nameOf(what) {
  const { mtimeMs, size, ino } = statSync(CAIRN);
  const of = createHash('sha256').update(JSON.stringify([what, CAIRN, mtimeMs, size, ino, postgres])).digest('hex').slice(0, 16);
  return `${Math.floor(Date.now() / KEPT_MS)}-${of}`;
}

function forgetOld() {
  const oldest = Math.floor(Date.now() / KEPT_MS) - 2;
  for (const name of readdirSync(all)) if (Number.parseInt(name, 10) < oldest) removeFolder(path.join(all, name));
}

// make(data) lays an installation into the folder data and resolves to what else is to be known of it (JSON); nothing
// may use it when it has. Resolves to that, with a copy of the installation in the folder `to`.
export async function keptCopy(what, to, make) {
  const at = path.join(all, nameOf(what)), known = 'known.json';
  mkdirSync(all, { recursive: true, mode: 0o700 });
  if (!existsSync(at)) {
    forgetOld();
    const made = mkdtempSync(path.join(all, `${Number.parseInt(path.basename(at), 10)}-making-`));
    writeFileSync(path.join(made, known), JSON.stringify(await make(path.join(made, 'data'))));
    try {
      renameSync(made, at);
    } catch { // another was faster: theirs is used
      removeFolder(made);
    }
  }
  copyData(path.join(at, 'data'), to);
  return JSON.parse(readFileSync(path.join(at, known), 'utf8'));
}
