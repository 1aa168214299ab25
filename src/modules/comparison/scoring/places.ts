import type { CustomsUnion } from './comparison-rates.ts';

const ANYWHERE = '*';

/** What a rate may name to cover this country, the nearest first: itself, its customs unions, anywhere. */
export function placesOf(country: string, unions: readonly CustomsUnion[]): readonly string[] {
  const memberships = unions.filter((union) => union.members.includes(country)).map((union) => union.code);
  return [country, ...memberships, ANYWHERE];
}

/** Whether goods pass between the two without customs: one country, or one customs union. */
export function sharesCustomsArea(a: string, b: string, unions: readonly CustomsUnion[]): boolean {
  return a === b || unions.some((union) => union.members.includes(a) && union.members.includes(b));
}

/** The European Union's 27 members, one customs territory. */
export const EUROPEAN_UNION: CustomsUnion = {
  code: 'EU',
  members: 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
};

const FOB_CUSTOMS = new Set(['US', 'CA', 'AU']);

/** What a country's customs charges its percentage on: the FOB-type value in a few, the CIF value in most. */
export function dutyBaseOf(country: string): 'FOB' | 'CIF' {
  return FOB_CUSTOMS.has(country) ? 'FOB' : 'CIF';
}
