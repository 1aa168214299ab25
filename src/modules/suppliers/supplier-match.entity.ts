import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What the SQL matcher reads of a supplier, derived by `matchRowOf`. Without a foreign key: loads write very many. */
@Entity({ name: 'supplier_match' })
@Index('supplier_match_tags_idx', { synchronize: false })
@Index('supplier_match_search_idx', { synchronize: false })
export class SupplierMatchEntity {
  @PrimaryColumn('uuid') supplierId!: string;
  /** See `supplier-tags.ts`. */
  @Column('int4', { array: true }) tags!: number[];
  /** See `supplier-words.ts`. No positions and no weights: nobody reads them. */
  @Column('tsvector') search!: string;
}
