import type { Random } from './random.ts';

const STEM_STARTS =
  'Al Ar Bel Bor Bran Cal Cor Dal Dor El Fal Far Fen Gal Gran Hal Hel Ing Jor Kal Kel Kor Lan Lin Lor Mal Mar Mer Nor Nov Or Pel Per Quin Ral Ron Sal Sel Sol Tal Tor Ul Val Var Ven Vol Wel Wes Yar Zel'.split(
    ' ',
  );
const STEM_ENDS =
  'aris band berg bert bos cast dex dorf duna elo fels fort gard gate gren haven ic ika ima ingen ison ix land lex lund mann mark mat mex mont na nik nor ova park phal quist rand rex ria rol sen son stad ster tal tec ten tia tix tra tron va vald vex vik wald wick worth zen'.split(
    ' ',
  );
const GOODS_ROLES = [
  'Manufacturer of',
  'Maker and exporter of',
  'Distributor of',
  'Wholesaler of',
  'Contract producer of',
  'Specialist in',
  'Supplier of',
  'Family-owned producer of',
] as const;
const SERVICE_ROLES = [
  'Provider of',
  'Contractor for',
  'Specialist in',
  'Experts in',
  'Local partner for',
  'Full-service house for',
] as const;
const STRENGTHS = [
  'Framework contracts with public buyers.',
  'Fixed prices for twelve months.',
  'Export documents and customs handled.',
  'Installation and training on site.',
  'References on request.',
  'One contact from offer to invoice.',
] as const;
const GOODS_STRENGTHS = [
  ...STRENGTHS,
  'Small batches and prototypes are welcome.',
  'Large series with call-off stock.',
  'Own design and test laboratory.',
  'Delivery from stock within five working days.',
  'Private label and custom packaging.',
  'Spare parts and after-sales service included.',
  'Made to drawing; 3D models accepted.',
  'Just-in-time delivery to assembly lines.',
  'Recycled materials on request.',
  'Full traceability by batch.',
  'Two shifts, fully automated lines.',
  'Samples free of charge.',
] as const;
const SERVICE_STRENGTHS = [
  ...STRENGTHS,
  'Teams in three shifts.',
  'On site within four hours.',
  'Certified specialists only.',
  'Monthly reports and key figures.',
  'Billing by the hour or at fixed prices.',
  'Several languages spoken.',
] as const;

/** The made-up part of a company name. */
export const companyStem = (random: Random): string => {
  const stem = random.pick(STEM_STARTS) + random.pick(STEM_ENDS);
  return random.chance(0.2) ? `${stem} & ${random.pick(STEM_STARTS)}${random.pick(STEM_ENDS)}` : stem;
};

const FILLERS = new Set(
  'and for other related products services various miscellaneous parts with the than their equipment work works supplies articles'.split(
    ' ',
  ),
);

/** The words of a category's label that say what it is, in lower case. */
export const tellingWords = (label: string): string[] =>
  (label.toLowerCase().match(/\p{L}{4,}/gu) ?? []).filter((word) => !FILLERS.has(word));

/** The one word of a label that a company would put into its name, capitalised: the noun of its first phrase. */
export function tradeWord(label: string): string {
  const [phrase = ''] = label.split(/[,;(]| and | for | of | with /);
  const noun = tellingWords(phrase).at(-1) ?? tellingWords(label)[0] ?? '';
  return noun.charAt(0).toUpperCase() + noun.slice(1);
}

/** A label in the middle of a sentence. */
export const inSentence = (label: string): string =>
  /^\p{Lu}\p{Ll}/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;

export interface Story {
  readonly sells: readonly string[];
  /** What stands next to it on the shelf. */
  readonly also: readonly string[];
  readonly isService: boolean;
  readonly city: string;
  readonly founded: number | null;
}

/** What a supplier says of itself: what it sells, where, since when, and one strength. */
export function describe(random: Random, { sells, also, isService, city, founded }: Story): string {
  const role = random.pick(isService ? SERVICE_ROLES : GOODS_ROLES);
  const since = founded !== null && random.chance(0.6) ? ` since ${founded}` : '';
  const more = also.length > 0 && random.chance(0.5) ? ` Also ${also.join(', ')}.` : '';
  const strengths = isService ? SERVICE_STRENGTHS : GOODS_STRENGTHS;
  return `${role} ${sells.slice(0, 2).join(' and ')} in ${city}${since}.${more} ${random.pick(strengths)}`;
}
