import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateComparison1795000000009 implements MigrationInterface {
  name = 'CreateComparison1795000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`

create table comparison_basis (
  rfq_id uuid not null constraint comparison_basis_pkey primary key constraint comparison_basis_rfq_id_fkey references rfq (id) on delete cascade,
  rates_as_of date not null,
  rates jsonb not null,
  frozen_at timestamptz(3) not null default now()
);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table comparison_basis`);
  }
}
