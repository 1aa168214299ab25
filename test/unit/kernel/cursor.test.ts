import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { decodeCursor, encodeCursor } from '../../../src/platform/kernel/cursor.ts';

const values = fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { minLength: 1, maxLength: 4 });

describe('a cursor', () => {
  test.prop([values])('gives back what it was made of, to its own list alone', (given) => {
    const cursor = encodeCursor('rfqs:NEW', given);
    expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(decodeCursor('rfqs:NEW', cursor, given.length)).toEqual(given);
    expect(decodeCursor('rfqs:OLD', cursor, given.length)).toBeNull();
    expect(decodeCursor('rfqs:NEW', cursor, given.length + 1)).toBeNull();
  });

  test.prop([values, fc.nat(), fc.constantFrom(...'ABCxyz019_-')])(
    'is refused once a character of it was changed',
    (given, place, character) => {
      const cursor = encodeCursor('rfqs:NEW', given);
      const at = place % cursor.length;
      const altered = cursor.slice(0, at) + character + cursor.slice(at + 1);
      if (altered !== cursor) expect(decodeCursor('rfqs:NEW', altered, given.length)).toBeNull();
    },
  );

  test.prop([fc.string({ unit: 'binary', maxLength: 200 })])(
    'of whatever text is refused, never thrown at',
    (text) => {
      expect(decodeCursor('rfqs:NEW', text, 2)).toBeNull();
      expect(decodeCursor('rfqs:NEW', Buffer.from(text).toString('base64url'), 2)).toBeNull();
    },
  );
});
