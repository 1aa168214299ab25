import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A fact that a transaction stated, waiting to be handed to the jobs that listen for it. */
@Entity({ name: 'outbox' })
@Index('outbox_undispatched_idx', { synchronize: false })
@Index('outbox_unsettled_idx', { synchronize: false })
@Index('outbox_settled_idx', { synchronize: false })
@Index(['rfqId', 'seq'], { unique: true })
export class OutboxEntity {
  @PrimaryColumn('uuid') rfqId!: string;
  @PrimaryColumn('uuid') id!: string;
  /** Position among the facts of one aggregate, without gaps; subscribers resume by it. */
  @Column('int8') seq!: string;
  @Column('text') name!: string;
  @Column('int4') version!: number;
  @Column('jsonb') payload!: unknown;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' }) createdAt!: Date;
  @Column({ type: 'timestamptz', precision: 3, nullable: true }) leaseUntil!: Date | null;
  @Column({ type: 'timestamptz', precision: 3, nullable: true }) dispatchedAt!: Date | null;
  /** When every job that listens for the fact was found completed. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true }) settledAt!: Date | null;
  @Column('int4', { default: 0 }) attempts!: number;
  /** The request at the edge that led to the fact, directly or through other facts; `null` where a clock did. */
  @Column('text', { nullable: true }) requestId!: string | null;
}

/** The last `seq` given to an aggregate's facts. */
@Entity({ name: 'outbox_sequence' })
export class OutboxSequenceEntity {
  @PrimaryColumn('uuid') rfqId!: string;
  @Column('int8') lastSeq!: string;
}

/** One row per fact and job, written in the transaction of the job's effect: what makes re-delivery harmless. */
@Entity({ name: 'outbox_completion' })
export class OutboxCompletionEntity {
  @PrimaryColumn('uuid') rfqId!: string;
  @PrimaryColumn('uuid') outboxId!: string;
  @PrimaryColumn('text') job!: string;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' }) completedAt!: Date;
}

/** A job that failed for good, with its reason; dispatched again only when an operator says so. */
@Entity({ name: 'dead_letter' })
export class DeadLetterEntity {
  @PrimaryColumn('uuid') rfqId!: string;
  @PrimaryColumn('uuid') outboxId!: string;
  @PrimaryColumn('text') job!: string;
  @Column('text') reason!: string;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' }) failedAt!: Date;
}
