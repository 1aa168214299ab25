import type { SupplierSize, SupplierState } from '../supplier.rules.ts';
import { certificatesFor } from './certificates.ts';
import { ancestorAt, type Branch, Market, type MarketCategory } from './market.ts';
import { type Place, PLACES, WORLD } from './places.ts';
import { Random, type Weighted, weighted } from './random.ts';
import { companyStem, describe } from './words.ts';

/** A made-up supplier, complete but for what it leaves unknown (null). */
export interface GeneratedSupplier {
  readonly id: string;
  readonly sourceRef: string;
  readonly name: string;
  readonly country: string;
  readonly region: string;
  readonly city: string;
  readonly website: string | null;
  readonly size: SupplierSize;
  readonly founded: number | null;
  readonly description: string;
  readonly keywords: readonly string[];
  readonly certifications: readonly string[];
  readonly shipsTo: readonly string[] | null;
  readonly minimumOrderAmount: string | null;
  readonly minimumOrderCurrency: string | null;
  readonly rating: string | null;
  readonly state: SupplierState;
  readonly optedOut: boolean;
  readonly categoryCodes: readonly string[];
}

export interface GeneratorOptions {
  readonly seed: number;
  /** How many suppliers the pool has in the end. */
  readonly count: number;
  /** Skips so many from the front: the pool of 100 is the beginning of the pool of 200. */
  readonly skip?: number;
  readonly categories: readonly MarketCategory[];
}

const SIZES = weighted<SupplierSize>(
  ['MICRO', 'SMALL', 'MEDIUM', 'LARGE'],
  (_size, rank) => [42, 34, 17, 7][rank] ?? 0,
);
const MINIMUM_ORDER: Readonly<Record<SupplierSize, readonly number[]>> = {
  MICRO: [20, 50, 100, 150],
  SMALL: [50, 100, 250, 500],
  MEDIUM: [250, 500, 1000, 2500],
  SME: [100, 250, 500],
  LARGE: [1000, 2500, 5000, 10_000, 25_000],
};
/** Roughly how many units of a currency one euro is, to a power of ten: minimum orders are round numbers. */
const PER_EURO: Readonly<Record<string, number>> = {
  JPY: 100,
  KRW: 1000,
  IDR: 10_000,
  VND: 10_000,
  COP: 1000,
  CLP: 1000,
  HUF: 100,
  INR: 100,
  RSD: 100,
  PKR: 100,
  BDT: 100,
};
const YEAR = 2025;
const FIRST_SERVICE_DIVISION = '45';

/** Makes up suppliers, the same ones for the same seed and catalog, with the skews of a real pool. */
export function* generateSuppliers({
  seed,
  count,
  skip = 0,
  categories,
}: GeneratorOptions): Generator<GeneratedSupplier, void, undefined> {
  const market = new Market(categories);
  for (let number = skip + 1; number <= count; number += 1)
    yield makeUp(new Random(seed, number), number, market);
}

function makeUp(random: Random, number: number, market: Market): GeneratedSupplier {
  const place = random.pickWeighted(PLACES);
  const city = random.pickWeighted(citiesOf(place));
  const size = random.pickWeighted(SIZES);
  const branches = assortment(random, market);
  const main = branches[0] as Branch;
  const division = main.code.slice(0, 2);
  const founded = random.chance(0.85) ? YEAR - Math.floor(110 * random.unit() ** 2.2) : null;
  const stem = companyStem(random);
  const name = nameOf(random, stem, main, city.name, place);
  const minimum = random.chance(0.65)
    ? random.pick(MINIMUM_ORDER[size]) * (PER_EURO[place.currency] ?? 1)
    : null;
  return {
    id: random.uuid(number),
    sourceRef: `demo:${String(number).padStart(6, '0')}`,
    name,
    country: place.country,
    region: city.region,
    city: city.name,
    website: random.chance(0.8)
      ? `https://${stem.toLowerCase().replaceAll(' & ', '-')}-${number}.example`
      : null,
    size,
    founded,
    description: describe(random, {
      sells: branches.map((branch) => branch.phrase),
      also: nearby(random, branches),
      isService: division >= FIRST_SERVICE_DIVISION,
      city: city.name,
      founded,
    }),
    keywords: [...new Set(branches.flatMap((branch) => branch.words))].slice(0, random.int(2, 5)),
    certifications: certificatesFor(random, size, division),
    shipsTo: reach(random, place, size),
    minimumOrderAmount: minimum === null ? null : String(minimum),
    minimumOrderCurrency: minimum === null ? null : place.currency,
    rating: random.chance(0.78)
      ? (5 - 3.5 * random.unit() ** 2 * random.unit() - 0.3 * random.unit()).toFixed(2)
      : null,
    state: random.chance(0.01) ? 'SUSPENDED' : 'ACTIVE',
    optedOut: random.chance(0.008),
    categoryCodes: branches.map((branch) => branch.code),
  };
}

/** What it sells: most suppliers keep to one corner of the tree, some to a division, few sell everything. */
function assortment(random: Random, market: Market): Branch[] {
  const first = market.descend(random, null);
  const kind = random.unit();
  const [low, high, level] = kind < 0.7 ? [1, 3, 3] : kind < 0.94 ? [2, 5, 1] : [3, 6, 0];
  const chosen = [first];
  const wanted = random.int(low, high);
  for (let draw = 1; draw < wanted; draw += 1) {
    const next = market.descend(random, level === 0 ? null : ancestorAt(first, level));
    if (!chosen.includes(next)) chosen.push(next);
  }
  return chosen;
}

/** One or two siblings, which the description names although the supplier is not registered for them. */
function nearby(random: Random, branches: readonly Branch[]): string[] {
  const siblings = branches[0]?.parent?.children.items ?? [];
  if (siblings.length < 2) return [];
  const drawn = new Set([random.pick(siblings), random.pick(siblings)]);
  return [...drawn].filter((branch) => !branches.includes(branch)).map((branch) => branch.phrase);
}

function nameOf(random: Random, stem: string, main: Branch, city: string, place: Place): string {
  const middle = random.chance(0.65) && main.trade ? ` ${main.trade}` : '';
  const where = random.chance(0.12) ? ` ${city}` : '';
  return `${stem}${middle}${where} ${random.pick(place.legalForms)}`;
}

/** Where it delivers: at home, to some of the countries around, to all of them, or everywhere; null where nobody knows. */
function reach(random: Random, place: Place, size: SupplierSize): readonly string[] | null {
  if (random.chance(0.15)) return null;
  const draw = random.unit() - (size === 'LARGE' ? 0.2 : 0) + (size === 'MICRO' ? 0.2 : 0);
  if (draw < 0.12) return WORLD;
  if (draw < 0.35) return place.neighbourhood;
  if (draw > 0.75) return [place.country];
  const some = Array.from({ length: random.int(2, 8) }, () => random.pick(place.neighbourhood));
  return [...new Set([place.country, ...some])];
}

const cityWeights = new Map<Place, Weighted<Place['cities'][number]>>();

function citiesOf(place: Place): Weighted<Place['cities'][number]> {
  const known = cityWeights.get(place) ?? weighted(place.cities, (_city, rank) => 1 / (rank + 1));
  cityWeights.set(place, known);
  return known;
}
