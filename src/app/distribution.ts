/** How a table lies on a distributed PostgreSQL: copied to every node, or cut by a key. */
export type Distribution =
  { readonly kind: 'reference' } | { readonly kind: 'distributed'; readonly by: string };

const reference: Distribution = { kind: 'reference' };
const by = (column: string): Distribution => ({ kind: 'distributed', by: column });

/**
 * The distribution manifest: every table, in the order in which they can be distributed. All tables that
 * are cut by an RFQ's id are co-located, so a transaction on one RFQ stays on one node.
 */
export const distribution: Readonly<Record<string, Distribution>> = {
  partner: reference,
  buyer: reference,
  api_key: reference,
  api_key_secret: reference,
  category: reference,
  category_label: reference,
  category_crosswalk: reference,
  unit: reference,
  fx_rate: reference,
  logistics_rate: reference,
  duty_rate: reference,
  supplier: reference,
  supplier_category: reference,
  supplier_match: reference,
  supplier_overlay: reference,
  supplier_import: reference,
  api_key_use: by('prefix'),
  supplier_track: by('supplier_id'),
  supplier_inbox: by('supplier_id'),
  supplier_inbox_sequence: by('supplier_id'),
  buyer_rfq: by('buyer_id'),
  outbox: by('rfq_id'),
  outbox_sequence: by('rfq_id'),
  outbox_completion: by('rfq_id'),
  dead_letter: by('rfq_id'),
  audit: by('rfq_id'),
  idempotency: by('rfq_id'),
  rfq: by('id'),
  rfq_line: by('rfq_id'),
  match_report: by('rfq_id'),
  shortlist_entry: by('rfq_id'),
  invitation: by('rfq_id'),
  fan_out: by('rfq_id'),
  quote: by('rfq_id'),
  quote_revision: by('rfq_id'),
  quote_line: by('rfq_id'),
  comparison_basis: by('rfq_id'),
  award_decision: by('rfq_id'),
  award: by('rfq_id'),
  award_line: by('rfq_id'),
};
