import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** What every secret begins with, so that scanners of code and logs recognise one. */
export const API_KEY_MARK = 'rfq_live_';

const PREFIX_BYTES = 8;
const SECRET_BYTES = 32;
const PREFIX_LENGTH = 11;
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const TEXT = new RegExp(
  `^(${API_KEY_MARK}[0-9A-Za-z]{${PREFIX_LENGTH}})_[0-9A-Za-z]{${SECRET_LENGTH + CHECKSUM_LENGTH}}$`,
);

/** A new secret: its text is shown once, its prefix and hash are kept. */
export interface NewSecret {
  readonly text: string;
  readonly prefix: string;
  readonly hash: Buffer;
}

/** Makes a secret of 256 random bits: `rfq_live_<prefix>_<secret><checksum>`, all in base 62. */
export function newSecret(): NewSecret {
  const prefix = API_KEY_MARK + base62(randomBytes(PREFIX_BYTES), PREFIX_LENGTH);
  const unchecked = `${prefix}_${base62(randomBytes(SECRET_BYTES), SECRET_LENGTH)}`;
  const text = unchecked + checksumOf(unchecked);
  return { text, prefix, hash: hashOfSecret(text) };
}

/** The prefix that a secret is looked up by; `null` for a text that is none or has a typing error, before anybody is asked. */
export function prefixOfSecret(text: string): string | null {
  const prefix = TEXT.exec(text)?.[1];
  const checksum = text.slice(-CHECKSUM_LENGTH);
  return prefix !== undefined && checksumOf(text.slice(0, -CHECKSUM_LENGTH)) === checksum ? prefix : null;
}

/** What is kept of a secret. It is random and long, so a plain SHA-256 cannot be searched backwards. */
export const hashOfSecret = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Whether a text is the secret of that hash, in the same time whether it is or not. */
export const isSecretOf = (text: string, hash: Buffer): boolean => timingSafeEqual(hashOfSecret(text), hash);

function checksumOf(text: string): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(text));
  return base62(bytes, CHECKSUM_LENGTH);
}

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Bytes as one number in base 62, filled up to a fixed length that holds them all. */
function base62(bytes: Buffer, length: number): string {
  let rest = BigInt(`0x${bytes.toString('hex')}`);
  let text = '';
  for (; text.length < length; rest /= 62n) text = DIGITS.charAt(Number(rest % 62n)) + text;
  return text;
}
