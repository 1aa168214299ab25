import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import type { BidType, Incoterm, StoredQuoteState, TierKind } from './quote.rules.ts';
import type { EarlyPayment, FixedCharge, Instalment, PriceTier } from './quote-content.ts';

/** A supplier's quote on an RFQ: which revision counts, and what was decided about it. At most one for a supplier. */
@Entity({ name: 'quote' })
@Unique(['rfqId', 'supplierId'])
@ForeignKey('InvitationEntity', ['rfqId', 'supplierId'], ['rfqId', 'supplierId'])
@Check(
  'quote_state_check',
  `state in ('SUBMITTED', 'WITHDRAWN', 'INVALID', 'DISQUALIFIED', 'AWARDED', 'PARTIALLY_AWARDED', 'NOT_AWARDED')`,
)
export class QuoteEntity {
  @PrimaryColumn('uuid') rfqId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') supplierId!: string;
  /** Of the current revision; from 1, without gaps. */
  @Column('int4') version!: number;
  @Column('text') state!: StoredQuoteState;
  @Column('text', { nullable: true }) stateReason!: string | null;
  /** Of the first revision, so that a quote keeps its place in lists; each revision has its own. */
  @Column({ type: 'timestamptz', precision: 3 }) submittedAt!: Date;
}

/** What a quote says, as of one version. Written once, never changed. */
@Entity({ name: 'quote_revision' })
@ForeignKey('QuoteEntity', ['rfqId', 'quoteId'], ['rfqId', 'id'], { onDelete: 'CASCADE' })
export class QuoteRevisionEntity {
  @PrimaryColumn('uuid') rfqId!: string;
  @PrimaryColumn('uuid') quoteId!: string;
  @PrimaryColumn('int4') version!: number;
  @Column('text') currency!: string;
  @Column('text') incoterm!: Incoterm;
  @Column('text', { nullable: true }) incotermPlace!: string | null;
  @Column('text', { nullable: true }) shipFrom!: string | null;
  @Column('jsonb') paymentSchedule!: readonly Instalment[];
  @Column('jsonb', { nullable: true }) earlyPayment!: EarlyPayment | null;
  @Column({ type: 'timestamptz', precision: 3 }) validUntil!: Date;
  @Column('int4') leadTimeDays!: number;
  @Column('numeric', { precision: 24, scale: 6, nullable: true }) minimumOrderAmount!: string | null;
  @Column('text', { nullable: true }) minimumOrderCurrency!: string | null;
  @Column('jsonb') fixedCharges!: readonly FixedCharge[];
  @Column('bool') complete!: boolean;
  @Column('text') submittedBy!: string;
  @Column({ type: 'timestamptz', precision: 3 }) submittedAt!: Date;
}

/** One answer to one asked line, in a revision. */
@Entity({ name: 'quote_line' })
@ForeignKey('QuoteRevisionEntity', ['rfqId', 'quoteId', 'version'], ['rfqId', 'quoteId', 'version'], {
  onDelete: 'CASCADE',
})
@ForeignKey('RfqLineEntity', ['rfqId', 'lineNo'], ['rfqId', 'lineNo'])
export class QuoteLineEntity {
  @PrimaryColumn('uuid') rfqId!: string;
  @PrimaryColumn('uuid') quoteId!: string;
  @PrimaryColumn('int4') version!: number;
  /** Place among the quote's answers, from 1. */
  @PrimaryColumn('int4') position!: number;
  @Column('int4') lineNo!: number;
  @Column('text') bidType!: BidType;
  @Column('numeric', { precision: 24, scale: 6, nullable: true }) unitPrice!: string | null;
  @Column('numeric', { precision: 24, scale: 6 }) priceBaseQuantity!: string;
  /** The asked line's unit where the supplier named none. */
  @Column('text') unit!: string;
  @Column('jsonb') tiers!: readonly PriceTier[];
  @Column('text') tierKind!: TierKind;
  @Column('numeric', { precision: 24, scale: 6, nullable: true }) minimumOrderQuantity!: string | null;
  @Column('numeric', { precision: 24, scale: 6, nullable: true }) packSize!: string | null;
  @Column('numeric', { precision: 24, scale: 6, nullable: true }) capacity!: string | null;
  @Column('int4', { nullable: true }) leadTimeDays!: number | null;
  @Column('text', { nullable: true }) countryOfOrigin!: string | null;
  @Column('text', { nullable: true }) hsCode!: string | null;
  @Column('text', { nullable: true }) offeredItem!: string | null;
  @Column('text', { nullable: true }) comment!: string | null;
}
