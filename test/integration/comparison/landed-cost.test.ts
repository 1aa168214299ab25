import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../../../src/platform/db/sql.ts';
import { quotedRfq, type QuotedRfq, quoteInput } from '../../support/build/quoted-rfq.ts';
import { rfqLine } from '../../support/rfq-input.ts';
import { startWorld, type World } from '../../support/world.ts';

const COMPARISON = `query ($id: ID!) {
  rfq(id: $id) { comparison { method currency entries(first: 10) { totalCount nodes {
    rank standing total { amount currency } unroundedTotal score leadTimeDays
    quote { id incoterm } gaps { code message line { lineNo } component }
    ledger { component line { lineNo } amount { amount currency } originalAmount { amount currency } note }
    lines { line { lineNo } bidType counted orderedQuantity { value unit } unitPrice { amount } cost { amount } rank }
  } } } } }`;

let world: World;

beforeAll(async () => {
  world = await startWorld();
  await sql(
    world.db,
    `insert into logistics_rate (partner_id, origin, destination, component, basis, rate, currency, source)
     select '00000000-0000-0000-0000-000000000000', 'CN', destination, component, basis, rate,
            case basis when 'PER_SHIPMENT' then 'USD' end, 'TEST'
       from (values ('ORIGIN', 'PER_SHIPMENT', 400), ('MAIN', 'PER_SHIPMENT', 1800),
                    ('INSURANCE', 'PERCENT_OF_VALUE', 0.3), ('DESTINATION', 'PER_SHIPMENT', 600)) as r(component, basis, rate)
      cross join unnest(array['US', 'DE']) as destination`,
  );
  await sql(
    world.db,
    `insert into duty_rate (destination, origin, hs_prefix, valid_from, percent, source)
     select destination, 'CN', '7326', '2020-01-01', 7.5, 'TEST' from unnest(array['US', 'DE']) as destination`,
  );
});

afterAll(() => world.stop());

/** The example of the domain's Incoterm table: four quotes from China, one line of one piece. */
async function comparedIn(country: string) {
  const quote = (incoterm: string, unitPrice: string) => (rfq: QuotedRfq) =>
    quoteInput(rfq, [unitPrice], { incoterm, currency: 'USD', shipFrom: 'CN' });
  const rfq = await quotedRfq(
    world,
    {
      currency: 'USD',
      deliverTo: { country },
      lines: [rfqLine({ quantity: { value: '1', unit: 'C62' }, hsCode: '732690' })],
    },
    [quote('EXW', '10000'), quote('FOB', '10350'), quote('CIF', '12300'), quote('DDP', '13650')],
  );
  const { data } = await world.buyer.gql(COMPARISON, { id: rfq.id });
  return data.rfq.comparison.entries.nodes;
}

const shown = (entries: readonly { quote: { incoterm: string }; total: { amount: string } }[]) =>
  entries.map((entry) => `${entry.quote.incoterm} ${entry.total.amount}`);

describe('the comparison', () => {
  test('charges duty on the FOB value in the United States', async () => {
    expect(shown(await comparedIn('US'))).toEqual([
      'FOB 13566.48',
      'EXW 13620.39',
      'DDP 13650.00',
      'CIF 13684.46',
    ]);
  });

  test('charges duty on the CIF value in the European Union, and keeps every part of the cost by name', async () => {
    const entries = await comparedIn('DE');
    expect(shown(entries)).toEqual(['DDP 13650.00', 'FOB 13704.49', 'EXW 13758.42', 'CIF 13822.50']);
    expect(entries.map((entry: { rank: number }) => entry.rank)).toEqual([1, 2, 3, 4]);
    const exw = entries[2];
    expect(exw.ledger.map((item: { component: string }) => item.component)).toEqual([
      'GOODS',
      'ORIGIN',
      'MAIN',
      'INSURANCE',
      'DESTINATION',
      'DUTY',
    ]);
    expect(exw.ledger[0]).toEqual({
      component: 'GOODS',
      line: { lineNo: 1 },
      amount: { amount: '10000', currency: 'USD' },
      originalAmount: { amount: '10000', currency: 'USD' },
      note: '1 × 10000 USD',
    });
    expect(exw.gaps).toEqual([]);
  });

  test('names what is missing, shows what is known, and ranks nothing that is incomplete', async () => {
    const rfq = await quotedRfq(
      world,
      {
        currency: 'USD',
        deliverTo: { country: 'US' },
        lines: [rfqLine(), rfqLine({ description: 'Washers' })],
      },
      [
        (of) => quoteInput(of, ['1', '2'], { currency: 'EUR' }),
        (of) => quoteInput(of, ['1', '2'], { currency: 'USD', incoterm: 'EXW', shipFrom: 'BR' }),
        (of) => quoteInput(of, ['0.5'], { currency: 'USD' }),
        (of) => quoteInput(of, ['3', '4'], { currency: 'USD' }),
      ],
    );
    await sql(world.db, `delete from fx_rate where quote = 'USD'`);
    const { data } = await world.buyer.gql(COMPARISON, { id: rfq.id });
    const entries = data.rfq.comparison.entries.nodes;
    const byQuote = rfq.bidders.map(({ quoteId }) =>
      entries.find((entry: { quote: { id: string } }) => entry.quote.id === quoteId),
    );
    const [noRate, noFreight, partial, complete] = byQuote;

    expect(complete).toMatchObject({ rank: 1, standing: 'RANKED', total: { amount: '3500.00' } });
    expect(entries[0].quote.id).toBe(complete.quote.id);
    expect(noRate).toMatchObject({ rank: null, total: { amount: '0.00', currency: 'USD' } });
    expect(noRate.gaps[0]).toMatchObject({ code: 'FX_RATE_MISSING' });
    expect(noRate.gaps[0].message).toContain('EUR');
    expect(noFreight).toMatchObject({ rank: null, standing: 'GAPS' });
    expect(noFreight.gaps.map((gap: { message: string }) => gap.message).join()).toContain('BR→US');
    expect(partial).toMatchObject({ rank: null, standing: 'PARTIAL', total: { amount: '250.00' } });
    expect(partial.gaps).toMatchObject([{ code: 'LINE_NOT_PRICED', line: { lineNo: 2 } }]);
    expect(partial.lines).toMatchObject([
      { line: { lineNo: 1 }, counted: true, rank: 1 },
      { line: { lineNo: 2 }, counted: false, bidType: null, cost: null },
    ]);
  });

  test('adds its ledger up to the unrounded total, in other currencies too', async () => {
    const rfq = await quotedRfq(world, { lines: [rfqLine({ quantity: { value: '7', unit: 'C62' } })] }, [
      (of) =>
        quoteInput(of, ['1.333333'], {
          fixedCharges: [{ label: 'Tooling', amount: { amount: '0.01', currency: 'EUR' } }],
          paymentSchedule: [
            { percent: '30', days: 0, anchor: 'ORDER' },
            { percent: '70', days: 45, anchor: 'INVOICE' },
          ],
        }),
    ]);
    const answer = await world.buyer.gql(
      COMPARISON.replace('comparison {', 'comparison(policy: { costOfCapital: "0.25" }) {'),
      { id: rfq.id },
    );
    const [entry] = answer.data.rfq.comparison.entries.nodes;
    const scaled = (text: string) => {
      const [whole = '', fraction = ''] = text.replace('-', '').split('.');
      return BigInt(whole + fraction.padEnd(12, '0')) * (text.startsWith('-') ? -1n : 1n);
    };
    const sum = entry.ledger.reduce(
      (total: bigint, item: { amount: { amount: string } }) => total + scaled(item.amount.amount),
      0n,
    );
    expect(sum).toBe(scaled(entry.unroundedTotal));
    expect(entry.ledger.map((item: { component: string }) => item.component)).toContain('PAYMENT_TERMS');
  });
});
