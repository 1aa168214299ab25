import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** A category that a supplier serves, verbatim: its scheme need not be in the catalog yet. */
@Entity({ name: 'supplier_category' })
export class SupplierCategoryEntity {
  @ForeignKey('SupplierEntity', { onDelete: 'CASCADE' }) @PrimaryColumn('uuid') supplierId!: string;
  @PrimaryColumn('text') scheme!: string;
  @PrimaryColumn('text') code!: string;
}
