import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSuppliers1795000000004 implements MigrationInterface {
  name = 'CreateSuppliers1795000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`

create extension if not exists pg_trgm;
create extension if not exists unaccent;

-- Text as it is searched: no accents, no capitals. Declared immutable (the dictionary is fixed) so that it can be indexed.
create function folded(text) returns text language sql immutable strict parallel safe
  return lower(public.unaccent('public.unaccent'::regdictionary, $1));

create table supplier (
  id uuid not null constraint supplier_pkey primary key,
  source_ref text,
  name text not null,
  country text,
  region text,
  city text,
  postal_code text,
  website text,
  size text constraint supplier_size_check check (size in ('MICRO', 'SMALL', 'MEDIUM', 'SME', 'LARGE')),
  founded int,
  description text,
  keywords text[] not null default '{}',
  certifications text[] not null default '{}',
  ships_to text[],
  minimum_order_amount numeric(24,6),
  minimum_order_currency text,
  rating numeric(3,2) constraint supplier_rating_check check (rating between 0 and 5),
  state text not null default 'ACTIVE' constraint supplier_state_check check (state in ('ACTIVE', 'SUSPENDED')),
  opted_out boolean not null default false,
  version int not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create unique index supplier_source_ref_idx on supplier (source_ref);
create index supplier_name_id_idx on supplier (name, id);
create index supplier_name_trgm_idx on supplier using gin (folded(name) gin_trgm_ops) with (fastupdate = off);

create table supplier_category (
  supplier_id uuid not null constraint supplier_category_supplier_id_fkey references supplier (id) on delete cascade,
  scheme text not null,
  code text not null,
  constraint supplier_category_pkey primary key (supplier_id, scheme, code)
);

create table supplier_match (
  supplier_id uuid not null constraint supplier_match_pkey primary key constraint supplier_match_supplier_id_fkey references supplier (id) on delete cascade,
  tags int[] not null,
  search tsvector not null
);
create index supplier_match_tags_idx on supplier_match using gin (tags array_ops) with (fastupdate = off);
create index supplier_match_search_idx on supplier_match using gin (search) with (fastupdate = off);

create table supplier_track (
  supplier_id uuid not null constraint supplier_track_pkey primary key,
  invited int not null default 0,
  quoted int not null default 0,
  declined int not null default 0,
  unanswered int not null default 0,
  awarded int not null default 0,
  last_invited_at timestamptz(3)
);

create table supplier_import (
  id text not null constraint supplier_import_pkey primary key,
  name text not null,
  rows_read int not null default 0,
  inserted int not null default 0,
  updated int not null default 0,
  started_at timestamptz(3) not null default now(),
  finished_at timestamptz(3)
);

create table supplier_overlay (
  partner_id uuid not null constraint supplier_overlay_partner_id_fkey references partner (id) on delete cascade,
  supplier_id uuid not null constraint supplier_overlay_supplier_id_fkey references supplier (id) on delete cascade,
  standing text not null constraint supplier_overlay_standing_check check (standing in ('PREFERRED', 'BLOCKED')),
  constraint supplier_overlay_pkey primary key (partner_id, supplier_id)
);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`

drop table supplier_overlay, supplier_import, supplier_track, supplier_match, supplier_category, supplier;
drop function folded(text);
drop extension unaccent;
drop extension pg_trgm;
    `);
  }
}
