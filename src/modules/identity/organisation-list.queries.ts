import type { Actor } from '../../platform/kernel/actor.ts';
import { type GraphContext, requireActor } from '../../platform/graphql/context.ts';
import { keysetPage } from '../../platform/graphql/keyset-page.ts';
import { nestedPage } from '../../platform/graphql/nested-page.ts';
import type { Connection, ConnectionArgs } from '../../platform/graphql/relay.ts';
import type { BuyerFilter } from './buyer-input.type.ts';
import { BUYER_COLUMNS, type BuyerRecord, readableBuyer } from './buyer.queries.ts';
import { checkBuyerFilter } from './buyer.rules.ts';
import { type Buyer, toBuyer } from './buyer.type.ts';
import { PARTNER_COLUMNS, type PartnerRecord, readablePartner } from './partner.queries.ts';
import { checkPartnerSearch } from './partner.rules.ts';
import { type Partner, toPartner } from './partner.type.ts';

/** The condition that a name contains a text, whatever its case and accents. */
const contains = (column: string, text: string, parameters: unknown[]): string =>
  `position(folded($${parameters.push(text.trim())}::text) in folded(${column})) > 0`;

/** The partners that an actor may read, by name. */
export function listPartners(
  context: GraphContext,
  search: string | null,
  args: ConnectionArgs,
): Promise<Connection<Partner>> {
  checkPartnerSearch(search);
  const parameters: unknown[] = [];
  const conditions = [readablePartner(requireActor(context), parameters)];
  if (search?.trim()) conditions.push(contains('p.name', search, parameters));
  const list = {
    name: 'partners',
    columns: PARTNER_COLUMNS,
    from: 'partner p',
    where: conditions.join(' and '),
    parameters,
    keys: [
      { column: 'p.name', type: 'text' },
      { column: 'p.id', type: 'uuid' },
    ],
    descending: false,
  };
  return keysetPage<PartnerRecord, Partner>(context.db, list, args, toPartner);
}

export interface BuyerSearch {
  readonly actor: Actor;
  readonly search: string | null;
  readonly filter: BuyerFilter | null;
}

/** The buyers of a partner that an actor may read, by name. */
export function listBuyers(
  context: GraphContext,
  partnerId: string,
  { actor, search, filter }: BuyerSearch,
  args: ConnectionArgs,
): Promise<Connection<Buyer>> {
  checkBuyerFilter(search, filter);
  const parameters: unknown[] = [];
  const conditions = [readableBuyer(actor, parameters)];
  if (search?.trim()) conditions.push(contains('b.name', search, parameters));
  if (filter?.countries) conditions.push(`b.country = any($${parameters.push(filter.countries)}::text[])`);
  if (filter?.reference) conditions.push(`b.reference = $${parameters.push(filter.reference)}`);
  const list = {
    name: 'buyers',
    parent: 'b.partner_id',
    columns: BUYER_COLUMNS,
    from: 'buyer b',
    where: conditions.join(' and '),
    parameters,
    keys: [
      { column: 'b.name', type: 'text' },
      { column: 'b.id', type: 'uuid' },
    ],
    descending: false,
  };
  return nestedPage<BuyerRecord, Buyer>(context, list, partnerId, args, toBuyer);
}
