import { MAX_LENGTH } from '../supplier.rules.ts';
import { FieldReader } from './field-reader.ts';
import { sizeOf } from './sizes.ts';
import type { ReadField, SupplierRow } from './supplier-row.ts';

const MAX_ID_LENGTH = 100;
const RESERVED_PREFIX = 'demo:';

/** What is wrong with a row, in words. */
export type RowProblems = readonly string[];

/** Reads one row of a file. Returns the supplier, or everything that is wrong with the row at once. */
export function readSupplierRow(field: ReadField): SupplierRow | RowProblems {
  const row = new FieldReader(field);
  const sourceRef = row.text('supplier_id', MAX_ID_LENGTH) ?? row.missing('supplier_id');
  if (sourceRef.startsWith(RESERVED_PREFIX))
    row.problem(`supplier_id: "${RESERVED_PREFIX}…" marks made-up suppliers`);
  const name = row.text('name', MAX_LENGTH.name) ?? row.missing('name');
  const money = row.money('minimum_order_amount', 'minimum_order_currency');
  const values = {
    name,
    country: row.country('country'),
    region: row.text('region', MAX_LENGTH.region),
    city: row.text('city', MAX_LENGTH.city),
    postal_code: row.text('postal', MAX_LENGTH.postalCode),
    website: row.text('website', MAX_LENGTH.website),
    size: sizeOf(row.text('size', MAX_LENGTH.word) ?? ''),
    founded: row.year('founded'),
    description: row.text('description', MAX_LENGTH.description),
    keywords: row.words('keywords', 'category_labels'),
    certifications: row.words('certifications'),
    ships_to: row.countries('ships_to'),
    minimum_order_amount: money?.amount ?? null,
    minimum_order_currency: money?.currency ?? null,
    rating: row.decimal('rating', 5),
  };
  const categories = row.categories('category_codes');
  if (row.problems.length > 0) return row.problems;
  return {
    sourceRef,
    values,
    categories,
    identity: `${values.country ?? ''} ${name
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()}`,
  };
}
