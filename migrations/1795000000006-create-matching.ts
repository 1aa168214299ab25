import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMatching1795000000006 implements MigrationInterface {
  name = 'CreateMatching1795000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`

create table match_report (
  rfq_id uuid not null constraint match_report_pkey primary key constraint match_report_rfq_id_fkey references rfq (id) on delete cascade,
  candidates int not null,
  selected int not null,
  funnel jsonb not null,
  matched_at timestamptz(3) not null default now()
);

create table shortlist_entry (
  rfq_id uuid not null constraint shortlist_entry_rfq_id_fkey references rfq (id) on delete cascade,
  supplier_id uuid not null,
  position int not null,
  wave int not null,
  score real not null,
  reasons jsonb not null,
  suppressed text,
  constraint shortlist_entry_pkey primary key (rfq_id, supplier_id)
);
create index shortlist_entry_rfq_id_wave_position_idx on shortlist_entry (rfq_id, wave, position);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table shortlist_entry, match_report`);
  }
}
