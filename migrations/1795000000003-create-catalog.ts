import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCatalog1795000000003 implements MigrationInterface {
  name = 'CreateCatalog1795000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`

create table category (
  scheme text not null,
  code text not null,
  parent_code text,
  level int not null,
  tag int not null constraint category_tag_key unique,
  ordinal int not null,
  last_ordinal int not null,
  label text not null,
  constraint category_pkey primary key (scheme, code)
);
create index category_scheme_parent_code_idx on category (scheme, parent_code);
create index category_scheme_ordinal_idx on category (scheme, ordinal);

create table category_label (
  scheme text not null,
  language text not null,
  code text not null,
  label text not null,
  words tsvector not null,
  constraint category_label_pkey primary key (scheme, language, code)
);
create index category_label_words_idx on category_label using gin (words);

create table category_crosswalk (
  from_scheme text not null,
  from_code text not null,
  to_scheme text not null,
  to_code text not null,
  constraint category_crosswalk_pkey primary key (from_scheme, from_code, to_scheme, to_code)
);
create index category_crosswalk_to_scheme_to_code_idx on category_crosswalk (to_scheme, to_code);

create table unit (
  code text not null constraint unit_pkey primary key,
  name text not null,
  symbol text,
  dimension text not null,
  factor numeric(40,20) not null constraint unit_factor_check check (factor > 0)
);

create table fx_rate (
  source text not null,
  rate_date date not null,
  base text not null,
  quote text not null,
  rate numeric(24,12) not null constraint fx_rate_rate_check check (rate > 0),
  constraint fx_rate_pkey primary key (base, quote, rate_date, source)
);

create table logistics_rate (
  partner_id uuid not null,
  origin text not null,
  destination text not null,
  component text not null constraint logistics_rate_component_check check (component in ('ORIGIN', 'MAIN', 'INSURANCE', 'DESTINATION')),
  basis text not null constraint logistics_rate_basis_check check (basis in ('PER_KG', 'PER_M3', 'PER_UNIT', 'PERCENT_OF_VALUE', 'PER_SHIPMENT')),
  rate numeric(24,12) not null constraint logistics_rate_rate_check check (rate >= 0),
  currency text constraint logistics_rate_currency_check check ((currency is null) = (basis = 'PERCENT_OF_VALUE')),
  source text not null,
  constraint logistics_rate_pkey primary key (partner_id, origin, destination, component, basis)
);

create table duty_rate (
  destination text not null,
  origin text not null,
  hs_prefix text not null constraint duty_rate_hs_prefix_check check (hs_prefix ~ '^[0-9]*$'),
  valid_from date not null,
  percent numeric(12,8) not null constraint duty_rate_percent_check check (percent >= 0),
  source text not null,
  constraint duty_rate_pkey primary key (destination, origin, hs_prefix, valid_from)
);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `drop table duty_rate, logistics_rate, fx_rate, unit, category_crosswalk, category_label, category`,
    );
  }
}
