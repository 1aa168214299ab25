import type { MigrationInterface, QueryRunner } from 'typeorm';

export class NumberInboxEntries1795000000013 implements MigrationInterface {
  name = 'NumberInboxEntries1795000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`

alter table supplier_inbox add column seq bigint;
update supplier_inbox x set seq = n.seq
  from (select supplier_id, rfq_id, row_number() over (partition by supplier_id order by sent_at, rfq_id) as seq
          from supplier_inbox) n
 where x.supplier_id = n.supplier_id and x.rfq_id = n.rfq_id;
alter table supplier_inbox alter column seq set not null;
create unique index supplier_inbox_supplier_id_seq_idx on supplier_inbox (supplier_id, seq);

create table supplier_inbox_sequence (
  supplier_id uuid not null constraint supplier_inbox_sequence_pkey primary key,
  last_seq bigint not null
);
-- Room for new versions in place: its rows do nothing but count.
alter table supplier_inbox_sequence set (fillfactor = 70);
insert into supplier_inbox_sequence (supplier_id, last_seq)
select supplier_id, max(seq) from supplier_inbox group by supplier_id;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`

drop table supplier_inbox_sequence;
drop index supplier_inbox_supplier_id_seq_idx;
alter table supplier_inbox drop column seq;
    `);
  }
}
