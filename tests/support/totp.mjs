// One-time codes as an authenticator app makes them (RFC 6238: HMAC-SHA-1, 30 seconds, 6 digits).
import { createHmac } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const STEP_MS = 30_000;

// "JBSW Y3DP": base32 as people copy it, spaces and small letters allowed.
export function secretBytes(text) {
  const letters = text.replace(/[\s=]/g, '').toUpperCase();
  const bits = [...letters].map((letter) => {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) throw new Error(`"${letter}" is not a base32 letter`);
    return value.toString(2).padStart(5, '0');
  }).join('');
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

// The code of a secret at a time (ms since 1970); steps moves on by that many half minutes.
export function totp(secret, at = Date.now(), steps = 0) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / STEP_MS) + steps));
  const mac = createHmac('sha1', Buffer.isBuffer(secret) ? secret : secretBytes(secret)).update(counter).digest();
  const start = mac[19] & 15;
  return String((mac.readUInt32BE(start) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
