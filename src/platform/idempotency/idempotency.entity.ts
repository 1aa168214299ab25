import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A key that an actor has used on an aggregate, with the hash of the input it stood for. */
@Entity({ name: 'idempotency' })
export class IdempotencyEntity {
  @PrimaryColumn('uuid') rfqId!: string;
  @PrimaryColumn('text') actorId!: string;
  @PrimaryColumn('text') key!: string;
  @Column('text') requestHash!: string;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' }) createdAt!: Date;
}
