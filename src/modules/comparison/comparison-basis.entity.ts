import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { KeptRates } from './comparison-basis.rules.ts';

/** What the comparison of a closed RFQ takes from outside it, frozen once: later rates change nothing. */
@Entity({ name: 'comparison_basis' })
export class ComparisonBasisEntity {
  @ForeignKey('RfqEntity', { onDelete: 'CASCADE' }) @PrimaryColumn('uuid') rfqId!: string;
  @Column('date') ratesAsOf!: string;
  @Column('jsonb') rates!: KeptRates;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' }) frozenAt!: Date;
}
