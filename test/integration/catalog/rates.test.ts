import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  DEFAULT_PARTNER_ID,
  dutyRatesFor,
  importFxRates,
  logisticsRatesFor,
  ratesAsOf,
  seedDemoRates,
} from '../../../src/modules/catalog/index.ts';
import { sql } from '../../../src/platform/db/sql.ts';
import { type CatalogDatabase, csv, openCatalog } from './catalog-database.ts';

let catalog: CatalogDatabase;
beforeAll(async () => {
  catalog = await openCatalog();
  await seedDemoRates(catalog.db);
  await importFxRates(
    catalog.db,
    csv(
      'date,base,quote,rate',
      '2026-04-10,EUR,USD,1.1700',
      '2026-04-13,EUR,USD,1.1684',
      '2026-04-13,EUR,GBP,0.87058',
      '2022-12-30,EUR,HRK,7.5365',
    ),
  );
});
afterAll(() => catalog.drop());

const rate = async (currency: string, target: string, asOf: string) =>
  (await ratesAsOf(catalog.db, { currencies: [currency], target, asOf })).get(currency);

const logisticsFor = async (partnerId: string, origins: readonly string[]) =>
  (await logisticsRatesFor(catalog.db, [{ partnerId, destination: 'DE', origins }])).flat();

const dutiesFor = async (origins: readonly string[], asOf: string) =>
  (await dutyRatesFor(catalog.db, [{ destination: 'DE', origins, asOf }])).flat();

describe('an exchange rate as of a day', () => {
  test('is the one of that day, though a later one is known', async () => {
    expect(await rate('EUR', 'USD', '2026-04-10')).toMatchObject({
      rate: '1.17',
      rateIds: ['ECB:2026-04-10:EUR:USD'],
      rateDate: '2026-04-10',
    });
  });

  test('is the last earlier one on days without a publication', async () => {
    expect(await rate('EUR', 'USD', '2026-04-12')).toMatchObject({ rateDate: '2026-04-10' });
  });

  test('is at most ten days old: a currency that ended has none', async () => {
    expect(await rate('HRK', 'EUR', '2023-01-09')).toMatchObject({ rateDate: '2022-12-30' });
    expect(await rate('HRK', 'EUR', '2023-01-10')).toBeUndefined();
    expect(await rate('EUR', 'HRK', '2023-01-10')).toBeUndefined();
  });

  test('crosses through the euro', async () => {
    expect(await rate('GBP', 'USD', '2026-04-14')).toMatchObject({
      rate: '1.342093776563',
      multiplyBy: '1.1684',
      divideBy: '0.87058',
    });
  });

  test('is made up only where there is no other', async () => {
    const [day] = await sql<{ today: string; yesterday: string }>(
      catalog.db,
      'select current_date::text as today, (current_date - 1)::text as yesterday',
    );
    const { today = '', yesterday = '' } = day ?? {};
    expect(await rate('EUR', 'CHF', today)).toMatchObject({ rateIds: [`DEMO:${today}:EUR:CHF`] });
    await importFxRates(catalog.db, csv('date,base,quote,rate', `${yesterday},EUR,CHF,0.95`));
    expect(await rate('EUR', 'CHF', today)).toMatchObject({
      rate: '0.95',
      rateIds: [`ECB:${yesterday}:EUR:CHF`],
    });
  });
});

describe('logistics rates', () => {
  const partnerId = '00000000-0000-7000-8000-00000000abcd';

  test('are the engine’s where the partner states none, for every origin and step', async () => {
    const rates = await logisticsFor(partnerId, ['FR', 'CN', 'DE']);
    for (const origin of ['FR', 'CN', 'DE']) {
      const steps = rates.filter((one) => one.origin === origin && one.basis === 'PERCENT_OF_VALUE');
      expect(steps.map((one) => one.component)).toEqual(['ORIGIN', 'MAIN', 'INSURANCE', 'DESTINATION']);
    }
    expect(rates.find((one) => one.origin === 'FR' && one.basis === 'PER_KG')).toEqual({
      rateId: 'DEMO:LOGISTICS:EU:EU:MAIN:PER_KG',
      origin: 'FR',
      destination: 'DE',
      component: 'MAIN',
      basis: 'PER_KG',
      rate: '0.35',
      currency: 'EUR',
    });
  });

  test('are the partner’s own before that, for its buyers alone', async () => {
    await sql(
      catalog.db,
      `insert into logistics_rate (partner_id, origin, destination, component, basis, rate, currency, source)
       values ($1, '*', '*', 'MAIN', 'PER_SHIPMENT', 99, 'USD', 'CONTRACT')`,
      [partnerId],
    );
    const main = async (partner: string) =>
      (await logisticsFor(partner, ['FR']))
        .filter((one) => one.component === 'MAIN')
        .map((one) => one.rateId);
    expect(await main(partnerId)).toEqual(['CONTRACT:LOGISTICS:*:*:MAIN:PER_SHIPMENT']);
    expect(await main(DEFAULT_PARTNER_ID)).toEqual([
      'DEMO:LOGISTICS:EU:EU:MAIN:PERCENT_OF_VALUE',
      'DEMO:LOGISTICS:EU:EU:MAIN:PER_KG',
    ]);
  });
});

describe('duty rates', () => {
  test('hold from their day on until a later one takes their place', async () => {
    await sql(
      catalog.db,
      `insert into duty_rate (destination, origin, hs_prefix, valid_from, percent, source)
       values ('EU', 'CN', '7318', '2026-01-01', 22.1, 'TARIFF'), ('EU', 'CN', '7318', '2026-07-01', 10, 'TARIFF')`,
    );
    const percent = async (asOf: string) =>
      (await dutiesFor(['CN'], asOf)).find((duty) => duty.hsPrefix === '7318')?.percent;
    expect(await percent('2025-12-31')).toBeUndefined();
    expect(await percent('2026-01-01')).toBe('22.1');
    expect(await percent('2026-07-01')).toBe('10');
  });

  test('are given as stated for the country, its customs union and anywhere', async () => {
    const duties = await dutiesFor(['CH', 'US'], '2026-01-01');
    expect(duties).toContainEqual({
      rateId: 'DEMO:DUTY:EU:CH::2020-01-01',
      origin: 'CH',
      destination: 'EU',
      hsPrefix: '',
      percent: '0',
    });
    expect(new Set(duties.map((duty) => duty.destination))).toEqual(new Set(['EU', '*']));
    expect(new Set(duties.map((duty) => duty.origin))).toEqual(new Set(['CH', '*']));
  });
});
