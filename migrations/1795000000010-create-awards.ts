import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAwards1795000000010 implements MigrationInterface {
  name = 'CreateAwards1795000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`

create table award_decision (
  rfq_id uuid not null constraint award_decision_rfq_id_fkey references rfq (id) on delete cascade,
  round int not null,
  decided_by text not null,
  decided_at timestamptz(3) not null,
  constraint award_decision_pkey primary key (rfq_id, round)
);

create table award (
  rfq_id uuid not null,
  id uuid not null,
  round int not null,
  quote_id uuid not null,
  quote_version int not null,
  supplier_id uuid not null,
  state text not null constraint award_state_check check (state in ('PENDING', 'CONFIRMED', 'LAPSED')),
  total numeric(48,12) not null,
  currency text not null,
  confirm_by timestamptz(3) not null,
  confirmed_at timestamptz(3),
  lapsed_at timestamptz(3),
  replaced_in_round int,
  created_at timestamptz(3) not null,
  constraint award_pkey primary key (rfq_id, id),
  constraint award_rfq_id_round_supplier_id_key unique (rfq_id, round, supplier_id),
  constraint award_rfq_id_round_fkey foreign key (rfq_id, round) references award_decision (rfq_id, round) on delete cascade,
  constraint award_rfq_id_quote_id_fkey foreign key (rfq_id, quote_id) references quote (rfq_id, id)
);
create index award_due_idx on award (confirm_by) where state = 'PENDING';

create table award_line (
  rfq_id uuid not null,
  award_id uuid not null,
  line_no int not null,
  quote_position int not null,
  quantity numeric(36,6) not null constraint award_line_quantity_check check (quantity > 0),
  cost numeric(48,12) not null,
  constraint award_line_pkey primary key (rfq_id, award_id, line_no),
  constraint award_line_rfq_id_award_id_fkey foreign key (rfq_id, award_id) references award (rfq_id, id) on delete cascade,
  constraint award_line_rfq_id_line_no_fkey foreign key (rfq_id, line_no) references rfq_line (rfq_id, line_no)
);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table award_line, award, award_decision`);
  }
}
