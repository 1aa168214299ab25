import { iso31661Reserved } from 'iso-3166';
import { isCountryCode } from '../../../platform/graphql/scalars.ts';

/** Codes that statistics and older data use for parts or other names of a country. */
const ALIASES: Readonly<Record<string, string>> = { UK: 'GB', EL: 'GR', FX: 'FR', IC: 'ES', EA: 'ES' };

/** Codes that once meant a country, or are kept free for one: who uses them meant something, nobody knows what. */
const AMBIGUOUS = new Set([...iso31661Reserved.map((entry) => entry.alpha2), 'XK']);

/**
 * Reads a country as files have it: the ISO 3166-1 code, `null` for a code that is reserved but names no country
 * of today, `undefined` for anything that is no country at all.
 */
export function countryOf(text: string): string | null | undefined {
  if (isCountryCode(text)) return text;
  const code = text.toUpperCase();
  const country = ALIASES[code] ?? code;
  if (isCountryCode(country)) return country;
  return AMBIGUOUS.has(country) ? null : undefined;
}
