import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What the SQL matcher reads of a supplier, derived by `refreshMatchRows`. */
@Entity({ name: 'supplier_match' })
@Index('supplier_match_tags_idx', { synchronize: false })
@Index('supplier_match_search_idx', { synchronize: false })
export class SupplierMatchEntity {
  @ForeignKey('SupplierEntity', { onDelete: 'CASCADE' }) @PrimaryColumn('uuid') supplierId!: string;
  /** See `supplier-tags.ts`. */
  @Column('int4', { array: true }) tags!: number[];
  @Column('tsvector') search!: string;
}
