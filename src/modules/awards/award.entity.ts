import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** One round of deciding on an RFQ. Its primary key lets one decision through, however many race. */
@Entity({ name: 'award_decision' })
export class AwardDecisionEntity {
  @ForeignKey('RfqEntity', { onDelete: 'CASCADE' }) @PrimaryColumn('uuid') rfqId!: string;
  @PrimaryColumn('int4') round!: number;
  @Column('text') decidedBy!: string;
  @Column({ type: 'timestamptz', precision: 3 }) decidedAt!: Date;
}

/** What one supplier gets in one round. */
@Entity({ name: 'award' })
@Unique(['rfqId', 'round', 'supplierId'])
@Index('award_due_idx', { synchronize: false })
@Check('award_state_check', `state in ('PENDING', 'CONFIRMED', 'LAPSED')`)
@ForeignKey('AwardDecisionEntity', ['rfqId', 'round'], ['rfqId', 'round'], { onDelete: 'CASCADE' })
@ForeignKey('QuoteEntity', ['rfqId', 'quoteId'], ['rfqId', 'id'])
export class AwardEntity {
  @PrimaryColumn('uuid') rfqId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('int4') round!: number;
  @Column('uuid') quoteId!: string;
  @Column('int4') quoteVersion!: number;
  @Column('uuid') supplierId!: string;
  @Column('text') state!: string;
  @Column('numeric', { precision: 48, scale: 12 }) total!: string;
  @Column('text') currency!: string;
  @Column({ type: 'timestamptz', precision: 3 }) confirmBy!: Date;
  @Column({ type: 'timestamptz', precision: 3, nullable: true }) confirmedAt!: Date | null;
  @Column({ type: 'timestamptz', precision: 3, nullable: true }) lapsedAt!: Date | null;
  /** The round that gave a lapsed award's quantity to others; null while it is free. */
  @Column('int4', { nullable: true }) replacedInRound!: number | null;
  @Column({ type: 'timestamptz', precision: 3 }) createdAt!: Date;
}

/** How much of one line an award gives. */
@Entity({ name: 'award_line' })
@Check('award_line_quantity_check', 'quantity > 0')
@ForeignKey('AwardEntity', ['rfqId', 'awardId'], ['rfqId', 'id'], { onDelete: 'CASCADE' })
@ForeignKey('RfqLineEntity', ['rfqId', 'lineNo'], ['rfqId', 'lineNo'])
export class AwardLineEntity {
  @PrimaryColumn('uuid') rfqId!: string;
  @PrimaryColumn('uuid') awardId!: string;
  @PrimaryColumn('int4') lineNo!: number;
  /** Which of the quote's answers to the line. */
  @Column('int4') quotePosition!: number;
  @Column('numeric', { precision: 36, scale: 6 }) quantity!: string;
  @Column('numeric', { precision: 48, scale: 12 }) cost!: string;
}
