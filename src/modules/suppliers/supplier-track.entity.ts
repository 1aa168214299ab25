import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How a supplier has answered so far: volatile, hence apart from the rows that indexes cover. */
@Entity({ name: 'supplier_track' })
export class SupplierTrackEntity {
  @PrimaryColumn('uuid') supplierId!: string;
  @Column('int4', { default: 0 }) invited!: number;
  @Column('int4', { default: 0 }) quoted!: number;
  @Column('int4', { default: 0 }) declined!: number;
  /** Invitations that closed in silence. `quoted` and `declined`, too, are counted when a request closes. */
  @Column('int4', { default: 0 }) unanswered!: number;
  @Column('int4', { default: 0 }) awarded!: number;
  @Column({ type: 'timestamptz', precision: 3, nullable: true }) lastInvitedAt!: Date | null;
}
