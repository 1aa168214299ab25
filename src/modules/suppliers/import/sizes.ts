import { sizeOfHeadcount, SupplierSize } from '../supplier.rules.ts';

/** "1001 - 5000", "500 to 999", "20,000 or more", "10001+": the first number counts. "Less than 250": the one before. */
const HEADCOUNT = /^(?<below><|less than|fewer than|under|up to)?\s*(?<count>\d[\d.,]*)/i;
const MICRO_BOUND = 10;
const SME_BOUND = 250;

/** Reads a size as files have it: a word or a range of heads; `null` for what says nothing. */
export function sizeOf(text: string): SupplierSize | null {
  const word = text.toUpperCase().replace(/[ -]?ENTERPRISE$/, '');
  if (Object.hasOwn(SupplierSize, word)) return word as SupplierSize;
  const { below, count } = HEADCOUNT.exec(text)?.groups ?? {};
  if (count === undefined) return null;
  const people = Number(count.replaceAll(/[.,]/g, ''));
  if (below === undefined) return sizeOfHeadcount(people);
  if (people <= MICRO_BOUND) return 'MICRO';
  return people <= SME_BOUND ? 'SME' : null;
}
