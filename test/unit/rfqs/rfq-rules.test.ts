import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { isOpened, RFQ_TRANSITIONS, rfqNumber, RfqState } from '../../../src/modules/rfqs/rfq.rules.ts';

describe('the life of a request', () => {
  test('ends in every final state', () => {
    const finals = Object.entries(RFQ_TRANSITIONS).filter(([, next]) => next.length === 0);
    expect(finals.map(([state]) => state)).toEqual([
      'AWARDED',
      'PARTIALLY_AWARDED',
      'CANCELLED',
      'UNSUCCESSFUL',
    ]);
  });

  test('keeps sealed quotes closed until the request has closed, and for good when it is cancelled', () => {
    const opened = Object.values(RfqState).filter((state) => isOpened({ bidVisibility: 'SEALED', state }));
    expect(opened).toEqual(['CLOSED', 'AWARDED', 'PARTIALLY_AWARDED', 'UNSUCCESSFUL']);
    expect(Object.values(RfqState).every((state) => isOpened({ bidVisibility: 'OPEN', state }))).toBe(true);
  });
});

describe('the number of a request', () => {
  property.prop([fc.uuid(), fc.uuid()])(
    'is derived from its id alone and hardly ever shared',
    (one, other) => {
      expect(rfqNumber(one)).toBe(rfqNumber(one));
      if (one.slice(-13) !== other.slice(-13)) expect(rfqNumber(one) === rfqNumber(other)).toBe(false);
    },
  );
});
