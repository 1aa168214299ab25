import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ComparisonPolicy, Reach } from './rfq.rules.ts';

/** A request for quotation: its header. */
@Entity({ name: 'rfq' })
@Index('rfq_due_idx', { synchronize: false })
@Check(
  'rfq_state_check',
  `state in ('DRAFT', 'OPEN', 'CLOSED', 'AWARDED', 'PARTIALLY_AWARDED', 'CANCELLED', 'UNSUCCESSFUL')`,
)
@Check('rfq_bid_visibility_check', `bid_visibility in ('OPEN', 'SEALED')`)
export class RfqEntity {
  @PrimaryColumn('uuid') id!: string;
  @ForeignKey('PartnerEntity') @Column('uuid') partnerId!: string;
  @ForeignKey('BuyerEntity') @Column('uuid') buyerId!: string;
  @Column('text') createdBy!: string;
  @Column('int4', { default: 1 }) version!: number;
  @Column('text') state!: string;
  @Column('text') title!: string;
  @Column('text', { nullable: true }) description!: string | null;
  @Column('text') currency!: string;
  @Column('text') deliverToCountry!: string;
  @Column('text', { nullable: true }) deliverToPlace!: string | null;
  @Column({ type: 'timestamptz', precision: 3 }) closesAt!: Date;
  @Column('text') bidVisibility!: string;
  @Column('text', { array: true, default: '{}' }) requiredCertifications!: string[];
  @Column('bool', { default: true }) allowPartialQuotes!: boolean;
  @Column('jsonb', { default: {} }) reach!: Reach;
  @Column('jsonb', { default: {} }) comparison!: ComparisonPolicy;
  @Column('text') requestHash!: string;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' }) createdAt!: Date;
  @Column({ type: 'timestamptz', precision: 3, nullable: true }) publishedAt!: Date | null;
  @Column({ type: 'timestamptz', precision: 3, nullable: true }) closedAt!: Date | null;
  @Column('text', { nullable: true }) cancelReason!: string | null;
}

/** One item that is asked for. */
@Entity({ name: 'rfq_line' })
@Check('rfq_line_quantity_check', 'quantity > 0')
export class RfqLineEntity {
  @ForeignKey('RfqEntity', { onDelete: 'CASCADE' }) @PrimaryColumn('uuid') rfqId!: string;
  @PrimaryColumn('int4') lineNo!: number;
  @Column('text', { nullable: true }) scheme!: string | null;
  @Column('text', { nullable: true }) code!: string | null;
  @Column('text') description!: string;
  @Column('numeric', { precision: 24, scale: 6 }) quantity!: string;
  @Column('text') unit!: string;
  @Column('text', { nullable: true }) unitText!: string | null;
  @Column('numeric', { precision: 24, scale: 6, nullable: true }) targetAmount!: string | null;
  @Column('text', { nullable: true }) targetCurrency!: string | null;
  @Column('numeric', { precision: 24, scale: 6, nullable: true }) unitWeightValue!: string | null;
  @Column('text', { nullable: true }) unitWeightUnit!: string | null;
  @Column('numeric', { precision: 24, scale: 6, nullable: true }) unitVolumeValue!: string | null;
  @Column('text', { nullable: true }) unitVolumeUnit!: string | null;
  @Column('text', { nullable: true }) hsCode!: string | null;
  @Column('jsonb', { default: [] }) attributes!: { name: string; value: string }[];
}

/**
 * The list of requests: keyed by its reader, the buyer, and written in the buyer's own transactions. Partners and the
 * operator read it, too. Each index walks it in one order for one state, which is how lists are read.
 */
@Entity({ name: 'buyer_rfq' })
@Index(['buyerId', 'state', 'createdAt', 'rfqId'])
@Index(['buyerId', 'state', 'closesAt', 'rfqId'])
@Index(['buyerId', 'state', 'publishedAt', 'rfqId'])
@Index(['partnerId', 'state', 'createdAt', 'rfqId'])
@Index(['partnerId', 'state', 'closesAt', 'rfqId'])
@Index(['partnerId', 'state', 'publishedAt', 'rfqId'])
@Index(['state', 'createdAt', 'rfqId'])
@Index(['state', 'closesAt', 'rfqId'])
@Index(['state', 'publishedAt', 'rfqId'])
@Index('buyer_rfq_search_idx', { synchronize: false })
export class BuyerRfqEntity {
  @PrimaryColumn('uuid') buyerId!: string;
  @PrimaryColumn('uuid') rfqId!: string;
  @Column('uuid') partnerId!: string;
  @Column('text') number!: string;
  @Column({ type: 'timestamptz', precision: 3 }) createdAt!: Date;
  /** `infinity` for what has not been published, so that it can be ordered by. */
  @Column({ type: 'timestamptz', precision: 3 }) publishedAt!: Date;
  @Column('text') state!: string;
  @Column('text') title!: string;
  @Column({ type: 'timestamptz', precision: 3 }) closesAt!: Date;
  /** When the latest quote in force came in; null where there is none, and on a sealed RFQ until it is opened. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true }) lastQuotedAt!: Date | null;
  /** Those of its lines, as `SCHEME:code`. */
  @Column('text', { array: true, default: '{}' }) categories!: string[];
}
