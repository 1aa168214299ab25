import { ONE, type Fixed } from '../../../platform/kernel/fixed.ts';
import type { AskedLine, ComparisonInput } from './comparison-input.ts';
import type { LogisticsBasis, LogisticsComponent, LogisticsRate } from './comparison-rates.ts';
import type { ComparisonGap } from './comparison-result.ts';
import type { FxTable } from './fx.ts';
import { gap } from './gaps.ts';
import { CHAIN } from './incoterms.ts';
import { placesOf } from './places.ts';
import { flatCharge, FREE, percentCharge, type ChainCharges, type StepCharge } from './step-charge.ts';
import { measurePerUnit, type UnitTable } from './units.ts';
import type { GapCode } from './vocabulary.ts';

/** The charges from one origin: per asked line, and those that the shipment bears once. */
export interface Lane {
  chargesOf(askedIndex: number): ChainCharges;
  readonly shipmentCharges: ChainCharges;
}

const VARIABLE_BASES = ['PER_KG', 'PER_M3', 'PER_UNIT'] as const;

const NO_RATE: Readonly<Record<LogisticsComponent, { code: GapCode; words: string }>> = {
  ORIGIN: { code: 'NO_ORIGIN_RATE', words: 'rate for handling at the origin' },
  MAIN: { code: 'NO_FREIGHT_RATE', words: 'freight rate' },
  INSURANCE: { code: 'NO_INSURANCE_RATE', words: 'insurance rate' },
  DESTINATION: { code: 'NO_DESTINATION_RATE', words: 'rate for handling at the destination' },
};

/** Gives the lane from a country to the RFQ's destination, computed once. Throws `RangeError` for a rate stated twice. */
export type Lanes = (shipFromCountry: string) => Lane;

export function lanes(input: ComparisonInput, fx: FxTable, units: UnitTable): Lanes {
  const rates = new RateIndex(input);
  const known = new Map<string, Lane>();
  return (origin) => {
    let lane = known.get(origin);
    if (lane === undefined) {
      lane = new RatedLane(origin, rates, input, fx, units);
      known.set(origin, lane);
    }
    return lane;
  };
}

class RateIndex {
  readonly #rates = new Map<string, LogisticsRate[]>();
  readonly #input: ComparisonInput;
  readonly #destinations: readonly string[];

  constructor(input: ComparisonInput) {
    this.#input = input;
    this.#destinations = placesOf(input.rfq.deliverToCountry, input.rates.customsUnions);
    for (const rate of input.rates.logistics) {
      const key = `${rate.component} ${rate.origin} ${rate.destination}`;
      const same = this.#rates.get(key);
      if (same?.some((other) => other.basis === rate.basis))
        throw new RangeError(`two rates for ${key} ${rate.basis}`);
      if (same) same.push(rate);
      else this.#rates.set(key, [rate]);
    }
  }

  nearest(component: LogisticsComponent, origin: string): readonly LogisticsRate[] | null {
    for (const from of placesOf(origin, this.#input.rates.customsUnions)) {
      for (const to of this.#destinations) {
        const found = this.#rates.get(`${component} ${from} ${to}`);
        if (found) return found;
      }
    }
    return null;
  }
}

class RatedLane implements Lane {
  readonly shipmentCharges: ChainCharges;
  readonly #rates: readonly (readonly LogisticsRate[] | null)[];
  readonly #unrated: readonly (StepCharge | null)[];
  readonly #byLine: (ChainCharges | undefined)[] = [];
  readonly #asked: readonly AskedLine[];
  readonly #fx: FxTable;
  readonly #units: UnitTable;

  constructor(origin: string, index: RateIndex, input: ComparisonInput, fx: FxTable, units: UnitTable) {
    this.#asked = input.rfq.lines;
    this.#fx = fx;
    this.#units = units;
    this.#rates = CHAIN.map((component) => index.nearest(component, origin));
    this.#unrated = CHAIN.map((component, step) => {
      if (this.#rates[step]) return null;
      const { code, words } = NO_RATE[component];
      const message = `No ${words} ${origin}→${input.rfq.deliverToCountry} is known.`;
      return { ...FREE, gap: gap(code, message, null, component) };
    });
    this.shipmentCharges = this.#rates.map((rates) => (rates ? this.#shipmentCharge(rates) : FREE));
  }

  chargesOf(askedIndex: number): ChainCharges {
    return (this.#byLine[askedIndex] ??= this.#rates.map((rates, step) =>
      rates ? this.#lineCharge(rates, this.#asked[askedIndex]!) : this.#unrated[step]!,
    ));
  }

  #lineCharge(rates: readonly LogisticsRate[], asked: AskedLine): StepCharge {
    const unmeasured: LogisticsBasis[] = [];
    for (const basis of VARIABLE_BASES) {
      const rate = rates.find((candidate) => candidate.basis === basis);
      if (!rate) continue;
      const measure = measurePerUnit(this.#units, asked, basis);
      if (measure !== null) return this.#flat(rate, measure);
      unmeasured.push(basis);
    }
    const percent = rates.find((rate) => rate.basis === 'PERCENT_OF_VALUE');
    if (percent) return percentCharge(percent);
    return unmeasured.length === 0 ? FREE : { ...FREE, gap: unmeasuredGap(unmeasured, rates, asked) };
  }

  /** A percentage reaches the shipment's own charges only where nothing but the value decides the cost. */
  #shipmentCharge(rates: readonly LogisticsRate[]): StepCharge {
    const once = rates.find((rate) => rate.basis === 'PER_SHIPMENT');
    const flat = once ? this.#flat(once, ONE) : FREE;
    const measured = rates.some((rate) => (VARIABLE_BASES as readonly string[]).includes(rate.basis));
    const percent = rates.find((rate) => rate.basis === 'PERCENT_OF_VALUE');
    return percent && !measured ? { ...percentCharge(percent), flat: flat.flat, gap: flat.gap } : flat;
  }

  #flat(rate: LogisticsRate, perUnit: Fixed): StepCharge {
    const fx = this.#fx.rateOf(rate.currency);
    if (!fx) return { ...FREE, gap: this.#fx.missing(rate.currency) };
    return { ...FREE, flat: flatCharge(rate, fx, perUnit) };
  }
}

function unmeasuredGap(
  bases: readonly LogisticsBasis[],
  rates: readonly LogisticsRate[],
  asked: AskedLine,
): ComparisonGap {
  const weight = bases.includes('PER_KG');
  return gap(
    weight ? 'NO_WEIGHT' : 'NO_VOLUME',
    `No ${weight ? 'weight' : 'volume'} is given for line ${asked.lineNo}, and the rate is charged on it.`,
    asked.lineNo,
    rates[0]!.component,
  );
}
