import { type Actor, actorKey } from '../../platform/kernel/actor.ts';
import { fail } from '../../platform/kernel/domain-error.ts';
import { idOfKey, keyOf, newId } from '../../platform/kernel/ids.ts';
import { Problems } from '../../platform/kernel/problems.ts';
import { type Db, sql, sqlOne, type Tx } from '../../platform/db/sql.ts';
import {
  checkKey,
  keyReused,
  requestHash,
  waitForTwin,
} from '../../platform/idempotency/idempotency.writes.ts';
import { findCategories, findUnits } from '../catalog/index.ts';
import { findBuyers } from '../identity/index.ts';
import { policyOf, reachOf } from './rfq-input.rules.ts';
import type { PostRfqInput, RfqLineInput } from './rfq-input.type.ts';
import { rfqNumber } from './rfq.rules.ts';

const MAX_OPEN_DAYS = 366;

/** Whom an RFQ is for: the calling buyer, or the buyer that a partner's agent names. */
export async function buyerOf(
  db: Db,
  actor: Actor,
  onBehalfOf: string | null | undefined,
): Promise<{ id: string; partnerId: string }> {
  if (actor.role === 'BUYER' && !onBehalfOf) return { id: actor.buyerId, partnerId: actor.partnerId };
  if (actor.role !== 'BUYER' && actor.role !== 'AGENT' && actor.role !== 'PARTNER') {
    throw fail('FORBIDDEN', 'Only buyers, and a partner’s agents for them, post requests for quotation.');
  }
  if (!onBehalfOf)
    throw fail('VALIDATION_FAILED', 'Name the buyer that this request is for.', ['onBehalfOf']);
  const [id] = keyOf('Buyer', onBehalfOf, 1) ?? [];
  const [buyer] = id === undefined ? [] : await findBuyers(db, [id]);
  const own =
    buyer && (actor.role === 'BUYER' ? buyer.id === actor.buyerId : buyer.partnerId === actor.partnerId);
  if (!own) throw fail('NOT_FOUND', 'There is no such buyer.', ['onBehalfOf']);
  return { id: buyer.id, partnerId: buyer.partnerId };
}

/** Checks what the input refers to: categories and units that exist, suppliers that exist, a deadline ahead by database time. */
export async function checkReferences(tx: Tx, input: PostRfqInput): Promise<void> {
  const problems = new Problems();
  const [clock] = await sql<{ ahead: boolean; near: boolean }>(
    tx,
    `select $1::timestamptz > clock_timestamp() as ahead,
            $1::timestamptz < clock_timestamp() + make_interval(days => ${MAX_OPEN_DAYS}) as near`,
    [input.closesAt],
  );
  if (!clock?.ahead) problems.add(['closesAt'], 'The deadline must lie in the future.');
  if (!clock?.near) problems.add(['closesAt'], `The deadline must lie within ${MAX_OPEN_DAYS} days.`);

  const categories = await findCategories(
    tx,
    input.lines.flatMap((line) => line.category ?? []),
  );
  const known = new Set(categories.map((category) => `${category.scheme}:${category.code}`));
  const units = await findUnits(tx, [...new Set(input.lines.flatMap(unitsOf))]);
  input.lines.forEach((line, index) => {
    const { category } = line;
    if (category && !known.has(`${category.scheme}:${category.code}`)) {
      problems.add(
        ['lines', index, 'category'],
        `${category.scheme} has no category ${category.code}.`,
        'UNKNOWN_CATEGORY',
      );
    }
    for (const field of ['quantity', 'unitWeight', 'unitVolume'] as const) {
      const unit = line[field]?.unit;
      if (unit === undefined) continue;
      const found = units.get(unit);
      const path = ['lines', index, field, 'unit'];
      if (!found) problems.add(path, `No unit has the code ${unit}.`, 'UNKNOWN_UNIT');
      else if (field === 'unitWeight' && found.dimension !== 'MASS')
        problems.add(path, `${unit} is no unit of mass.`, 'UNIT_MISMATCH');
      else if (field === 'unitVolume' && found.dimension !== 'VOLUME')
        problems.add(path, `${unit} is no unit of volume.`, 'UNIT_MISMATCH');
    }
  });
  await checkSuppliers(tx, problems, input);
  problems.throwIfAny();
}

const unitsOf = (line: RfqLineInput): string[] =>
  [line.quantity.unit, line.unitWeight?.unit, line.unitVolume?.unit].filter((unit) => unit !== undefined);

async function checkSuppliers(tx: Tx, problems: Problems, input: PostRfqInput): Promise<void> {
  const ids = [...(input.reach?.invite ?? []), ...(input.reach?.exclude ?? [])].flatMap(
    (id) => keyOf('Supplier', id, 1) ?? [],
  );
  if (ids.length === 0) return;
  const found = new Set(
    (await sql<{ id: string }>(tx, 'select id from supplier where id = any($1::uuid[])', [ids])).map(
      (row) => row.id,
    ),
  );
  for (const list of ['invite', 'exclude'] as const) {
    (input.reach?.[list] ?? []).forEach((id, index) => {
      if (!found.has(keyOf('Supplier', id, 1)?.[0] ?? ''))
        problems.add(['reach', list, index], 'There is no such supplier.', 'NOT_FOUND');
    });
  }
}

/**
 * Writes an RFQ with its lines and the buyer's list as a draft, at most once for an idempotency key: the id
 * is derived from it. Returns the id, and whether it was there before with the same input.
 */
export async function insertRfq(
  tx: Tx,
  actor: Actor,
  mutation: string,
  input: PostRfqInput,
): Promise<{ id: string; replayed: boolean }> {
  checkKey(input.idempotencyKey ?? undefined);
  const id = input.idempotencyKey ? idOfKey(actorKey(actor), 'rfq', input.idempotencyKey) : newId();
  const hash = requestHash(mutation, input);
  const replay = await findReplay(tx, id, hash);
  if (replay) return { id, replayed: true };
  const buyer = await buyerOf(tx, actor, input.onBehalfOf);
  await checkReferences(tx, input);
  const createdAt = await waitForTwin(() =>
    insertHeader(tx, { id, buyer, createdBy: actorKey(actor), hash, input }),
  );
  if (createdAt === null) {
    await findReplay(tx, id, hash);
    return { id, replayed: true };
  }
  await insertLines(tx, id, input.lines);
  await sql(
    tx,
    `insert into buyer_rfq (buyer_id, rfq_id, partner_id, number, created_at, published_at, state, title, closes_at, categories)
     values ($1, $2, $3, $4, $5, 'infinity', 'DRAFT', $6, $7, $8)`,
    [
      buyer.id,
      id,
      buyer.partnerId,
      rfqNumber(id),
      createdAt,
      input.title.trim(),
      input.closesAt,
      [
        ...new Set(
          input.lines.flatMap(({ category }) => (category ? [`${category.scheme}:${category.code}`] : [])),
        ),
      ],
    ],
  );
  return { id, replayed: false };
}

interface Header {
  readonly id: string;
  readonly buyer: { readonly id: string; readonly partnerId: string };
  readonly createdBy: string;
  readonly hash: string;
  readonly input: PostRfqInput;
}

/** Writes the header as a draft; `null` when the id is taken. */
async function insertHeader(tx: Tx, { id, buyer, createdBy, hash, input }: Header): Promise<Date | null> {
  const row = await sqlOne<{ createdAt: Date }>(
    tx,
    `insert into rfq (id, partner_id, buyer_id, created_by, state, title, description, currency, deliver_to_country, deliver_to_place,
                        closes_at, bid_visibility, required_certifications, allow_partial_quotes, reach, comparison, request_hash)
       values ($1, $2, $3, $4, 'DRAFT', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14::jsonb, $15::jsonb, $16)
       on conflict (id) do nothing returning created_at as "createdAt"`,
    [
      id,
      buyer.partnerId,
      buyer.id,
      createdBy,
      input.title.trim(),
      input.description ?? null,
      input.currency,
      input.deliverTo.country,
      input.deliverTo.place ?? null,
      input.closesAt,
      input.bidVisibility,
      input.requiredCertifications ?? [],
      input.allowPartialQuotes,
      JSON.stringify(reachOf(input.reach)),
      JSON.stringify(policyOf(input.comparison)),
      hash,
    ],
  );
  return row?.createdAt ?? null;
}

/** Whether the id is taken by the same input. Throws `IDEMPOTENCY_KEY_REUSED` when it is taken by another. */
async function findReplay(tx: Tx, id: string, hash: string): Promise<boolean> {
  const row = await sqlOne<{ hash: string }>(tx, 'select request_hash as hash from rfq where id = $1', [id]);
  if (row && row.hash !== hash) throw keyReused();
  return row !== null;
}

async function insertLines(tx: Tx, rfqId: string, lines: readonly RfqLineInput[]): Promise<void> {
  const rows = lines.map((line, index) => ({
    line_no: index + 1,
    scheme: line.category?.scheme ?? null,
    code: line.category?.code ?? null,
    description: line.description,
    quantity: line.quantity.value,
    unit: line.quantity.unit,
    unit_text: line.quantity.unitText ?? null,
    target_amount: line.targetPrice?.amount ?? null,
    target_currency: line.targetPrice?.currency ?? null,
    unit_weight_value: line.unitWeight?.value ?? null,
    unit_weight_unit: line.unitWeight?.unit ?? null,
    unit_volume_value: line.unitVolume?.value ?? null,
    unit_volume_unit: line.unitVolume?.unit ?? null,
    hs_code: line.hsCode ?? null,
    attributes: line.attributes ?? [],
  }));
  await sql(
    tx,
    `insert into rfq_line select $1::uuid as rfq_id, line.* from jsonb_to_recordset($2::jsonb) as line(${LINE_COLUMNS})`,
    [rfqId, JSON.stringify(rows)],
  );
}

/** The columns of `rfq_line` behind `rfq_id`, in the table's order. */
const LINE_COLUMNS = `line_no int, scheme text, code text, description text, quantity numeric, unit text, unit_text text,
  target_amount numeric, target_currency text, unit_weight_value numeric, unit_weight_unit text,
  unit_volume_value numeric, unit_volume_unit text, hs_code text, attributes jsonb`;
