import type { DataSource } from 'typeorm';
import { inTransaction } from '../../../src/platform/db/in-transaction.ts';
import { sql } from '../../../src/platform/db/sql.ts';
import { DEMO_BUYER_ID, DEMO_PARTNER_ID } from '../../../src/modules/identity/index.ts';

/** What many requests have in common; SQL expressions may name the row's number `n`, from 1. */
export interface ListedRfqs {
  readonly count: number;
  readonly buyerId?: string;
  readonly partnerId?: string;
  readonly state?: string;
  readonly title?: string;
  readonly createdAt?: string;
  readonly closesAt?: string;
}

/** Adds so many requests to their table and their list by two statements, for tests of reading. Returns their ids. */
export async function addListedRfqs(db: DataSource, rfqs: ListedRfqs): Promise<string[]> {
  const { count, buyerId = DEMO_BUYER_ID, partnerId = DEMO_PARTNER_ID, state = `'OPEN'` } = rfqs;
  const { title = `'Request ' || n`, createdAt = `now() - n * interval '1 minute'` } = rfqs;
  const { closesAt = `now() + n * interval '1 minute'` } = rfqs;
  return inTransaction(db, async (tx) => {
    const rows = await sql<{ id: string }>(
      tx,
      `insert into rfq (id, partner_id, buyer_id, created_by, state, title, currency, deliver_to_country, closes_at, bid_visibility,
                        comparison, request_hash, created_at, published_at)
       select gen_random_uuid(), $1, $2, 'test', ${state}, ${title}, 'EUR', 'DE', ${closesAt}, 'OPEN',
              '{"method": "LOWEST_LANDED_COST", "costOfCapital": null, "maxOverbuyPercent": "0", "criteria": []}', 'test',
              ${createdAt}, ${createdAt}
         from generate_series(1, $3::int) n returning id`,
      [partnerId, buyerId, count],
    );
    const ids = rows.map((row) => row.id);
    await sql(
      tx,
      `insert into buyer_rfq (buyer_id, rfq_id, partner_id, number, created_at, published_at, state, title, closes_at)
       select buyer_id, id, partner_id, 'RFQ-' || upper(right(id::text, 5)), created_at, published_at, state, title, closes_at
         from rfq where id = any($1::uuid[])`,
      [ids],
    );
    return ids;
  });
}

/** Puts requests into a supplier's inbox, as sent when they were published. */
export async function addToInboxOf(
  db: DataSource,
  supplierId: string,
  rfqIds: readonly string[],
  state = `'SENT'`,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    await sql(
      tx,
      `insert into invitation (rfq_id, supplier_id, wave, state, score, reasons, sent_at)
       select r.id, $1, 1, ${state}, 0.5, '[]', r.published_at
         from rfq r join unnest($2::uuid[]) with ordinality as given (id, n) on given.id = r.id`,
      [supplierId, rfqIds],
    );
    await sql(
      tx,
      `insert into supplier_inbox (supplier_id, rfq_id, sent_at, state, title, buyer_name, currency, deliver_to_country, closes_at,
                                   line_count, seq)
       select i.supplier_id, i.rfq_id, i.sent_at, i.state, r.title, b.name, r.currency, r.deliver_to_country, r.closes_at, 1,
              coalesce((select max(x.seq) from supplier_inbox x where x.supplier_id = $1), 0) + row_number() over ()
         from invitation i join rfq r on r.id = i.rfq_id join buyer b on b.id = r.buyer_id
        where i.supplier_id = $1 and i.rfq_id = any($2::uuid[])`,
      [supplierId, rfqIds],
    );
  });
}

/** Adds so many suppliers, named by an SQL expression of `n`; returns their ids. */
export async function addListedSuppliers(
  db: DataSource,
  count: number,
  name: string,
  country = `'DE'`,
): Promise<string[]> {
  const rows = await sql<{ id: string }>(
    db,
    `insert into supplier (id, name, country, rating)
     select gen_random_uuid(), ${name}, ${country}, case when n % 3 = 0 then null else (n % 50) / 10.0 end
       from generate_series(1, $1::int) n returning id`,
    [count],
  );
  return rows.map((row) => row.id);
}

/** Invites suppliers to a request, at shortlist positions above those taken. */
export async function inviteSuppliersTo(
  db: DataSource,
  rfqId: string,
  supplierIds: readonly string[],
): Promise<void> {
  await inTransaction(db, async (tx) => {
    await sql(
      tx,
      `insert into shortlist_entry (rfq_id, supplier_id, position, wave, score, reasons)
       select $1, s.id, coalesce((select max(position) from shortlist_entry where rfq_id = $1), 0) + s.n, 1, random(), '[]'
         from unnest($2::uuid[]) with ordinality as s (id, n)`,
      [rfqId, supplierIds],
    );
    await sql(
      tx,
      `insert into invitation (rfq_id, supplier_id, wave, state, score, reasons, sent_at)
       select rfq_id, supplier_id, wave, 'SENT', score, reasons, now() from shortlist_entry
        where rfq_id = $1 and supplier_id = any($2::uuid[])`,
      [rfqId, supplierIds],
    );
  });
}
