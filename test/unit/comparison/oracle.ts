import { Decimal } from 'decimal.js';
import type {
  AskedLine,
  ComparedQuote,
  ComparisonInput,
  LogisticsBasis,
  LogisticsComponent,
  LogisticsRate,
  QuotedLine,
} from '../../../src/modules/comparison/scoring/index.ts';
import { formatFixed, type Fixed } from '../../../src/platform/kernel/fixed.ts';

/**
 * Landed cost once more, written from the formulas alone and in another arithmetic: every orderable quantity is
 * tried, not just the tiers' thresholds, and insurance is found by iteration. For inputs of `arbitraries.ts`:
 * complete quotes, whole quantities, every rate present under `*`.
 */
const Exact = Decimal.clone({ defaults: true, precision: 34 });
const of = (value: Fixed): Decimal => new Exact(formatFixed(value));
const HUNDRED = 100;

/** The landed cost of a quote. */
export function oracleTotal(input: ComparisonInput, quote: ComparedQuote): Decimal {
  const lines = quote.lines.map((offer) => {
    const asked = input.rfq.lines.find((line) => line.lineNo === offer.lineNo)!;
    return cheapest(input, quote, asked, offer);
  });
  const goods = Exact.sum(0, ...lines.map((line) => line.goods));
  const charges = Exact.sum(
    0,
    ...quote.fixedCharges.map((charge) => convert(input, charge.amount, charge.currency)),
  );
  const minimum = quote.minimumOrderValue;
  const topUp = minimum
    ? Exact.max(0, convert(input, minimum.amount, minimum.currency).minus(goods))
    : new Exact(0);
  const once = charges.plus(topUp);
  const shipment = chain(input, quote, once, (component) => perShipment(input, component));
  // The customs value of what no line bears follows the goods' value.
  const rate = Exact.sum(0, ...lines.map((line) => line.goods.times(line.dutyRate))).dividedBy(goods);
  const lastDelivery = Math.max(...quote.lines.map((offer) => offer.leadTimeDays ?? quote.leadTimeDays));
  const paidOnce = once.times(paymentFactor(input, quote, lastDelivery));
  return Exact.sum(...lines.map((line) => line.landed))
    .plus(paidOnce)
    .plus(shipment.added)
    .plus(shipment.customs.times(rate));
}

interface OracleLine {
  readonly goods: Decimal;
  readonly landed: Decimal;
  readonly dutyRate: Decimal;
}

interface OracleOffer {
  readonly asked: AskedLine;
  readonly offer: QuotedLine;
  readonly payment: Decimal;
  readonly dutyRate: Decimal;
}

function cheapest(
  input: ComparisonInput,
  quote: ComparedQuote,
  asked: AskedLine,
  offer: QuotedLine,
): OracleLine {
  const payment = paymentFactor(input, quote, offer.leadTimeDays ?? quote.leadTimeDays);
  const terms: OracleOffer = { asked, offer, payment, dutyRate: dutyRateOf(input, quote, asked) };
  const wanted = of(asked.quantity);
  const limit = wanted.times(of(input.rfq.policy.maxOverbuyPercent).dividedBy(HUNDRED).plus(1));
  const minimum = Exact.max(wanted, offer.minimumOrderQuantity === null ? 0 : of(offer.minimumOrderQuantity));
  const pack = offer.packSize === null ? new Exact(1) : of(offer.packSize);
  const least = minimum.dividedBy(pack).ceil().times(pack);
  let best = landedLine(input, quote, terms, least);
  for (let quantity = least.plus(pack); quantity.lessThanOrEqualTo(limit); quantity = quantity.plus(pack)) {
    const other = landedLine(input, quote, terms, quantity);
    if (other.landed.lessThan(best.landed)) best = other;
  }
  return best;
}

function landedLine(
  input: ComparisonInput,
  quote: ComparedQuote,
  { asked, offer, payment, dutyRate }: OracleOffer,
  quantity: Decimal,
): OracleLine {
  const goods = convertDecimal(input, goodsPrice(offer, quantity), quote.currency);
  const weight = of(asked.unitWeightKg!).times(quantity);
  const costs = chain(input, quote, goods, (component) => {
    const rate = rateOf(input, component, 'PER_KG');
    return rate ? convertDecimal(input, of(rate.amount).times(weight), rate.currency) : new Exact(0);
  });
  const landed = goods.times(payment).plus(costs.added).plus(costs.customs.times(dutyRate));
  return { goods, dutyRate, landed };
}

function goodsPrice(offer: QuotedLine, quantity: Decimal): Decimal {
  const base = of(offer.priceBaseQuantity);
  const steps = [
    ...(offer.unitPrice === null ? [] : [{ from: new Exact(0), price: of(offer.unitPrice) }]),
    ...offer.tiers.map((tier) => ({ from: of(tier.fromQuantity), price: of(tier.unitPrice) })),
  ].filter((step) => step.from.lessThanOrEqualTo(quantity));
  if (offer.tierKind === 'ALL_UNITS') return quantity.times(steps.at(-1)!.price).dividedBy(base);
  return Exact.sum(
    ...steps.map((step, index) =>
      (steps[index + 1]?.from ?? quantity).minus(index === 0 ? 0 : step.from).times(step.price),
    ),
  ).dividedBy(base);
}

/** Adds what the Incoterm leaves to the buyer and derives the customs value from a price. */
function chain(
  input: ComparisonInput,
  quote: ComparedQuote,
  price: Decimal,
  flat: (component: LogisticsComponent) => Decimal,
): { added: Decimal; customs: Decimal } {
  const has = (...terms: readonly string[]): boolean => terms.includes(quote.incoterm);
  const [origin, main, destination] = [flat('ORIGIN'), flat('MAIN'), flat('DESTINATION')];
  const premium = of(input.rates.logistics.find((rate) => rate.component === 'INSURANCE')!.amount).dividedBy(
    HUNDRED,
  );
  if (has('DDP')) return { added: new Exact(0), customs: new Exact(0) };
  let [fob, cfr, cif] = [price, price, price];
  if (has('EXW', 'FCA', 'FAS', 'FOB')) {
    fob = has('EXW') ? price.plus(origin) : price;
    cfr = fob.plus(main);
    cif = insured(cfr, premium);
  } else if (has('CFR', 'CPT')) {
    fob = price.minus(main);
    cif = insured(cfr, premium);
  } else {
    cif = has('DAP', 'DPU') ? price.minus(destination) : price;
    cfr = cif.times(new Exact(1).minus(premium.times('1.1')));
    fob = cfr.minus(main);
  }
  const delivered = has('DAP', 'DPU') ? price : cif.plus(destination);
  return { added: delivered.minus(price), customs: input.rates.dutyBase === 'FOB' ? fob : cif };
}

/** 110 % of the CIF value insured, and the premium part of that value: repeated until it stands. */
function insured(cfr: Decimal, premium: Decimal): Decimal {
  let cif = cfr;
  for (let last = new Exact(0); !cif.equals(last); cif = cfr.plus(cif.times('1.1').times(premium)))
    last = cif;
  return cif;
}

const rateOf = (
  input: ComparisonInput,
  component: LogisticsComponent,
  basis: LogisticsBasis,
): LogisticsRate | undefined =>
  input.rates.logistics.find((rate) => rate.component === component && rate.basis === basis);

function perShipment(input: ComparisonInput, component: LogisticsComponent): Decimal {
  const rate = rateOf(input, component, 'PER_SHIPMENT');
  return rate ? convert(input, rate.amount, rate.currency) : new Exact(0);
}

function dutyRateOf(input: ComparisonInput, quote: ComparedQuote, asked: AskedLine): Decimal {
  if (quote.incoterm === 'DDP' || quote.shipFromCountry === input.rfq.deliverToCountry) return new Exact(0);
  const rate = input.rates.duties.find((each) => each.hsPrefix === asked.hsCode)!;
  return of(rate.percent).dividedBy(HUNDRED);
}

function paymentFactor(input: ComparisonInput, quote: ComparedQuote, leadTimeDays: number): Decimal {
  const growth = of(input.rfq.policy.costOfCapital).plus(1);
  const at = (days: number): Decimal => growth.pow(new Exact(Math.max(0, days)).dividedBy(-365));
  const scheduled =
    quote.paymentSchedule.length === 0
      ? new Exact(1)
      : Exact.sum(
          ...quote.paymentSchedule.map(({ percent, days, anchor }) =>
            of(percent)
              .dividedBy(HUNDRED)
              .times(at(anchor === 'ORDER' ? days : leadTimeDays + days)),
          ),
        );
  if (quote.earlyPayment === null) return scheduled;
  const share = new Exact(1).minus(of(quote.earlyPayment.discountPercent).dividedBy(HUNDRED));
  return Exact.min(scheduled, share.times(at(leadTimeDays + quote.earlyPayment.days)));
}

const convert = (input: ComparisonInput, amount: Fixed, currency: string): Decimal =>
  convertDecimal(input, of(amount), currency);

function convertDecimal(input: ComparisonInput, amount: Decimal, currency: string): Decimal {
  if (currency === input.rfq.currency) return amount;
  const rate = input.rates.fx.find((each) => each.currency === currency)!;
  return amount.times(of(rate.multiplyBy)).dividedBy(of(rate.divideBy));
}
