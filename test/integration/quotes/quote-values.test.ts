import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeNodeId, newId } from '../../../src/platform/kernel/ids.ts';
import { rfqLine } from '../../support/rfq-input.ts';
import { startWorld, type World } from '../../support/world.ts';
import { content, openRfq, type OpenRfq, SUBMIT_QUOTE, submit, traces } from './quoting.ts';

let world: World;
let rfq: OpenRfq;
let other: OpenRfq;
beforeAll(async () => {
  world = await startWorld({ worker: false });
  const kilograms = rfqLine({ quantity: { value: '5', unit: 'KGM' } });
  const bundles = rfqLine({ quantity: { value: '5', unit: 'ZZ', unitText: 'bundle' } });
  rfq = await openRfq(world, { lines: [rfqLine(), kilograms, bundles] });
  other = await openRfq(world);
});
afterAll(() => world.stop());

const line = (changes: object) => () => ({ lines: [{ lineId: rfq.lineIds[0], unitPrice: '1', ...changes }] });
const charge = (amount: string, label = 'tooling') => ({ label, amount: { amount, currency: 'EUR' } });
const daysAhead = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

/** Values that the input’s types let through: they get a code and a path. */
const REFUSED: readonly [what: string, changes: () => object, code: string, path: string][] = [
  ['a negative price', line({ unitPrice: '-0.01' }), 'VALIDATION_FAILED', 'lines.0.unitPrice'],
  [
    'a price of 18 digits',
    line({ unitPrice: '999999999999999999' }),
    'VALIDATION_FAILED',
    'lines.0.unitPrice',
  ],
  ['a price for nothing', line({ priceBaseQuantity: '0' }), 'VALIDATION_FAILED', 'lines.0.priceBaseQuantity'],
  [
    'a minimum of nothing',
    line({ minimumOrderQuantity: '0' }),
    'VALIDATION_FAILED',
    'lines.0.minimumOrderQuantity',
  ],
  ['a capacity of 1e15', line({ capacity: '1000000000000000' }), 'VALIDATION_FAILED', 'lines.0.capacity'],
  ['a negative pack', line({ packSize: '-1' }), 'VALIDATION_FAILED', 'lines.0.packSize'],
  [
    'a lead time of 2³¹ − 1 days',
    line({ leadTimeDays: 2 ** 31 - 1 }),
    'VALIDATION_FAILED',
    'lines.0.leadTimeDays',
  ],
  ['a unit of another dimension', line({ unit: 'KGM' }), 'UNIT_MISMATCH', 'lines.0.unit'],
  ['a unit that does not exist', line({ unit: 'QQ9' }), 'UNKNOWN_UNIT', 'lines.0.unit'],
  ['a mutually defined unit for pieces', line({ unit: 'ZZ' }), 'UNIT_MISMATCH', 'lines.0.unit'],
  [
    'pieces for a mutually defined unit',
    () => line({ lineId: rfq.lineIds[2], unit: 'C62' })(),
    'UNIT_MISMATCH',
    'lines.0.unit',
  ],
  ['a NUL', line({ comment: 'a\u0000b' }), 'VALIDATION_FAILED', 'lines.0.comment'],
  ['half a character', line({ offeredItem: '\uD83D' }), 'VALIDATION_FAILED', 'lines.0.offeredItem'],
  ['an HS code with points', line({ hsCode: '7318.15' }), 'VALIDATION_FAILED', 'lines.0.hsCode'],
  ['a line of another request', () => line({ lineId: other.lineIds[0] })(), 'NOT_FOUND', 'lines.0.lineId'],
  [
    'an absent line',
    () => line({ lineId: encodeNodeId('RfqLine', rfq.id, '99') })(),
    'NOT_FOUND',
    'lines.0.lineId',
  ],
  ['a malformed line id', line({ lineId: 'x' }), 'NOT_FOUND', 'lines.0.lineId'],
  ['a priced refusal', line({ bidType: 'DECLINE' }), 'VALIDATION_FAILED', 'lines.0.unitPrice'],
  ['an offer without a price', line({ unitPrice: null }), 'VALIDATION_FAILED', 'lines.0.unitPrice'],
  [
    'tiers that do not ascend',
    line({ tiers: ['100', '100.0'].map((fromQuantity) => ({ fromQuantity, unitPrice: '1' })) }),
    'VALIDATION_FAILED',
    'lines.0.tiers.1.fromQuantity',
  ],
  ['no lines', () => ({ lines: [] }), 'VALIDATION_FAILED', 'lines'],
  [
    'instalments of 99.999999 %',
    () => ({ paymentSchedule: [{ percent: '99.999999', days: 0 }] }),
    'VALIDATION_FAILED',
    'paymentSchedule',
  ],
  ['a validity that has ended', () => ({ validUntil: daysAhead(-1) }), 'VALIDATION_FAILED', 'validUntil'],
  [
    'a validity up to the year 9999',
    () => ({ validUntil: '9999-12-31T23:59:59-23:59' }),
    'VALIDATION_FAILED',
    'validUntil',
  ],
  ['a negative lead time', () => ({ leadTimeDays: -1 }), 'VALIDATION_FAILED', 'leadTimeDays'],
  [
    'a discount of 100 %',
    () => ({ earlyPayment: { discountPercent: '100', days: 1 } }),
    'VALIDATION_FAILED',
    'earlyPayment.discountPercent',
  ],
  [
    'a negative charge',
    () => ({ fixedCharges: [charge('-1')] }),
    'VALIDATION_FAILED',
    'fixedCharges.0.amount.amount',
  ],
  [
    'a nameless charge',
    () => ({ fixedCharges: [charge('1', ' ')] }),
    'VALIDATION_FAILED',
    'fixedCharges.0.label',
  ],
  ['an empty key', () => ({ idempotencyKey: '' }), 'VALIDATION_FAILED', 'idempotencyKey'],
  [
    'a key of 201 characters',
    () => ({ idempotencyKey: 'k'.repeat(201) }),
    'VALIDATION_FAILED',
    'idempotencyKey',
  ],
];

/** Values that the input’s types refuse by themselves. */
const MALFORMED: readonly [what: string, changes: () => object][] = [
  ...['1e999', '1e3', '1,000.00', '1.1234567', '9'.repeat(39), 'NaN', '', ' 1', '0x10', '١٢'].map(
    (unitPrice): [string, () => object] => [`a price of "${unitPrice}"`, line({ unitPrice })],
  ),
  ...['eur', 'XXX', 'EURO', ''].map((currency): [string, () => object] => [
    `the currency "${currency}"`,
    () => ({ currency }),
  ]),
  ...['2026-02-30T00:00:00Z', '2030-01-01', '2030-01-01T00:00:00', '10000-01-01T00:00:00Z', 'tomorrow'].map(
    (validUntil): [string, () => object] => [`a validity until "${validUntil}"`, () => ({ validUntil })],
  ),
  ['a lead time of 2³¹ days', () => ({ leadTimeDays: 2 ** 31 })],
  ['a price that is a number', line({ unitPrice: 12.5 })],
  ['the Incoterm DAF', () => ({ incoterm: 'DAF' })],
  ['the country "XX"', () => ({ shipFrom: 'XX' })],
  ['the unit "kg"', line({ unit: 'kg' })],
];

describe('a bad value', () => {
  test.each(REFUSED)('%s gets a code and a path, and nothing is kept', async (_what, changes, code, path) => {
    const before = await traces(world, rfq);
    const { quote, userErrors } = await submit(rfq, changes());
    expect(quote).toBeNull();
    expect(userErrors).toContainEqual({
      code,
      path: ['input', ...path.split('.')],
      message: expect.stringMatching(/\.$/),
    });
    expect(await traces(world, rfq)).toEqual(before);
  });

  test.each(MALFORMED)('%s is refused before anything happens', async (_what, changes) => {
    const before = await traces(world, rfq);
    const supplier = rfq.suppliers[0];
    const input = { invitationId: supplier?.invitationId, ...content(rfq), ...changes() };
    const answer = await supplier?.client.gql(SUBMIT_QUOTE, { input });
    expect(answer?.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(await traces(world, rfq)).toEqual(before);
  });
});

test('what people write is kept to the letter', async () => {
  const own = await openRfq(world);
  const texts = [
    `Robert'); drop table quote; --`,
    '=cmd|calc!A1 <script>alert(1)</script> %_\\',
    'e\u0301 שלום \u202Egnp.exe 👩‍🔧 \t\n',
  ];
  const { quote, userErrors } = await submit(own, {
    incotermPlace: texts[0],
    lines: [{ lineId: own.lineIds[0], unitPrice: '0', offeredItem: texts[1], comment: texts[2] }],
  });
  expect(userErrors).toEqual([]);
  expect(quote).toMatchObject({
    incotermPlace: texts[0],
    lines: [{ offeredItem: texts[1], comment: texts[2], unitPrice: { amount: '0' } }],
  });
});

test('a thousand lines are one quote, and one more is refused', async () => {
  const long = await openRfq(world, { lines: Array.from({ length: 400 }, () => rfqLine()) });
  const lines = Array.from({ length: 1_000 }, (_, index) => ({
    lineId: long.lineIds[index % 400],
    unitPrice: '1',
    bidType: index < 400 ? 'WITHOUT_EXCEPTION' : 'ALTERNATE',
  }));
  expect((await submit(long, { lines: [...lines, lines[999]] })).userErrors).toMatchObject([
    { code: 'VALIDATION_FAILED', path: ['input', 'lines'] },
  ]);
  expect((await submit(long, { lines })).quote).toMatchObject({ complete: true, lines: { length: 1_000 } });
});

test('ids made for another kind of thing are no invitations', async () => {
  for (const invitationId of [
    encodeNodeId('Quote', rfq.id, newId()),
    encodeNodeId('Invitation', rfq.id),
    '\u0000',
  ])
    expect((await submit(rfq, { invitationId })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
});
