import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { FunnelStep } from './engine/selection.ts';

/** How an RFQ's suppliers were found: how many could serve it, what each filter removed, how many were selected. */
@Entity({ name: 'match_report' })
export class MatchReportEntity {
  @ForeignKey('RfqEntity', { onDelete: 'CASCADE' }) @PrimaryColumn('uuid') rfqId!: string;
  @Column('int4') candidates!: number;
  @Column('int4') selected!: number;
  @Column('jsonb') funnel!: FunnelStep[];
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' }) matchedAt!: Date;
}
