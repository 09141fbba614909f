// Runs every tests/journeys/*.test.mjs, two at a time, each against a server of its own on its own copy of one invented
// network, and prints their TAP as one. A journey finds in its environment:
//   CAIRN_URL        where the server answers        CAIRN_DATA   its data directory
//   CAIRN_ACCOUNTS   JSON list of who can sign in    CAIRN_BIN    the program
//   PICTURES         a folder for screenshots, with CAIRN_PICTURES=1
// A server that died, or would not stop in order, is a failed case. Names on the command line choose journeys.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CAIRN, copyData, makeDemo, removeFolder, startServer, temporaryFolder } from './server.mjs';

const ROOT = path.join(import.meta.dirname, '../..');
const FOLDER = path.join(ROOT, 'tests/journeys');
const PICTURES = process.env.CAIRN_PICTURES === '1' ? path.join(ROOT, 'build-test/pictures') : '';
const DEMO_PEOPLE = 300;
const AT_ONCE = 2; // each waits for its browser or for the disk a good part of the time
// Begun before all others, so that none of them is still under way when nothing else is.
const LONGEST = ['pages', 'first-journey', 'two-people', 'letters'];

function run(file, environment) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--test', '--test-reporter=tap', file],
      { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (part) => { text += part; });
    child.on('close', (code) => resolve({ code, text }));
  });
}

let points = 0;
// One point of the outer TAP, with what happened inside it indented below.
function point(good, name, inside = '') {
  if (inside) process.stdout.write(inside.trimEnd().replace(/^(?=.)/gm, '    ') + '\n');
  console.log(`${good ? 'ok' : 'not ok'} ${++points} - ${name}`);
  if (!good) process.exitCode = 1;
}

async function journey(name, template, work) {
  const data = copyData(template.data, path.join(work, name));
  let server;
  try {
    server = await startServer({ data });
  } catch (error) {
    return point(false, name, `# ${error.message.replace(/\n/g, '\n# ')}`);
  }
  const result = await run(path.join(FOLDER, `${name}.test.mjs`), { CAIRN_URL: server.url, CAIRN_DATA: data, CAIRN_BIN: CAIRN,
    CAIRN_ACCOUNTS: template.accounts, PICTURES });
  const alive = server.running();
  const end = await server.stop();
  point(result.code === 0, name, result.text);
  const log = readFileSync(server.log, 'utf8').slice(-2000).replace(/^/gm, '# ');
  point(alive && end.code === 0, `${name}: the server stayed up and stopped in order`, alive && end.code === 0 ? '' : log);
}

const wanted = process.argv.slice(2);
const found = existsSync(FOLDER) ? readdirSync(FOLDER).filter((f) => f.endsWith('.test.mjs')).sort() : [];
const names = found.map((f) => f.slice(0, -'.test.mjs'.length)).filter((n) => !wanted.length || wanted.includes(n));
const work = temporaryFolder();
if (PICTURES) mkdirSync(PICTURES, { recursive: true });
try {
  if (!names.length) point(false, 'there are journeys to run');
  else {
    const template = await makeDemo(work, { people: DEMO_PEOPLE });
    const waiting = [...LONGEST.filter((n) => names.includes(n)), ...names.filter((n) => !LONGEST.includes(n))];
    const travel = async () => { for (let name; (name = waiting.shift());) await journey(name, template, work); };
    await Promise.all(Array.from({ length: AT_ONCE }, travel));
  }
} catch (error) {
  point(false, 'a network to travel in can be made', `# ${String(error.message).replace(/\n/g, '\n# ')}`);
} finally {
  removeFolder(work);
}
console.log(`1..${points}`);
