// What the tests of backups share: a small network with its pair of keys, and the commands.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cairn, makeDemo } from '../support/server.mjs';

export async function must(...args) {
  const done = await cairn(...args);
  if (done.code !== 0) throw new Error(`cairn ${args.join(' ')}: ${done.code} ${done.stdout}${done.stderr}`);
  return done.stdout;
}

// An invented network in folder/data with its private key in folder/private.key.
export async function networkWithKey(folder, { people = 60, seed = 1 } = {}) {
  const { data } = await makeDemo(folder, { people, seed });
  const key = path.join(folder, 'private.key');
  await must('backup-key', '--data', data, '--private', key);
  return { data, key };
}

export const backUp = (data, file) => must('backup', '--data', data, '--json', file).then(JSON.parse);
export const restore = (file, key, to, ...more) => cairn('restore', file, '--key', key, '--data', to, ...more);

// Nothing with the name asked for, and nothing left of the way there.
export const leftOf = (to) => readdirSync(path.dirname(to)).filter((name) => name.startsWith(path.basename(to)));
export const isThere = existsSync;

// The parts of a sealed file, as src/platform/backup/sealed_file.h draws them: [name, from, to].
export function partsOf(file) {
  const bytes = readFileSync(file), parts = [['magic', 0, 15]];
  const headerBytes = bytes.readUInt32LE(15);
  let at = 19 + headerBytes;
  parts.push(['header length', 15, 19], ['header', 19, at], ['sealed key', at, at + 80], ['stream header', at + 80, at + 104]);
  at += 104;
  for (let n = 1, last = false; !last; n++) {
    const length = bytes.readUInt32LE(at);
    last = length >= 0x80000000;
    const end = at + 4 + (length & 0x7fffffff);
    parts.push([`length of chunk ${n}`, at, at + 4], [`chunk ${n}`, at + 4, end]);
    at = end;
  }
  parts.push(['signature', at, at + 64]);
  if (at + 64 !== bytes.length) throw new Error('the file is longer than its parts');
  return parts;
}

export function flipped(file, to, byte, bit = 0) {
  const bytes = readFileSync(file);
  bytes[byte] ^= 1 << bit;
  writeFileSync(to, bytes);
  return to;
}
