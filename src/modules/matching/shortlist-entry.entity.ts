import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Reason } from './engine/explain.ts';
import type { FilterReason } from './engine/filter.ts';

/** A supplier that is to be asked, or that was kept from it, and why. */
@Entity({ name: 'shortlist_entry' })
@Index(['rfqId', 'wave', 'position'])
export class ShortlistEntryEntity {
  @ForeignKey('RfqEntity', { onDelete: 'CASCADE' }) @PrimaryColumn('uuid') rfqId!: string;
  @PrimaryColumn('uuid') supplierId!: string;
  /** Place in its wave, from 1 without gaps: batches are cut by it. */
  @Column('int4') position!: number;
  /** The wave it is asked in, from 1; 0 for those that are suppressed. */
  @Column('int4') wave!: number;
  @Column('float4') score!: number;
  /** Triples, not objects: there may be 150,000 of these for one RFQ. */
  @Column('jsonb') reasons!: Reason[];
  /** The reason that kept it from being asked. */
  @Column('text', { nullable: true }) suppressed!: FilterReason | null;
}
