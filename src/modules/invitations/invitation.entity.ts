import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { Reason } from '../matching/index.ts';
import type { DeclineCode, InvitationState } from './invitation.rules.ts';

/** One supplier asked on one RFQ; score and reasons as they were when it was asked. */
@Entity({ name: 'invitation' })
@Check(
  'invitation_state_check',
  `state in ('SELECTED', 'SENT', 'VIEWED', 'QUOTED', 'DECLINED', 'SUPPRESSED', 'CLOSED_NO_REPLY')`,
)
export class InvitationEntity {
  @ForeignKey('RfqEntity', { onDelete: 'CASCADE' }) @PrimaryColumn('uuid') rfqId!: string;
  @ForeignKey('SupplierEntity') @PrimaryColumn('uuid') supplierId!: string;
  @Column('int4') wave!: number;
  @Column('text') state!: InvitationState;
  @Column('float4') score!: number;
  @Column('jsonb') reasons!: Reason[];
  @Column({ type: 'timestamptz', precision: 3 }) sentAt!: Date;
  @Column({ type: 'timestamptz', precision: 3, nullable: true }) viewedAt!: Date | null;
  @Column({ type: 'timestamptz', precision: 3, nullable: true }) respondedAt!: Date | null;
  @Column('text', { nullable: true }) declineCode!: DeclineCode | null;
  @Column('text', { nullable: true }) declineComment!: string | null;
}
