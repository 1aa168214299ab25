import { isCountryCode } from '../../platform/graphql/scalars.ts';

const ANYWHERE = '*';

/** Countries that goods pass between without customs; its code stands for all of them in rates. */
export interface CustomsUnion {
  readonly code: string;
  readonly members: readonly string[];
}

export const EUROPEAN_UNION: CustomsUnion = {
  code: 'EU',
  members: 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
};

export const CUSTOMS_UNIONS: readonly CustomsUnion[] = [EUROPEAN_UNION];

const unionByMember = new Map(
  CUSTOMS_UNIONS.flatMap(({ code, members }) => members.map((member) => [member, code] as const)),
);

/** The customs union of a country, such as `EU` for its 27 members; `null` for a country that stands alone. */
export const customsUnionOf = (country: string): string | null => unionByMember.get(country) ?? null;

/** Whether goods pass between two countries without duty: inside one country or one customs union. */
export function sharesCustomsArea(a: string, b: string): boolean {
  const union = customsUnionOf(a);
  return a === b || (union !== null && union === customsUnionOf(b));
}

/** What duty is charged on: the value without main carriage and insurance (FOB), or with them (CIF). */
export type DutyBase = 'FOB' | 'CIF';

const FOB_COUNTRIES = new Set(['US', 'CA', 'AU']);

/** The duty base of a destination: FOB in the United States, Canada and Australia, CIF in the EU, the UK and most others. */
export const dutyBaseOf = (destination: string): DutyBase => (FOB_COUNTRIES.has(destination) ? 'FOB' : 'CIF');

/** Whether a rate may be stated for a place: a country, a customs union, or `*` for anywhere. */
export const isPlace = (text: string): boolean =>
  text === ANYWHERE || CUSTOMS_UNIONS.some(({ code }) => code === text) || isCountryCode(text);

/** Where a rate may be stated for a country, nearest first: the country, its customs union, anywhere. */
export function placesOf(country: string): string[] {
  const union = customsUnionOf(country);
  return union === null ? [country, ANYWHERE] : [country, union, ANYWHERE];
}
