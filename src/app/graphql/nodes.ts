import type DataLoader from 'dataloader';
import { loadAwardNode } from '../../modules/awards/index.ts';
import { categoryLoader, loadLogisticsRateNode, toCategory } from '../../modules/catalog/index.ts';
import { loadInvitationNode, loadInvitedLineNode } from '../../modules/invitations/index.ts';
import { loadQuoteNode } from '../../modules/quotes/index.ts';
import { loadRfqLineNode, rfqLoader, toRfq } from '../../modules/rfqs/index.ts';
import { supplierLoader, toSupplier } from '../../modules/suppliers/index.ts';
import {
  apiKeyLoader,
  buyerLoader,
  partnerLoader,
  toApiKey,
  toBuyer,
  toPartner,
} from '../../modules/identity/index.ts';
import type { GraphContext } from '../../platform/graphql/context.ts';
import { isUuid } from '../../platform/kernel/ids.ts';

/** How a node of a type is loaded for whoever asks: `null` when it is absent or not theirs to see. */
export type NodeLoader = (context: GraphContext, key: readonly string[]) => Promise<object | null>;

/** A node whose key is one UUID, read by the loader that knows what the caller may see. */
const byUuid =
  <Found>(
    loaderOf: (context: GraphContext) => DataLoader<string, Found | null>,
    toNode: (record: Found) => object,
  ): NodeLoader =>
  async (context, [id, ...rest]) => {
    if (id === undefined || rest.length > 0 || !isUuid(id)) return null;
    const record = await loaderOf(context).load(id);
    return record === null ? null : toNode(record);
  };

/** Type name of a global id → loader. */
export const nodeLoaders: Readonly<Record<string, NodeLoader>> = {
  Partner: byUuid(partnerLoader, toPartner),
  Buyer: byUuid(buyerLoader, toBuyer),
  ApiKey: byUuid(apiKeyLoader, toApiKey),
  Category: async (context, [scheme, code, ...rest]) => {
    if (scheme === undefined || code === undefined || rest.length > 0) return null;
    const record = await categoryLoader(context).load(`${scheme}:${code}`);
    return record && toCategory(record);
  },
  LogisticsRate: loadLogisticsRateNode,
  Supplier: byUuid(supplierLoader, toSupplier),
  Rfq: byUuid(rfqLoader, toRfq),
  RfqLine: async (context, key) =>
    (await loadRfqLineNode(context, key)) ?? (await loadInvitedLineNode(context, key)),
  Invitation: loadInvitationNode,
  Quote: loadQuoteNode,
  Award: loadAwardNode,
};
