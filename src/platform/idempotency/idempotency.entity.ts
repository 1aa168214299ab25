import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A key that an actor has used on an aggregate, with the hash of the input it stood for. */
@Entity({ name: 'idempotency' })
@Index('idempotency_created_at_idx', { synchronize: false })
export class IdempotencyEntity {
  @PrimaryColumn('uuid') rfqId!: string;
  @PrimaryColumn('text') actorId!: string;
  @PrimaryColumn('text') key!: string;
  @Column('text') requestHash!: string;
  /** The key made the aggregate, so its hash is kept for good; others are purged in time. */
  @Column('bool', { default: false }) creation!: boolean;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' }) createdAt!: Date;
}
