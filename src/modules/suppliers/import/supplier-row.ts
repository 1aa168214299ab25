import type { CopyValue } from '../bulk/copy-text.ts';

/** The columns that a file may have; all but the first two may be missing. */
export const FILE_COLUMNS = [
  'supplier_id',
  'name',
  'country',
  'region',
  'city',
  'postal',
  'website',
  'size',
  'founded',
  'category_codes',
  'category_labels',
  'description',
  'keywords',
  'certifications',
  'ships_to',
  'minimum_order_amount',
  'minimum_order_currency',
  'rating',
] as const;
export type FileColumn = (typeof FILE_COLUMNS)[number];

/** What a row says under a column; `undefined` where it says nothing. CSV has text only, JSON numbers and lists too. */
export type ReadField = (column: FileColumn) => unknown;

/** The values of `supplier` columns. */
export interface SupplierValues extends Readonly<Record<string, CopyValue>> {
  readonly name: string;
  readonly country: string | null;
  readonly description: string | null;
  readonly keywords: readonly string[];
}

/** A row that is fit for the pool, and what it is registered for. */
export interface SupplierRow {
  readonly sourceRef: string;
  readonly values: SupplierValues;
  readonly categories: readonly { readonly scheme: string; readonly code: string }[];
  /** Equal for rows that may be the same organisation: its name without signs and case, and its country. */
  readonly identity: string;
}
