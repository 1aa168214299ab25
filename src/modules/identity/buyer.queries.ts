import DataLoader from 'dataloader';
import type { Actor } from '../../platform/kernel/actor.ts';
import { type Db, sql } from '../../platform/db/sql.ts';
import { defineLoader } from '../../platform/graphql/context.ts';

export interface BuyerRecord {
  readonly id: string;
  readonly partnerId: string;
  readonly name: string;
  readonly country: string;
  readonly reference: string | null;
}

/** The columns of a `BuyerRecord`, of `buyer b`. */
export const BUYER_COLUMNS = 'b.id, b.partner_id as "partnerId", b.name, b.country, b.reference';

/** The SQL condition on `buyer b` under which an actor may read it; suppliers learn a buyer's name from their invitations instead. */
export function readableBuyer(actor: Actor, parameters: unknown[]): string {
  switch (actor.role) {
    case 'BUYER':
      return `b.id = $${parameters.push(actor.buyerId)}`;
    case 'PARTNER':
    case 'AGENT':
      return `b.partner_id = $${parameters.push(actor.partnerId)}`;
    case 'OPERATOR':
      return 'true';
    case 'SUPPLIER':
      return 'false';
  }
}

/** Buyers by id, in no order. With an actor only those it may read; without, all: for the engine, and behind what the caller was let through to. */
export function findBuyers(db: Db, ids: readonly string[], actor?: Actor): Promise<BuyerRecord[]> {
  const parameters: unknown[] = [ids];
  const readable = actor ? readableBuyer(actor, parameters) : 'true';
  return sql<BuyerRecord>(
    db,
    `select ${BUYER_COLUMNS}
       from buyer b where b.id = any($1::uuid[]) and ${readable}`,
    parameters,
  );
}

/** Buyers as the caller may read them: `null` for foreign and absent ones. */
export const buyerLoader = defineLoader(
  ({ db, actor }) =>
    new DataLoader<string, BuyerRecord | null>(async (ids) => {
      const rows = actor ? byId(await findBuyers(db, ids, actor)) : null;
      return ids.map((id) => rows?.get(id) ?? null);
    }),
);

/**
 * Buyers without regard to the caller. Only for what hangs off an object that the caller was let through to,
 * such as an RFQ; its foreign key promises that there is one, so an absent one is an error.
 */
export const buyerBehindLoader = defineLoader(
  ({ db }) =>
    new DataLoader<string, BuyerRecord>(async (ids) => {
      const rows = byId(await findBuyers(db, ids));
      return ids.map((id) => rows.get(id) ?? new Error(`there is no buyer ${id}`));
    }),
);

const byId = (rows: readonly BuyerRecord[]) => new Map(rows.map((row) => [row.id, row]));
