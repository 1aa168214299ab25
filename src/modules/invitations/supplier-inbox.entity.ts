import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { InvitationState } from './invitation.rules.ts';

/** A supplier's list of invitations: keyed by its reader, filled from facts, so it lags the invitations by moments. */
@Entity({ name: 'supplier_inbox' })
@Index(['supplierId', 'sentAt', 'rfqId'])
@Index(['supplierId', 'state', 'closesAt', 'rfqId'])
@Index(['supplierId', 'seq'], { unique: true })
export class SupplierInboxEntity {
  @PrimaryColumn('uuid') supplierId!: string;
  @PrimaryColumn('uuid') rfqId!: string;
  @Column({ type: 'timestamptz', precision: 3 }) sentAt!: Date;
  @Column('text') state!: InvitationState;
  @Column('text') title!: string;
  @Column('text') buyerName!: string;
  @Column('text') currency!: string;
  @Column('text') deliverToCountry!: string;
  @Column({ type: 'timestamptz', precision: 3 }) closesAt!: Date;
  @Column('int4') lineCount!: number;
  /** Position among the invitations of one supplier, in the order in which they were listed; subscribers resume by it. */
  @Column('int8') seq!: string;
}

/** The last `seq` given in a supplier's inbox. Its row is held until what was numbered is committed. */
@Entity({ name: 'supplier_inbox_sequence' })
export class SupplierInboxSequenceEntity {
  @PrimaryColumn('uuid') supplierId!: string;
  @Column('int8') lastSeq!: string;
}
