import { Problems } from '../../platform/kernel/problems.ts';
import { isPlace } from './customs.ts';
import type { LogisticsBasis, LogisticsComponent } from './logistics.rules.ts';

/** What tells the rates of one partner apart. */
export interface LogisticsRateKey {
  readonly partnerId: string;
  readonly origin: string;
  readonly destination: string;
  readonly component: LogisticsComponent;
  readonly basis: LogisticsBasis;
}

/** The key as one text. */
export const rateKey = ({ partnerId, origin, destination, component, basis }: LogisticsRateKey): string =>
  [partnerId, origin, destination, component, basis].join(':');

/** A rate as it is to be set. */
export interface WantedRate extends Omit<LogisticsRateKey, 'partnerId'> {
  readonly rate: string;
  readonly currency?: string | null | undefined;
}

/** Rates that one mutation takes. */
export const MAX_RATES = 500;

const MAX_AMOUNT = '1000000000';
const MAX_PERCENT = '100';
/** Insurance covers 110 % of the insured value, its own premium included: at 100/1.1 percent the premium has no bound. */
const MAX_INSURANCE_PERCENT = '50';

/** Checks rates that are to be set. Throws every problem at once. */
export function checkRates(rates: readonly WantedRate[]): void {
  const problems = new Problems();
  problems.count(['rates'], rates, 1, MAX_RATES);
  const seen = new Set<string>();
  rates.forEach((rate, index) => {
    const at = (field: string) => ['rates', index, field];
    for (const place of ['origin', 'destination'] as const) {
      if (!isPlace(rate[place]))
        problems.add(at(place), 'Give a country such as "DE", "EU" for its members, or "*" for anywhere.');
    }
    const isPercent = rate.basis === 'PERCENT_OF_VALUE';
    const highestPercent = rate.component === 'INSURANCE' ? MAX_INSURANCE_PERCENT : MAX_PERCENT;
    problems.decimal(at('rate'), rate.rate, { from: '0', to: isPercent ? highestPercent : MAX_AMOUNT });
    if (isPercent && rate.currency) problems.add(at('currency'), 'A percentage has no currency.');
    if (!isPercent && !rate.currency) problems.add(at('currency'), 'Name the currency of the rate.');
    const key = rateKey({ partnerId: '', ...rate });
    if (seen.has(key)) problems.add(['rates', index], 'The same rate stands further up already.');
    seen.add(key);
  });
  problems.throwIfAny();
}

/** Checks ids of rates that are to be deleted, by their number. Throws `VALIDATION_FAILED`. */
export function checkRateCount(ids: readonly string[]): void {
  const problems = new Problems();
  problems.count(['logisticsRateIds'], ids, 1, MAX_RATES);
  problems.throwIfAny();
}
