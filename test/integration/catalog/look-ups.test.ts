import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importFxRates } from '../../../src/modules/catalog/index.ts';
import { startWorld, type World } from '../../support/world.ts';
import { csv } from './catalog-database.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ worker: false });
  await importFxRates(
    world.db,
    csv('date,base,quote,rate', '2026-04-13,EUR,USD,1.1684', '2026-04-10,EUR,JPY,186.75'),
  );
});
afterAll(() => world.stop());

describe('countries and currencies', () => {
  test('are listed whole, by name, in the language asked for', async () => {
    const { data } = await world.buyer
      .gql(`{ en: countries { code name } de: countries(language: "de-AT") { code name }
      currencies(language: "fr") { code name minorDigits } }`);
    expect(data.en).toHaveLength(249);
    expect(data.en.slice(0, 2)).toEqual([
      { code: 'AF', name: 'Afghanistan' },
      { code: 'AX', name: 'Åland Islands' },
    ]);
    expect(data.de).toContainEqual({ code: 'DE', name: 'Deutschland' });
    expect(data.currencies).toContainEqual({ code: 'JPY', name: 'yen japonais', minorDigits: 0 });
    for (const language of ['', 'no such tag', '\u0000']) {
      const { errors } = await world.buyer.gql(
        'query ($language: String!) { countries(language: $language) { code } }',
        {
          language,
        },
      );
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
  });
});

describe('exchange rates', () => {
  const RATES =
    'query ($quote: CurrencyCode!, $asOf: Date!) { fxRates(quote: $quote, asOf: $asOf) { base quote rate } }';
  const CONVERT = `query ($amount: MoneyInput!, $to: CurrencyCode!, $asOf: Date!) { convertMoney(amount: $amount, to: $to, asOf: $asOf) {
    money { amount currency } unroundedAmount rate { base quote rate rateIds } } }`;

  test('of a day are listed in any currency', async () => {
    const { data } = await world.buyer.gql(RATES, { quote: 'USD', asOf: '2026-04-14' });
    expect(data.fxRates).toEqual([
      { base: 'EUR', quote: 'USD', rate: '1.1684' },
      { base: 'JPY', quote: 'USD', rate: '0.006256492637' },
    ]);
    expect((await world.buyer.gql(RATES, { quote: 'USD', asOf: '2020-01-01' })).data.fxRates).toEqual([]);
  });

  test('convert an amount exactly, and round it once to the currency’s decimals', async () => {
    const convert = async (amount: string, currency: string, to: string) =>
      (await world.buyer.gql(CONVERT, { amount: { amount, currency }, to, asOf: '2026-04-14' })).data
        .convertMoney;
    expect(await convert('1000', 'JPY', 'USD')).toMatchObject({
      money: { amount: '6.26', currency: 'USD' },
      unroundedAmount: '6.256492637216',
      rate: { base: 'JPY', quote: 'USD', rateIds: ['ECB:2026-04-10:EUR:JPY', 'ECB:2026-04-13:EUR:USD'] },
    });
    expect((await convert('1.005', 'EUR', 'JPY')).money.amount).toBe('188');
    expect((await convert('2.50', 'EUR', 'EUR')).money.amount).toBe('2.50');
    expect(await convert('1', 'GBP', 'USD')).toBeNull();
  });
});

describe('a unit', () => {
  test('is found by its code, and nothing by what is none', async () => {
    const UNIT = 'query ($code: UnitCode!) { unit(code: $code) { code name symbol } }';
    expect((await world.buyer.gql(UNIT, { code: 'KGM' })).data.unit).toEqual({
      code: 'KGM',
      name: 'kilogram',
      symbol: 'kg',
    });
    expect((await world.buyer.gql(UNIT, { code: 'QQQ' })).data.unit).toBeNull();
  });
});

test('texts that PostgreSQL cannot hold are refused by every look-up', async () => {
  for (const query of [
    '{ units(search: "\\u0000", first: 1) { totalCount } }',
    '{ units(dimension: "\\u0000", first: 1) { totalCount } }',
    '{ categories(scheme: "\\u0000", first: 1) { totalCount } }',
    '{ category(code: "\\u0000") { id } }',
    '{ category(code: "44530000") { label(language: "\\u0000") } }',
  ]) {
    const { errors } = await world.buyer.gql(query);
    expect({ query, code: errors?.[0]?.extensions.code }).toEqual({ query, code: 'BAD_USER_INPUT' });
  }
});
