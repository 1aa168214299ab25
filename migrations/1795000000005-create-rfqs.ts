import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateRfqs1795000000005 implements MigrationInterface {
  name = 'CreateRfqs1795000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`

create table rfq (
  id uuid not null constraint rfq_pkey primary key,
  partner_id uuid not null constraint rfq_partner_id_fkey references partner (id),
  buyer_id uuid not null constraint rfq_buyer_id_fkey references buyer (id),
  created_by text not null,
  version int not null default 1,
  state text not null constraint rfq_state_check check (state in ('DRAFT', 'OPEN', 'CLOSED', 'AWARDED', 'PARTIALLY_AWARDED', 'CANCELLED', 'UNSUCCESSFUL')),
  title text not null,
  description text,
  currency text not null,
  deliver_to_country text not null,
  deliver_to_place text,
  closes_at timestamptz(3) not null,
  bid_visibility text not null constraint rfq_bid_visibility_check check (bid_visibility in ('OPEN', 'SEALED')),
  required_certifications text[] not null default '{}',
  allow_partial_quotes boolean not null default true,
  reach jsonb not null default '{}',
  comparison jsonb not null default '{}',
  request_hash text not null,
  created_at timestamptz(3) not null default now(),
  published_at timestamptz(3),
  closed_at timestamptz(3),
  cancel_reason text
);
create index rfq_due_idx on rfq (closes_at) where state = 'OPEN';
create index rfq_partner_id_created_at_id_idx on rfq (partner_id, created_at, id);

create table rfq_line (
  rfq_id uuid not null constraint rfq_line_rfq_id_fkey references rfq (id) on delete cascade,
  line_no int not null,
  scheme text,
  code text,
  description text not null,
  quantity numeric(24,6) not null constraint rfq_line_quantity_check check (quantity > 0),
  unit text not null,
  unit_text text,
  target_amount numeric(24,6),
  target_currency text,
  unit_weight_value numeric(24,6),
  unit_weight_unit text,
  unit_volume_value numeric(24,6),
  unit_volume_unit text,
  hs_code text,
  attributes jsonb not null default '[]',
  constraint rfq_line_pkey primary key (rfq_id, line_no)
);

create table buyer_rfq (
  buyer_id uuid not null,
  rfq_id uuid not null,
  created_at timestamptz(3) not null,
  state text not null,
  title text not null,
  closes_at timestamptz(3) not null,
  constraint buyer_rfq_pkey primary key (buyer_id, rfq_id)
);
create index buyer_rfq_buyer_id_created_at_rfq_id_idx on buyer_rfq (buyer_id, created_at, rfq_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table buyer_rfq, rfq_line, rfq`);
  }
}
