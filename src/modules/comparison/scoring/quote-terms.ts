import type { AskedLine, ComparedQuote, QuotedLine } from './comparison-input.ts';
import type { ComparisonGap } from './comparison-result.ts';
import { NO_DUTY } from './duty.ts';
import type { Frame } from './frame.ts';
import { gap } from './gaps.ts';
import { CHAIN, PRICE_STAGE } from './incoterms.ts';
import type { LandingTerms } from './landed-cost.ts';
import type { Lane } from './logistics.ts';
import { FREE, type ChainCharges } from './step-charge.ts';
import { PAID_AT_ORDER, paymentValue, type PaymentValue } from './present-value.ts';
import type { Ratio } from './ratio.ts';

const UNKNOWN_LANE: ChainCharges = CHAIN.map(() => FREE);

/** What holds for a whole quote, looked up once; gives its lines and its shipment their landing terms. */
export class QuoteTerms {
  readonly quote: ComparedQuote;
  /** Null where the currency has no rate: nothing of the quote can be compared then. */
  readonly fx: Ratio | null;
  /** Gaps of the quote as a whole. */
  readonly gaps: readonly ComparisonGap[];
  readonly #frame: Frame;
  readonly #priceStage: number;
  readonly #lane: Lane | null;
  /** Where duty starts; null where none arises or the price includes it. */
  readonly #dutyFrom: string | null;
  readonly #payment: PaymentValue | null;

  constructor(frame: Frame, quote: ComparedQuote) {
    const { incoterm, shipFromCountry } = quote;
    const dutyPaid = incoterm === 'DDP';
    this.quote = quote;
    this.#frame = frame;
    this.#priceStage = PRICE_STAGE[incoterm];
    this.#lane = shipFromCountry === null ? null : frame.lanes(shipFromCountry);
    this.#dutyFrom =
      shipFromCountry !== null && !dutyPaid && frame.duties.isForeign(shipFromCountry)
        ? shipFromCountry
        : null;
    this.#payment = paymentValue(quote, quote.leadTimeDays, frame.discount);
    this.fx = frame.fx.rateOf(quote.currency);
    const gaps: ComparisonGap[] = [];
    if (!this.fx) gaps.push(frame.fx.missing(quote.currency));
    if (shipFromCountry === null && !dutyPaid) gaps.push(NO_SHIP_FROM);
    if (!this.#payment) gaps.push(PAYMENT_SCHEDULE_INVALID);
    this.gaps = gaps;
  }

  /** How the price of an answer to an asked line becomes its landed cost. */
  ofLine(offer: QuotedLine, asked: AskedLine, askedIndex: number): LandingTerms {
    const from = this.#dutyFrom;
    const duty = from === null ? NO_DUTY : this.#frame.duties.termFor(asked, offer, from);
    return {
      payment: this.#paymentAt(offer.leadTimeDays ?? this.quote.leadTimeDays),
      priceStage: this.#priceStage,
      charges: this.#lane ? this.#lane.chargesOf(askedIndex) : UNKNOWN_LANE,
      duty,
      dutyStage: duty.fraction === 0n && duty.gap === null ? null : this.#frame.dutyStage,
    };
  }

  /**
   * The same for what the quote bears once; its duty is settled at the lines' rates. It is paid with the last
   * delivery: were a top-up paid before the goods, a dearer price, which lessens it, could make the whole cheaper.
   */
  ofShipment(isDutiable: boolean, lastDeliveryDays: number): LandingTerms {
    return {
      payment: this.#paymentAt(lastDeliveryDays),
      priceStage: this.#priceStage,
      charges: this.#lane ? this.#lane.shipmentCharges : UNKNOWN_LANE,
      duty: NO_DUTY,
      dutyStage: isDutiable ? this.#frame.dutyStage : null,
    };
  }

  #paymentAt(leadTimeDays: number): PaymentValue {
    if (!this.#payment) return PAID_AT_ORDER;
    if (leadTimeDays === this.quote.leadTimeDays) return this.#payment;
    return paymentValue(this.quote, leadTimeDays, this.#frame.discount) ?? PAID_AT_ORDER;
  }
}

const NO_SHIP_FROM = gap(
  'NO_SHIP_FROM',
  'The country shipped from is not given, and freight or duty depends on it.',
);

const PAYMENT_SCHEDULE_INVALID = gap(
  'PAYMENT_SCHEDULE_INVALID',
  'The instalments do not add up to 100 percent.',
);
