import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateIdentity1795000000002 implements MigrationInterface {
  name = 'CreateIdentity1795000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`

create table partner (
  id uuid not null constraint partner_pkey primary key,
  slug text not null constraint partner_slug_key unique,
  name text not null,
  cost_of_capital numeric(9,6) constraint partner_cost_of_capital_check check (cost_of_capital >= 0),
  created_at timestamptz(3) not null default now()
);

create table buyer (
  id uuid not null constraint buyer_pkey primary key,
  partner_id uuid not null constraint buyer_partner_id_fkey references partner (id),
  name text not null,
  country text not null,
  created_at timestamptz(3) not null default now()
);
create index buyer_partner_id_name_idx on buyer (partner_id, name);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table buyer, partner`);
  }
}
