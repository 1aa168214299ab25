import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Match rows are derived and written in bulk: checking that each has its supplier cost a load a twentieth of its time. */
export class FreeMatchRows1795000000012 implements MigrationInterface {
  name = 'FreeMatchRows1795000000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table supplier_match drop constraint supplier_match_supplier_id_fkey');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`

delete from supplier_match where not exists (select from supplier s where s.id = supplier_match.supplier_id);
alter table supplier_match
  add constraint supplier_match_supplier_id_fkey foreign key (supplier_id) references supplier (id) on delete cascade;
    `);
  }
}
