import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** A batch of invitations that was sent: where the next one begins, so that a killed worker's successor goes on there. */
@Entity({ name: 'fan_out' })
export class FanOutEntity {
  @ForeignKey('RfqEntity', { onDelete: 'CASCADE' }) @PrimaryColumn('uuid') rfqId!: string;
  @PrimaryColumn('int4') wave!: number;
  /** From 1, without gaps. */
  @PrimaryColumn('int4') batch!: number;
  /** Place on the shortlist of the last supplier in the batch. */
  @Column('int4') lastPosition!: number;
  @Column('int4') invited!: number;
  /** Whether the wave ends with this batch. */
  @Column('bool') done!: boolean;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' }) createdAt!: Date;
}
