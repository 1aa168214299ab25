import type { DataSource } from 'typeorm';
import { inTransaction } from '../../../src/platform/db/in-transaction.ts';
import { sql } from '../../../src/platform/db/sql.ts';
import { encodeNodeId, newId } from '../../../src/platform/kernel/ids.ts';
import { addClosedRfqs, type RfqShape } from '../../support/build/closed-rfqs.ts';
import { addSuppliers } from '../../support/build/suppliers.ts';

/** Objects by their global ids, for each size `n`. */
export interface SizedData {
  /** An RFQ with `n` invitations, quotes, awards and suppressed suppliers, of few lines each. */
  readonly broad: (n: number) => SizedRfq;
  /** An RFQ with `n` lines, all of them quoted and awarded. */
  readonly long: (n: number) => SizedRfq;
  /** An RFQ whose quote has `n` revisions. */
  readonly revised: (n: number) => SizedRfq;
  /** An RFQ of `n` lines whose quote prices none. */
  readonly unpriced: (n: number) => SizedRfq;
  /** A supplier that is registered for `n` categories. */
  readonly supplier: (n: number) => string;
  /** A partner with `n` buyers, API keys, rates and suppliers of a standing. */
  readonly partner: (n: number) => string;
  /** Global ids of `n` objects of a type, all alike; none of a type that is not known here. */
  readonly nodes: (type: string, n: number) => readonly string[];
  /** Plain id; it is invited to as many RFQs as the longest list has items. */
  readonly busySupplier: string;
}

/** An RFQ and what its first bidder has to do with it. */
export interface SizedRfq {
  readonly rfq: string;
  readonly invitation: string;
  readonly quote: string;
  readonly award: string;
}

/** Adds, for each size, objects whose lists have so many items, and as many RFQs alike as the largest. */
export async function addSizedData(db: DataSource, sizes: readonly number[]): Promise<SizedData> {
  const most = Math.max(...sizes);
  const pool = await addSuppliers(
    db,
    Array.from({ length: 2 * most }, (_none, index) => ({
      name: `Supplier ${String(index).padStart(3, '0')}`,
      country: 'DE',
      categories: ['CPV:44530000'],
    })),
  );
  await addTree(db, sizes);
  const forEachSize = async (shapeOf: (n: number) => Omit<RfqShape, 'rfqs'>) => {
    const found = new Map<number, SizedRfq>();
    for (const n of sizes) {
      const [rfqId = ''] = await addClosedRfqs(db, pool, { rfqs: 1, ...shapeOf(n) });
      found.set(n, await sizedRfq(db, rfqId));
    }
    return (n: number) => found.get(n) ?? { rfq: '', invitation: '', quote: '', award: '' };
  };
  const few = { lines: 2, invited: 2, quoted: 2, awards: 2 };
  const broad = await forEachSize((n) => ({ lines: 2, invited: n, quoted: n, awards: n, suppressed: n }));
  const long = await forEachSize((n) => ({ ...few, lines: n }));
  const revised = await forEachSize((n) => ({ ...few, revisions: n }));
  const unpriced = await forEachSize((n) => ({ ...few, lines: n, priced: false }));
  // Last, so that they come first in lists.
  const alike = await addClosedRfqs(db, pool, {
    ...few,
    rfqs: most,
    invited: 3,
    revisions: 2,
    suppressed: 2,
  });
  const partners = await addPartners(db, 'Sized', sizes, pool);
  await addPartners(
    db,
    'Alike',
    Array.from({ length: most }, () => 2),
    pool,
  );
  const nodes = await nodeIds(db, alike, partners.at(-1) ?? '');

  const registered = await addSuppliers(
    db,
    sizes.map((n) => ({
      name: `With ${n}`,
      categories: Array.from({ length: n }, (_none, index) => `TREE:wide-${most}-${index + 1}`),
    })),
  );
  return {
    broad,
    long,
    revised,
    unpriced,
    supplier: (n) => encodeNodeId('Supplier', registered[sizes.indexOf(n)] ?? ''),
    partner: (n) => encodeNodeId('Partner', partners[sizes.indexOf(n)] ?? ''),
    nodes: (type, n) => (nodes.get(type) ?? []).slice(0, n),
    busySupplier: pool[0] ?? '',
  };
}

async function sizedRfq(db: DataSource, rfqId: string): Promise<SizedRfq> {
  const [row] = await sql<{ supplierId: string; quoteId: string; awardId: string }>(
    db,
    `select a.supplier_id as "supplierId", a.quote_id as "quoteId", a.id as "awardId"
       from award a join shortlist_entry e on e.rfq_id = a.rfq_id and e.supplier_id = a.supplier_id
      where a.rfq_id = $1 and e.position = 1`,
    [rfqId],
  );
  if (!row) throw new Error('the first bidder has no award');
  return {
    rfq: encodeNodeId('Rfq', rfqId),
    invitation: encodeNodeId('Invitation', rfqId, row.supplierId),
    quote: encodeNodeId('Quote', rfqId, row.quoteId),
    award: encodeNodeId('Award', rfqId, row.awardId),
  };
}

/** Categories `wide-n` with n children each, and `deep-n` with n ancestors each. */
async function addTree(db: DataSource, sizes: readonly number[]): Promise<void> {
  const node = (code: string, parent: string | null, level: number) => ({ code, parent, level });
  const nodes = sizes.flatMap((n) => [
    node(`wide-${n}`, null, 1),
    ...Array.from({ length: n }, (_none, index) => node(`wide-${n}-${index + 1}`, `wide-${n}`, 2)),
    ...Array.from({ length: n }, (_none, index) =>
      node(`deep-${n}-${index}`, index === 0 ? null : `deep-${n}-${index - 1}`, index + 1),
    ),
    node(`deep-${n}`, `deep-${n}-${n - 1}`, n + 1),
  ]);
  await inTransaction(db, async (tx) => {
    await sql(
      tx,
      `insert into category (scheme, code, parent_code, level, tag, ordinal, last_ordinal, label)
       select 'TREE', c.code, c.parent, c.level, 1000000 + n, n, n, c.code
         from jsonb_to_recordset($1::jsonb) as c (code text, parent text, level int, n int)`,
      [JSON.stringify(nodes.map((one, n) => ({ ...one, n })))],
    );
  });
}

/** Adds a partner for each number, with so many of everything that a partner has; the names sort in their order. */
async function addPartners(
  db: DataSource,
  name: string,
  counts: readonly number[],
  suppliers: readonly string[],
): Promise<string[]> {
  const partners = counts.map((count, index) => ({
    id: newId(),
    name: `${name} ${String(index).padStart(3, '0')}`,
    slug: `${name.toLowerCase()}-${index}`,
    count,
  }));
  const wanted = `jsonb_to_recordset($1::jsonb) as p (id uuid, name text, slug text, count int)`;
  const each = `${wanted} cross join generate_series(1, p.count) n`;
  await inTransaction(db, async (tx) => {
    const run = (text: string, ...more: unknown[]) => sql(tx, text, [JSON.stringify(partners), ...more]);
    await run(`insert into partner (id, name, slug) select id, name, slug from ${wanted}`);
    await run(
      `insert into buyer (id, partner_id, name, country) select uuidv7(), p.id, 'Buyer ' || n, 'DE' from ${each}`,
    );
    await run(
      `insert into logistics_rate (partner_id, origin, destination, component, basis, rate, currency, source, set_at)
       select p.id, 'O' || n, 'DE', 'MAIN', 'PER_KG', n, 'EUR', 'PARTNER', now() from ${each}`,
    );
    await run(
      `insert into supplier_overlay (partner_id, supplier_id, standing) select p.id, ($2::uuid[])[n], 'PREFERRED' from ${each}`,
      suppliers,
    );
    await run(
      `with made as (
         insert into api_key (id, partner_id, name, role, created_by)
         select uuidv7(), p.id, 'Key ' || n, 'AGENT', 'test' from ${each} returning id)
       insert into api_key_secret (prefix, api_key_id, hash) select 'test' || id, id, decode(repeat('00', 32), 'hex') from made`,
    );
  });
  return partners.map((partner) => partner.id);
}

/** How objects that are all alike are found: the parts of their keys, of RFQs `$1` or of partner `$2`. */
const NODE_KEYS: Readonly<Record<string, string>> = {
  Rfq: 'select id from rfq where id = any($1)',
  RfqLine: 'select rfq_id, line_no from rfq_line where rfq_id = any($1) and line_no = 1',
  Invitation: 'select rfq_id, supplier_id from shortlist_entry where rfq_id = any($1) and position = 1',
  Quote: `select q.rfq_id, q.id from quote q join shortlist_entry e using (rfq_id, supplier_id)
           where q.rfq_id = any($1) and e.position = 1`,
  Award: `select a.rfq_id, a.id from award a join shortlist_entry e using (rfq_id, supplier_id)
           where a.rfq_id = any($1) and e.position = 1`,
  Supplier: `select id from supplier where name like 'Supplier %'`,
  Category: `select scheme, code from category where scheme = 'TREE' and level = 2`,
  Partner: `select id from partner where slug like 'alike-%'`,
  Buyer: `select distinct on (p.id) b.id from partner p join buyer b on b.partner_id = p.id where p.slug like 'alike-%'`,
  ApiKey: 'select id from api_key where partner_id = $2',
  LogisticsRate:
    'select partner_id, origin, destination, component, basis from logistics_rate where partner_id = $2',
};

async function nodeIds(
  db: DataSource,
  rfqIds: readonly string[],
  partnerId: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const ids = new Map<string, readonly string[]>();
  for (const [type, text] of Object.entries(NODE_KEYS)) {
    const rows = await sql(db, `with given as (select $1::uuid[], $2::uuid) ${text}`, [rfqIds, partnerId]);
    ids.set(
      type,
      rows.map((row) => encodeNodeId(type, ...Object.values(row).map(String))),
    );
  }
  return ids;
}
