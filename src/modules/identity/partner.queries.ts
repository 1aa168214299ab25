import DataLoader from 'dataloader';
import type { Actor } from '../../platform/kernel/actor.ts';
import { type Db, sql } from '../../platform/db/sql.ts';
import { defineLoader } from '../../platform/graphql/context.ts';

export interface PartnerRecord {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly website: string | null;
}

/** The columns of a `PartnerRecord`, of `partner p`. */
export const PARTNER_COLUMNS = 'p.id, p.slug, p.name, p.website';

/** The SQL condition on `partner p` under which an actor may read it: its own, whichever side of it the actor works on. */
export function readablePartner(actor: Actor, parameters: unknown[]): string {
  switch (actor.role) {
    case 'BUYER':
    case 'PARTNER':
    case 'AGENT':
      return `p.id = $${parameters.push(actor.partnerId)}`;
    case 'OPERATOR':
      return 'true';
    case 'SUPPLIER':
      return 'false';
  }
}

/** Partners by id, in no order. With an actor only those it may read; without, all: for the engine, and behind what the caller was let through to. */
export function findPartners(db: Db, ids: readonly string[], actor?: Actor): Promise<PartnerRecord[]> {
  const parameters: unknown[] = [ids];
  const readable = actor ? readablePartner(actor, parameters) : 'true';
  return sql<PartnerRecord>(
    db,
    `select ${PARTNER_COLUMNS} from partner p where p.id = any($1::uuid[]) and ${readable}`,
    parameters,
  );
}

/** What money costs each partner's buyers per year, as a fraction ("0.08"); `null` where the partner has set none. Unknown partners are not in the map. */
export async function costsOfCapital(
  db: Db,
  partnerIds: readonly string[],
): Promise<Map<string, string | null>> {
  const rows = await sql<{ id: string; rate: string | null }>(
    db,
    'select id, trim_scale(cost_of_capital)::text as rate from partner where id = any($1::uuid[])',
    [partnerIds],
  );
  return new Map(rows.map(({ id, rate }) => [id, rate]));
}

/** What money costs partners’ buyers, of partners whose terms the caller may read. */
export const costOfCapitalLoader = defineLoader(
  ({ db }) =>
    new DataLoader<string, string | null>(async (ids) => {
      const costs = await costsOfCapital(db, ids);
      return ids.map((id) => costs.get(id) ?? null);
    }),
);

/** Partners as the caller may read them: `null` for foreign and absent ones. */
export const partnerLoader = defineLoader(
  ({ db, actor }) =>
    new DataLoader<string, PartnerRecord | null>(async (ids) => {
      const rows = actor ? byId(await findPartners(db, ids, actor)) : null;
      return ids.map((id) => rows?.get(id) ?? null);
    }),
);

/**
 * Partners without regard to the caller. Only for what hangs off an object that the caller was let through to,
 * such as an RFQ; its foreign key promises that there is one, so an absent one is an error.
 */
export const partnerBehindLoader = defineLoader(
  ({ db }) =>
    new DataLoader<string, PartnerRecord>(async (ids) => {
      const rows = byId(await findPartners(db, ids));
      return ids.map((id) => rows.get(id) ?? new Error(`there is no partner ${id}`));
    }),
);

const byId = (rows: readonly PartnerRecord[]) => new Map(rows.map((row) => [row.id, row]));
