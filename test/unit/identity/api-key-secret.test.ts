import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSecretOf, newSecret, prefixOfSecret } from '../../../src/modules/identity/api-key-secret.ts';

const FORM = /^rfq_live_[0-9A-Za-z]{11}_[0-9A-Za-z]{49}$/;
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

describe('the secret of an API key', () => {
  test('has a form that scanners recognise, and begins with its prefix', () => {
    const secret = newSecret();
    expect(secret.text).toMatch(FORM);
    expect(secret.text.startsWith(`${secret.prefix}_`)).toBe(true);
    expect(prefixOfSecret(secret.text)).toBe(secret.prefix);
  });

  test('is another every time, in every part', () => {
    const secrets = Array.from({ length: 200 }, newSecret);
    expect(new Set(secrets.map(({ prefix }) => prefix)).size).toBe(200);
    expect(new Set(secrets.map(({ text }) => text.slice(-49, -6))).size).toBe(200);
  });

  test('opens its own hash and no other', () => {
    const [one, other] = [newSecret(), newSecret()];
    expect(one.hash).toHaveLength(32);
    expect(isSecretOf(one.text, one.hash)).toBe(true);
    expect(isSecretOf(other.text, one.hash)).toBe(false);
  });

  test('is refused before anybody looks it up when one character is changed, added or left out', () => {
    const { text } = newSecret();
    const position = fc.nat({ max: text.length - 1 });
    const character = fc.constantFrom(...DIGITS, '_', '-', ' ', 'é');
    fc.assert(
      fc.property(position, character, (at, other) => {
        fc.pre(text.charAt(at) !== other);
        expect(prefixOfSecret(text.slice(0, at) + other + text.slice(at + 1))).toBeNull();
        expect(prefixOfSecret(text.slice(0, at) + other + text.slice(at))).toBeNull();
        expect(prefixOfSecret(text.slice(0, at) + text.slice(at + 1))).toBeNull();
      }),
    );
  });

  test('is refused when two neighbours change places', () => {
    const { text } = newSecret();
    const swapped = [...text].map(
      (_, at) => text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2),
    );
    const taken = swapped.filter((other) => other !== text && prefixOfSecret(other) !== null);
    expect(taken).toEqual([]);
  });

  test('any other text is none', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(prefixOfSecret(text)).toBeNull();
        expect(prefixOfSecret(`rfq_live_${text}`)).toBeNull();
      }),
    );
  });
});
