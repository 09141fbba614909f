// A server in which the nth call of a kind fails, while it runs: tests/faults/fail.c, preloaded, or the hook that a
// development build has in its database driver. Test and server map the same small file of countdowns.
//
//   const faults = new Faults(data);                 builds and places what is preloaded
//   server = await startServer({ data, env: faults.env });
//   faults.arm('allocate', 17);                      the 17th from now on fails, once
//   faults.left('allocate')                          how many would still have to come: 0 once it has failed
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';

const KINDS = ['allocate', 'write', 'flush', 'database', 'clock'], NUMBERS = 4, BYTES = 8;
export const EIO = 5, ENOMEM = 12, ENOSPC = 28, EROFS = 30;

export class Faults {
  constructor(data, { preload = true } = {}) {
    const control = path.join(data, 'fail.control'), shim = path.join(data, 'fail.so');
    writeFileSync(control, Buffer.alloc(KINDS.length * NUMBERS * BYTES));
    this.file = openSync(control, 'r+');
    this.env = { CAIRN_FAIL: control };
    if (!preload) return;
    const source = path.join(import.meta.dirname, '../faults/fail.c');
    execFileSync(process.env.CC_FOR_TESTS || 'cc', ['-shared', '-fPIC', '-O1', '-o', shim, source]);
    this.env.LD_PRELOAD = shim;
  }

  at(kind, number) { return (KINDS.indexOf(kind) * NUMBERS + number) * BYTES; }

  write(kind, number, value) {
    const bytes = Buffer.alloc(BYTES);
    bytes.writeBigInt64LE(BigInt(value));
    writeSync(this.file, bytes, 0, BYTES, this.at(kind, number));
  }

  read(kind, number) {
    const bytes = Buffer.alloc(BYTES);
    readSync(this.file, bytes, 0, BYTES, this.at(kind, number));
    return Number(bytes.readBigInt64LE());
  }

  // The nth from now fails, and the many - 1 after it.
  arm(kind, n, { error = kind === 'allocate' ? ENOMEM : EIO, many = 1 } = {}) {
    this.write(kind, 1, many);
    this.write(kind, 2, error);
    this.write(kind, 0, n);
  }

  // The server's clock shows ms (since 1970) now, and goes on from there or stands still.
  setClock(ms, { still = false } = {}) {
    const nanoseconds = (n) => BigInt(Math.round(n)) * 1_000_000n;
    this.write('clock', 1, still ? 1 : 0);
    this.write('clock', 0, still ? nanoseconds(ms) : nanoseconds(ms - Date.now()));
  }

  // So much time has passed in truth, whatever the clock shows.
  elapse(ms) { this.write('clock', 2, BigInt(this.read('clock', 2)) + BigInt(Math.round(ms)) * 1_000_000n); }

  disarm(kind) { this.write(kind, 0, 0); }
  left(kind) { return this.read(kind, 0); }
  failed(kind) { return this.read(kind, 3); }
  close() { closeSync(this.file); }
}
