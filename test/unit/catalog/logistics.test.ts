import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  customsUnionOf,
  dutyBaseOf,
  placesOf,
  sharesCustomsArea,
} from '../../../src/modules/catalog/customs.ts';
import { DEMO_LANES } from '../../../src/modules/catalog/demo-rates.ts';
import {
  DEFAULT_PARTNER_ID,
  LOGISTICS_COMPONENTS,
  resolveLogisticsRates,
  type StatedLogisticsRate,
} from '../../../src/modules/catalog/logistics.rules.ts';

const PARTNER = '00000000-0000-7000-8000-000000000001';

const stated = (
  partnerId: string,
  origin: string,
  destination: string,
  basis: StatedLogisticsRate['basis'] = 'PER_KG',
): StatedLogisticsRate => ({
  partnerId,
  origin,
  destination,
  component: 'MAIN',
  basis,
  rate: '1',
  currency: basis === 'PERCENT_OF_VALUE' ? null : 'EUR',
  rateId: `${partnerId === PARTNER ? 'own' : 'default'} ${origin}→${destination} ${basis}`,
});

describe('logistics rates', () => {
  // From the nearest statement to the farthest.
  const places = [
    ['CN', 'DE'],
    ['CN', 'EU'],
    ['CN', '*'],
    ['*', 'DE'],
    ['*', 'EU'],
    ['*', '*'],
  ] as const;
  const byNearness = [PARTNER, DEFAULT_PARTNER_ID].flatMap((partner) =>
    places.map(([origin, destination]) => stated(partner, origin, destination)),
  );

  test('come from the partner before the engine, the exact pair first, then by origin, then by destination', () => {
    fc.assert(
      fc.property(fc.subarray(byNearness, { minLength: 1 }), fc.boolean(), (known, reversed) => {
        const given = reversed ? known.toReversed() : known;
        const [nearest] = known;
        expect(resolveLogisticsRates(given, PARTNER, 'DE', ['CN'])).toEqual([
          {
            rateId: nearest?.rateId,
            origin: 'CN',
            destination: 'DE',
            component: 'MAIN',
            basis: 'PER_KG',
            rate: '1',
            currency: 'EUR',
          },
        ]);
      }),
    );
  });

  test('keep all bases of the nearest statement, and none of a farther one', () => {
    const rates = resolveLogisticsRates(
      [
        stated(DEFAULT_PARTNER_ID, '*', '*', 'PER_SHIPMENT'),
        stated(DEFAULT_PARTNER_ID, 'CN', 'DE', 'PER_KG'),
        stated(DEFAULT_PARTNER_ID, 'CN', 'DE', 'PERCENT_OF_VALUE'),
      ],
      PARTNER,
      'DE',
      ['CN'],
    );
    expect(rates.map((rate) => rate.basis)).toEqual(['PER_KG', 'PERCENT_OF_VALUE']);
  });

  test('are given for each origin once, and not at all where none is stated', () => {
    const rates = resolveLogisticsRates([stated(PARTNER, 'FR', 'DE')], PARTNER, 'DE', ['FR', 'US', 'FR']);
    expect(rates.map((rate) => rate.origin)).toEqual(['FR']);
  });

  test('of the demonstration cover every step from anywhere to anywhere', () => {
    const anywhere = DEMO_LANES.find(([origin, destination]) => origin === '*' && destination === '*');
    for (const component of LOGISTICS_COMPONENTS) {
      expect(anywhere?.[2].some(([step, basis]) => step === component && basis === 'PERCENT_OF_VALUE')).toBe(
        true,
      );
    }
  });
});

describe('customs', () => {
  test('count the 27 members of the European Union as one', () => {
    expect(customsUnionOf('DE')).toBe('EU');
    expect(customsUnionOf('GB')).toBeNull();
    expect(placesOf('DE')).toEqual(['DE', 'EU', '*']);
    expect(placesOf('US')).toEqual(['US', '*']);
    expect(sharesCustomsArea('DE', 'PT')).toBe(true);
    expect(sharesCustomsArea('US', 'US')).toBe(true);
    expect(sharesCustomsArea('GB', 'CH')).toBe(false);
    expect(sharesCustomsArea('DE', 'GB')).toBe(false);
  });

  test('charge duty on the FOB value in three countries and on the CIF value in the others', () => {
    expect(['US', 'CA', 'AU'].map(dutyBaseOf)).toEqual(['FOB', 'FOB', 'FOB']);
    expect(['DE', 'GB', 'JP', 'BR'].map(dutyBaseOf)).toEqual(['CIF', 'CIF', 'CIF', 'CIF']);
  });
});
