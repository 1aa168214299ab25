import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who did what to which aggregate, written in the transaction that did it. */
@Entity({ name: 'audit' })
export class AuditEntity {
  @PrimaryColumn('uuid') rfqId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' }) at!: Date;
  @Column('text') actor!: string;
  /** The organisation that a sourcing agent acted for. */
  @Column('text', { nullable: true }) onBehalfOf!: string | null;
  @Column('text') action!: string;
  @Column('jsonb', { default: {} }) details!: Record<string, unknown>;
}
