import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An organisation of the pool. What is unknown about it is null, and passes filters. */
@Entity({ name: 'supplier' })
@Index('supplier_source_ref_idx', ['sourceRef'], { unique: true })
@Index(['name', 'id'])
@Index(['country', 'name', 'id'])
@Index('supplier_rated_idx', { synchronize: false })
@Index('supplier_certifications_idx', { synchronize: false })
@Index('supplier_name_trgm_idx', { synchronize: false })
@Check('supplier_size_check', `size in ('MICRO', 'SMALL', 'MEDIUM', 'SME', 'LARGE')`)
@Check('supplier_rating_check', 'rating between 0 and 5')
@Check('supplier_state_check', `state in ('ACTIVE', 'SUSPENDED')`)
export class SupplierEntity {
  @PrimaryColumn('uuid') id!: string;
  /** Its key in the file it was imported from; `demo:…` marks the made-up ones. */
  @Column('text', { nullable: true }) sourceRef!: string | null;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) country!: string | null;
  @Column('text', { nullable: true }) region!: string | null;
  @Column('text', { nullable: true }) city!: string | null;
  @Column('text', { nullable: true }) postalCode!: string | null;
  @Column('text', { nullable: true }) website!: string | null;
  @Column('text', { nullable: true }) size!: string | null;
  @Column('int4', { nullable: true }) founded!: number | null;
  @Column('text', { nullable: true }) description!: string | null;
  @Column('text', { array: true, default: '{}' }) keywords!: string[];
  @Column('text', { array: true, default: '{}' }) certifications!: string[];
  /** Countries it delivers to; null where nobody knows. */
  @Column('text', { array: true, nullable: true }) shipsTo!: string[] | null;
  @Column('numeric', { precision: 24, scale: 6, nullable: true }) minimumOrderAmount!: string | null;
  @Column('text', { nullable: true }) minimumOrderCurrency!: string | null;
  @Column('numeric', { precision: 3, scale: 2, nullable: true }) rating!: string | null;
  @Column('text', { default: 'ACTIVE' }) state!: string;
  @Column('bool', { default: false }) optedOut!: boolean;
  @Column('int4', { default: 1 }) version!: number;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' }) createdAt!: Date;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' }) updatedAt!: Date;
}
