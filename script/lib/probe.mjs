// A probe of the machine: how fast does it copy memory, count on one core, and make a write durable? Prints a table
// and writes the same as JSON to the file named on the command line.
import { closeSync, fdatasyncSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const FOR_MS = 1000;

// How often `once` ran in a second.
function rate(once) {
  const start = process.hrtime.bigint();
  let times = 0, passed = 0;
  while (passed < FOR_MS) {
    once();
    times++;
    passed = Number(process.hrtime.bigint() - start) / 1e6;
  }
  return (times * 1000) / passed;
}

function durableWrites(folder) {
  const file = path.join(folder, 'probe.tmp');
  const fd = openSync(file, 'w');
  const page = Buffer.alloc(4096, 1);
  let at = 0;
  const perSecond = rate(() => {
    writeSync(fd, page, 0, page.length, at);
    at += page.length;
    fdatasyncSync(fd);
  });
  closeSync(fd);
  rmSync(file);
  return perSecond;
}

function copyGigabytes() {
  const from = Buffer.alloc(64 << 20, 1), to = Buffer.alloc(64 << 20);
  return (rate(() => from.copy(to)) * from.length) / 1e9;
}

function countMillions() {
  const steps = 1_000_000;
  let x = 1;
  const perSecond = rate(() => {
    for (let i = 0; i < steps; i++) x = (Math.imul(x, 1664525) + 1013904223) | 0;
  });
  return x === 0 ? 0 : (perSecond * steps) / 1e6;
}

const file = process.argv[2];
const model = (/^model name\s*: (.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8')) || [])[1] || os.arch();
const probe = {
  cores: os.cpus().length, processor: model, memory_gb: Math.round(os.totalmem() / 1e8) / 10,
  durable_writes_per_second: Math.round(durableWrites(path.dirname(file))),
  memory_copy_gb_per_second: Math.round(copyGigabytes() * 10) / 10,
  one_core_million_steps_per_second: Math.round(countMillions()),
};
for (const [name, value] of Object.entries(probe)) console.log(`${name.replaceAll('_', ' ').padEnd(36)} ${value}`);
writeFileSync(file, JSON.stringify(probe, null, 2) + '\n');
