import { isCurrencyCode } from '../../../platform/graphql/scalars.ts';
import { categoryCode } from '../../catalog/index.ts';
import { MAX_LENGTH } from '../supplier.rules.ts';
import { countryOf } from './countries.ts';
import { sizeOf } from './sizes.ts';
import type { FileColumn, ReadField, SupplierRow } from './supplier-row.ts';

const MAX_ID_LENGTH = 100;
const MAX_LABEL_LENGTH = 1000;
const MAX_CATEGORIES = 200;
const MAX_WORDS = 100;
/** Years that an organisation alive today can have been founded in. */
const YEARS = { from: 1000, to: 2100 };
const RESERVED_PREFIX = 'demo:';

// oxlint-disable-next-line no-control-regex -- looking for control characters is the point
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/;
/** What a spreadsheet would run: "=…", or a sign before a function call or a DDE link. Names such as "+plugg" pass. */
const FORMULA = /^(?:=|[+\-@]\s*(?:[A-Z][A-Z.]*\(|[^|]*\|[^!]*!))/;

/** What is wrong with a row, in words. */
export type RowProblems = readonly string[];

/** Reads one row of a file. Returns everything that is wrong with it at once, or the supplier. */
export function readSupplierRow(field: ReadField): SupplierRow | RowProblems {
  const row = new RowReader(field);
  const sourceRef = row.text('supplier_id', MAX_ID_LENGTH);
  if (sourceRef === null) row.problem('supplier_id is missing');
  else if (sourceRef.startsWith(RESERVED_PREFIX)) row.problem(`supplier_id begins with "${RESERVED_PREFIX}", which is kept for made-up suppliers`);
  const name = row.text('name', MAX_LENGTH.name);
  if (name === null) row.problem('name is missing');
  const country = row.country('country');
  const [amount, currency] = row.money();
  const values = {
    name,
    country: country ?? null,
    region: row.text('region', MAX_LENGTH.region),
    city: row.text('city', MAX_LENGTH.city),
    postal_code: row.text('postal', MAX_LENGTH.postalCode),
    website: row.text('website', MAX_LENGTH.website),
    size: sizeOf(row.text('size', MAX_LENGTH.word) ?? ''),
    founded: row.year('founded'),
    description: row.text('description', MAX_LENGTH.description),
    keywords: row.words(['keywords', 'category_labels']),
    certifications: row.words(['certifications']),
    ships_to: row.countries('ships_to'),
    minimum_order_amount: amount,
    minimum_order_currency: currency,
    rating: row.decimal('rating', '5'),
  };
  const categories = row.categories();
  if (row.problems.length > 0 || sourceRef === null || name === null) return row.problems;
  return {
    sourceRef,
    values,
    categories,
    hasDoubtfulCountry: country === null && row.text('country', MAX_LENGTH.word) !== null,
    identity: `${country ?? ''} ${name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()}`,
  };
}
