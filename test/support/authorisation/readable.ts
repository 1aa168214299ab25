import type { DataSource } from 'typeorm';
import { sql } from '../../../src/platform/db/sql.ts';
import type { Actor } from '../../../src/platform/kernel/actor.ts';
import { decodeNodeId } from '../../../src/platform/kernel/ids.ts';

/** Whom the rows in the database belong to, read past every rule of the engine. */
export interface Owners {
  readonly buyers: ReadonlyMap<string, { readonly partnerId: string }>;
  readonly apiKeys: ReadonlyMap<string, { readonly partnerId: string }>;
  readonly rfqs: ReadonlyMap<string, { readonly partnerId: string; readonly buyerId: string }>;
  /** Suppliers of quotes and awards, by their ids. */
  readonly suppliers: ReadonlyMap<string, { readonly supplierId: string }>;
  /** `rfqId:supplierId`. */
  readonly invited: ReadonlySet<string>;
}

/** Reads who owns what, as it is now. */
export async function readOwners(db: DataSource): Promise<Owners> {
  const rows = async <Row>(text: string) =>
    new Map((await sql<Row & { id: string }>(db, text)).map((row) => [row.id, row]));
  const invited = await sql<{ pair: string }>(
    db,
    `select rfq_id || ':' || supplier_id as pair from invitation`,
  );
  return {
    buyers: await rows('select id, partner_id as "partnerId" from buyer'),
    apiKeys: await rows('select id, partner_id as "partnerId" from api_key'),
    rfqs: await rows('select id, partner_id as "partnerId", buyer_id as "buyerId" from rfq'),
    suppliers: await rows(
      'select id, supplier_id as "supplierId" from quote union all select id, supplier_id from award',
    ),
    invited: new Set(invited.map((row) => row.pair)),
  };
}

/**
 * Whether an actor may read an object: the tenants' walls said once more, from the rows themselves and with
 * nothing of the engine's. Throws for a type that it does not know: a new type of object is to be added here.
 */
export function isReadable(actor: Actor, id: string, owners: Owners): boolean {
  const node = decodeNodeId(id);
  const [first = '', second = ''] = node?.key ?? [];
  switch (node?.type) {
    case 'Category':
      return true;
    case 'Supplier':
      return actor.role !== 'SUPPLIER' || actor.supplierId === first;
    case 'Partner':
      return actor.role === 'OPERATOR' || ('partnerId' in actor && actor.partnerId === first);
    case 'LogisticsRate':
      return staffOf(actor, first);
    case 'ApiKey':
      return actor.role !== 'AGENT' && staffOf(actor, owners.apiKeys.get(first)?.partnerId);
    case 'Buyer':
      return actor.role === 'BUYER'
        ? actor.buyerId === first
        : staffOf(actor, owners.buyers.get(first)?.partnerId);
    case 'Rfq':
      return isBuyerSide(actor, first, owners);
    case 'RfqLine':
      return (
        isBuyerSide(actor, first, owners) ||
        (actor.role === 'SUPPLIER' && owners.invited.has(`${first}:${actor.supplierId}`))
      );
    case 'Invitation':
      return actor.role === 'SUPPLIER' ? actor.supplierId === second : isBuyerSide(actor, first, owners);
    case 'Quote':
    case 'Award':
      return actor.role === 'SUPPLIER'
        ? actor.supplierId === owners.suppliers.get(second)?.supplierId
        : isBuyerSide(actor, first, owners);
    case undefined:
    default:
      throw new Error(`who may read a ${node?.type ?? id}? Say so in ${import.meta.filename}`);
  }
}

const staffOf = (actor: Actor, partnerId: string | undefined): boolean =>
  actor.role === 'OPERATOR' ||
  ((actor.role === 'PARTNER' || actor.role === 'AGENT') && actor.partnerId === partnerId);

function isBuyerSide(actor: Actor, rfqId: string, { rfqs }: Owners): boolean {
  const rfq = rfqs.get(rfqId);
  return actor.role === 'BUYER' ? actor.buyerId === rfq?.buyerId : staffOf(actor, rfq?.partnerId);
}
