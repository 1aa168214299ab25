import { div, fixedInt, ZERO, type Fixed } from '../../../platform/kernel/fixed.ts';
import type { AskedLine, ComparisonInput, QuotedLine } from './comparison-input.ts';
import type { DutyRate } from './comparison-rates.ts';
import type { ComparisonGap } from './comparison-result.ts';
import { gap } from './gaps.ts';
import { placesOf, sharesCustomsArea } from './places.ts';

/** The duty on one line: a fraction of its customs value; the gap where the rate is not known. */
export interface DutyTerm {
  /** Null where no duty arises or its rate is not known. */
  readonly rate: DutyRate | null;
  readonly fraction: Fixed;
  readonly gap: ComparisonGap | null;
}

/** No border, or a price that includes the duty. */
export const NO_DUTY: DutyTerm = { rate: null, fraction: ZERO, gap: null };

/**
 * Finds duties by origin × destination × HS code: the nearest places first, then the longest prefix.
 * Goods made inside the destination's customs area but shipped from outside count as coming from there.
 */
export class DutyBook {
  readonly #input: ComparisonInput;
  readonly #tariffs = new Map<string, Map<string, DutyRate>>();
  readonly #terms = new Map<string, DutyTerm>();

  /** Throws `RangeError` for a rate stated twice. */
  constructor(input: ComparisonInput) {
    this.#input = input;
    for (const rate of input.rates.duties) {
      const key = `${rate.origin} ${rate.destination}`;
      const tariff = this.#tariffs.get(key) ?? new Map<string, DutyRate>();
      if (tariff.has(rate.hsPrefix)) throw new RangeError(`two duty rates for ${key} ${rate.hsPrefix}`);
      this.#tariffs.set(key, tariff.set(rate.hsPrefix, rate));
    }
  }

  /** Whether goods from this country cross a customs border on their way. */
  isForeign(shipFromCountry: string): boolean {
    const { rfq, rates } = this.#input;
    return !sharesCustomsArea(shipFromCountry, rfq.deliverToCountry, rates.customsUnions);
  }

  /** The duty on a line that crosses a customs border. */
  termFor(asked: AskedLine, offer: QuotedLine, shipFromCountry: string): DutyTerm {
    const made = offer.countryOfOrigin;
    const origin = made !== null && this.isForeign(made) ? made : shipFromCountry;
    const hsCode = offer.hsCode ?? asked.hsCode;
    const key = `${asked.lineNo} ${origin} ${hsCode ?? ''}`;
    let term = this.#terms.get(key);
    if (term === undefined) {
      term = this.#look(asked.lineNo, origin, hsCode);
      this.#terms.set(key, term);
    }
    return term;
  }

  #look(lineNo: number, origin: string, hsCode: string | null): DutyTerm {
    const destination = this.#input.rfq.deliverToCountry;
    const unions = this.#input.rates.customsUnions;
    const digits = (hsCode ?? '').replaceAll(/\D/g, '');
    for (const from of placesOf(origin, unions)) {
      for (const to of placesOf(destination, unions)) {
        const rate = longestPrefix(this.#tariffs.get(`${from} ${to}`), digits);
        if (rate) return { rate, fraction: div(rate.percent, fixedInt(100)), gap: null };
      }
    }
    const missing =
      hsCode === null
        ? gap(
            'NO_HS_CODE',
            `No HS code is given for line ${lineNo}, and the duty depends on it.`,
            lineNo,
            'DUTY',
          )
        : gap(
            'NO_DUTY_RATE',
            `No duty rate ${origin}→${destination} for HS ${hsCode} is known.`,
            lineNo,
            'DUTY',
          );
    return { ...NO_DUTY, gap: missing };
  }
}

function longestPrefix(tariff: ReadonlyMap<string, DutyRate> | undefined, digits: string): DutyRate | null {
  if (!tariff) return null;
  for (let length = digits.length; length >= 0; length--) {
    const rate = tariff.get(digits.slice(0, length));
    if (rate) return rate;
  }
  return null;
}
