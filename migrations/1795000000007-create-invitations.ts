import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateInvitations1795000000007 implements MigrationInterface {
  name = 'CreateInvitations1795000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`

create table invitation (
  rfq_id uuid not null constraint invitation_rfq_id_fkey references rfq (id) on delete cascade,
  supplier_id uuid not null constraint invitation_supplier_id_fkey references supplier (id),
  wave int not null,
  state text not null constraint invitation_state_check check (state in ('SELECTED', 'SENT', 'VIEWED', 'QUOTED', 'DECLINED', 'SUPPRESSED', 'CLOSED_NO_REPLY')),
  score real not null,
  reasons jsonb not null,
  sent_at timestamptz(3) not null,
  viewed_at timestamptz(3),
  responded_at timestamptz(3),
  decline_code text,
  decline_comment text,
  constraint invitation_pkey primary key (rfq_id, supplier_id)
);

create table fan_out (
  rfq_id uuid not null constraint fan_out_rfq_id_fkey references rfq (id) on delete cascade,
  wave int not null,
  batch int not null,
  last_position int not null,
  invited int not null,
  done boolean not null,
  created_at timestamptz(3) not null default now(),
  constraint fan_out_pkey primary key (rfq_id, wave, batch)
);

create table supplier_inbox (
  supplier_id uuid not null,
  rfq_id uuid not null,
  sent_at timestamptz(3) not null,
  state text not null,
  title text not null,
  buyer_name text not null,
  currency text not null,
  deliver_to_country text not null,
  closes_at timestamptz(3) not null,
  line_count int not null,
  constraint supplier_inbox_pkey primary key (supplier_id, rfq_id)
);
create index supplier_inbox_supplier_id_sent_at_rfq_id_idx on supplier_inbox (supplier_id, sent_at, rfq_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table supplier_inbox, fan_out, invitation`);
  }
}
