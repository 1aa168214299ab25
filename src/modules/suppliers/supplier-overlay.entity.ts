import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** What a partner thinks of a supplier; most have no opinion and no row. */
@Entity({ name: 'supplier_overlay' })
@Check('supplier_overlay_standing_check', `standing in ('PREFERRED', 'BLOCKED')`)
export class SupplierOverlayEntity {
  @ForeignKey('PartnerEntity', { onDelete: 'CASCADE' }) @PrimaryColumn('uuid') partnerId!: string;
  @ForeignKey('SupplierEntity', { onDelete: 'CASCADE' }) @PrimaryColumn('uuid') supplierId!: string;
  @Column('text') standing!: string;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' }) setAt!: Date;
}
