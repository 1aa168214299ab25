import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateQuotes1795000000008 implements MigrationInterface {
  name = 'CreateQuotes1795000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`

create table quote (
  rfq_id uuid not null,
  id uuid not null,
  supplier_id uuid not null,
  version int not null,
  state text not null constraint quote_state_check check (state in ('SUBMITTED', 'WITHDRAWN', 'INVALID', 'DISQUALIFIED', 'AWARDED', 'PARTIALLY_AWARDED', 'NOT_AWARDED')),
  state_reason text,
  submitted_at timestamptz(3) not null,
  constraint quote_pkey primary key (rfq_id, id),
  constraint quote_rfq_id_supplier_id_key unique (rfq_id, supplier_id),
  constraint quote_rfq_id_supplier_id_fkey foreign key (rfq_id, supplier_id) references invitation (rfq_id, supplier_id)
);

create table quote_revision (
  rfq_id uuid not null,
  quote_id uuid not null,
  version int not null,
  currency text not null,
  incoterm text not null,
  incoterm_place text,
  ship_from text,
  payment_schedule jsonb not null,
  early_payment jsonb,
  valid_until timestamptz(3) not null,
  lead_time_days int not null,
  minimum_order_amount numeric(24,6),
  minimum_order_currency text,
  fixed_charges jsonb not null,
  complete boolean not null,
  submitted_by text not null,
  submitted_at timestamptz(3) not null,
  constraint quote_revision_pkey primary key (rfq_id, quote_id, version),
  constraint quote_revision_rfq_id_quote_id_fkey foreign key (rfq_id, quote_id) references quote (rfq_id, id) on delete cascade
);

create table quote_line (
  rfq_id uuid not null,
  quote_id uuid not null,
  version int not null,
  position int not null,
  line_no int not null,
  bid_type text not null,
  unit_price numeric(24,6),
  price_base_quantity numeric(24,6) not null,
  unit text not null,
  tiers jsonb not null,
  tier_kind text not null,
  minimum_order_quantity numeric(24,6),
  pack_size numeric(24,6),
  capacity numeric(24,6),
  lead_time_days int,
  country_of_origin text,
  hs_code text,
  offered_item text,
  comment text,
  constraint quote_line_pkey primary key (rfq_id, quote_id, version, position),
  constraint quote_line_rfq_id_quote_id_version_fkey foreign key (rfq_id, quote_id, version) references quote_revision (rfq_id, quote_id, version) on delete cascade,
  constraint quote_line_rfq_id_line_no_fkey foreign key (rfq_id, line_no) references rfq_line (rfq_id, line_no)
);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table quote_line, quote_revision, quote`);
  }
}
