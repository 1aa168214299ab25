import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far a file has been taken into the pool: committed with each chunk, so that a killed import goes on there. */
@Entity({ name: 'supplier_import' })
export class SupplierImportEntity {
  /** `sha256:…` of the file, or `demo:<seed>` for the generated pool. */
  @PrimaryColumn('text') id!: string;
  @Column('text') name!: string;
  /** Rows taken or rejected so far. */
  @Column('int4', { default: 0 }) rowsRead!: number;
  @Column('int4', { default: 0 }) inserted!: number;
  @Column('int4', { default: 0 }) updated!: number;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' }) startedAt!: Date;
  @Column({ type: 'timestamptz', precision: 3, nullable: true }) finishedAt!: Date | null;
}
