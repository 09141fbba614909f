// The processes of a running Cairn, as /proc shows them.
import { readdirSync, readFileSync } from 'node:fs';

export function childrenOf(pid) {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
}

// The lines of a process's status, or of one of its threads: { Seccomp: '2', ... }.
export function statusOf(pid, thread = pid) {
  const lines = readFileSync(`/proc/${pid}/task/${thread}/status`, 'utf8').trim().split('\n');
  return Object.fromEntries(lines.map((line) => line.split(/:\s+/)));
}
export const threadsOf = (pid) => readdirSync(`/proc/${pid}/task`).map(Number);
