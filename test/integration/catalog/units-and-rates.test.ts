import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importFxRates } from '../../../src/modules/catalog/index.ts';
import { startWorld, type World } from '../../support/world.ts';
import { csv } from './catalog-database.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ worker: false });
});
afterAll(() => world.stop());

describe('units', () => {
  const UNITS = `query ($search: String, $dimension: String) {
    units(search: $search, dimension: $dimension, first: 100) { totalCount nodes { code name symbol dimension factor } }
  }`;
  const codes = async (variables: object): Promise<string[]> => {
    const { data } = await world.buyer.gql(UNITS, variables);
    return data.units.nodes.map((unit: { code: string }) => unit.code);
  };

  test('are found by code, symbol and part of a name, an exact one first', async () => {
    expect((await codes({ search: 'kgm' }))[0]).toBe('KGM');
    expect((await codes({ search: 'kg' }))[0]).toBe('KGM');
    expect(await codes({ search: 'dozen' })).toEqual(['DZN', 'DZP', 'DPR', 'DPC', 'DRL']);
    expect(await codes({ search: '%' })).toEqual(['P1', 'KSD']);
  });

  test('of one dimension convert into each other', async () => {
    const { data } = await world.buyer.gql(UNITS, { dimension: 'TIME' });
    expect(data.units.nodes).toContainEqual({
      code: 'HUR',
      name: 'hour',
      symbol: 'h',
      dimension: 'TIME',
      factor: '3600',
    });
  });
});

describe('an exchange rate', () => {
  const RATE = `query ($base: CurrencyCode!, $quote: CurrencyCode!, $asOf: Date) {
    fxRate(base: $base, quote: $quote, asOf: $asOf) { base quote rate rateDate rateIds }
  }`;

  test('tells the published rates that it is made of', async () => {
    await importFxRates(
      world.db,
      csv('date,base,quote,rate', '2026-04-13,EUR,USD,1.1684', '2026-04-10,EUR,JPY,186.75'),
    );
    const { data } = await world.partner.gql(RATE, { base: 'JPY', quote: 'USD', asOf: '2026-04-14' });
    expect(data.fxRate).toEqual({
      base: 'JPY',
      quote: 'USD',
      rate: '0.006256492637',
      rateDate: '2026-04-10',
      rateIds: ['ECB:2026-04-10:EUR:JPY', 'ECB:2026-04-13:EUR:USD'],
    });
  });

  test('is null where none was published in time', async () => {
    const { data } = await world.buyer.gql(RATE, { base: 'JPY', quote: 'USD', asOf: '2026-05-14' });
    expect(data).toEqual({ fxRate: null });
  });
});
