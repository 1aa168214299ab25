import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateApiKeysAndTerms1795000000011 implements MigrationInterface {
  name = 'CreateApiKeysAndTerms1795000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`

create table api_key (
  id uuid not null constraint api_key_pkey primary key,
  partner_id uuid not null constraint api_key_partner_id_fkey references partner (id),
  name text not null,
  role text not null constraint api_key_role_check check (role in ('PARTNER', 'AGENT')),
  created_by text not null,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3),
  revoked_at timestamptz(3)
);
create index api_key_partner_id_created_at_id_idx on api_key (partner_id, created_at, id);

create table api_key_secret (
  prefix text not null constraint api_key_secret_pkey primary key,
  api_key_id uuid not null constraint api_key_secret_api_key_id_fkey references api_key (id) on delete cascade,
  hash bytea not null constraint api_key_secret_hash_check check (octet_length(hash) = 32),
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3)
);
create index api_key_secret_api_key_id_idx on api_key_secret (api_key_id);

create table api_key_use (
  prefix text not null constraint api_key_use_pkey primary key,
  last_used_at timestamptz(3) not null
);

alter table partner add column website text;
alter table buyer add column reference text;
create unique index buyer_partner_id_reference_idx on buyer (partner_id, reference);
alter table logistics_rate add column set_at timestamptz(3);
alter table supplier_overlay add column set_at timestamptz(3) not null default now();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`

alter table supplier_overlay drop column set_at;
alter table logistics_rate drop column set_at;
drop index buyer_partner_id_reference_idx;
alter table buyer drop column reference;
alter table partner drop column website;
drop table api_key_use, api_key_secret, api_key;
    `);
  }
}
