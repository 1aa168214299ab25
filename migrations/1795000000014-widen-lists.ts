import type { MigrationInterface, QueryRunner } from 'typeorm';

export class WidenLists1795000000014 implements MigrationInterface {
  name = 'WidenLists1795000000014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`

create extension if not exists btree_gin;

alter table buyer_rfq
  add column partner_id uuid,
  add column number text,
  add column published_at timestamptz(3),
  add column last_quoted_at timestamptz(3),
  add column categories text[] not null default '{}';

-- The number is the id's last 50 bits, five at a time.
update buyer_rfq b
   set partner_id = r.partner_id,
       published_at = coalesce(r.published_at, 'infinity'),
       number = (select 'RFQ-' || string_agg(
                   substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', (bits >> (5 * (9 - place)) & 31)::int + 1, 1)
                     || case when place = 4 then '-' else '' end, '' order by place)
                   from generate_series(0, 9) place,
                        (select ('x' || right(replace(r.id::text, '-', ''), 13))::bit(52)::bigint as bits) id),
       categories = array(select distinct l.scheme || ':' || l.code from rfq_line l
                           where l.rfq_id = r.id and l.code is not null order by 1),
       last_quoted_at = (select max(v.submitted_at) from quote q join quote_revision v on v.rfq_id = q.rfq_id and v.quote_id = q.id
                          where q.rfq_id = r.id and q.state <> 'WITHDRAWN'
                            and (r.bid_visibility = 'OPEN' or r.state not in ('DRAFT', 'OPEN', 'CANCELLED')))
  from rfq r where r.id = b.rfq_id;

alter table buyer_rfq
  alter column partner_id set not null,
  alter column published_at set not null,
  alter column number set not null;

-- One walk in order for each state, for a buyer, for a partner over its buyers, and for the operator over all.
drop index buyer_rfq_buyer_id_created_at_rfq_id_idx;
create index buyer_rfq_buyer_id_state_created_at_rfq_id_idx on buyer_rfq (buyer_id, state, created_at, rfq_id);
create index buyer_rfq_buyer_id_state_closes_at_rfq_id_idx on buyer_rfq (buyer_id, state, closes_at, rfq_id);
create index buyer_rfq_buyer_id_state_published_at_rfq_id_idx on buyer_rfq (buyer_id, state, published_at, rfq_id);
create index buyer_rfq_partner_id_state_created_at_rfq_id_idx on buyer_rfq (partner_id, state, created_at, rfq_id);
create index buyer_rfq_partner_id_state_closes_at_rfq_id_idx on buyer_rfq (partner_id, state, closes_at, rfq_id);
create index buyer_rfq_partner_id_state_published_at_rfq_id_idx on buyer_rfq (partner_id, state, published_at, rfq_id);
create index buyer_rfq_state_created_at_rfq_id_idx on buyer_rfq (state, created_at, rfq_id);
create index buyer_rfq_state_closes_at_rfq_id_idx on buyer_rfq (state, closes_at, rfq_id);
create index buyer_rfq_state_published_at_rfq_id_idx on buyer_rfq (state, published_at, rfq_id);
create index buyer_rfq_search_idx on buyer_rfq using gin (buyer_id, partner_id, folded(number || ' ' || title) gin_trgm_ops, categories)
  with (fastupdate = off);
drop index rfq_partner_id_created_at_id_idx;

create index supplier_inbox_supplier_id_state_closes_at_rfq_id_idx on supplier_inbox (supplier_id, state, closes_at, rfq_id);

create index supplier_country_name_id_idx on supplier (country, name, id);
create index supplier_rated_idx on supplier (coalesce(rating, -1), id);
create index supplier_certifications_idx on supplier using gin (certifications) with (fastupdate = off);

-- What the engine has done with a request stands in its timeline, too.
insert into audit (rfq_id, id, at, actor, action, details)
select rfq_id, gen_random_uuid(), matched_at, 'engine', 'saveShortlist',
       jsonb_build_object('candidates', candidates, 'selected', selected)
  from match_report
union all
select rfq_id, gen_random_uuid(), max(created_at), 'engine', 'inviteSuppliers',
       jsonb_build_object('wave', wave, 'invited', sum(invited))
  from fan_out group by rfq_id, wave having bool_or(done);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`

delete from audit where actor = 'engine' and action in ('saveShortlist', 'inviteSuppliers');
drop index supplier_certifications_idx;
drop index supplier_rated_idx;
drop index supplier_country_name_id_idx;
drop index supplier_inbox_supplier_id_state_closes_at_rfq_id_idx;
create index rfq_partner_id_created_at_id_idx on rfq (partner_id, created_at, id);
drop index buyer_rfq_search_idx;
drop index buyer_rfq_state_published_at_rfq_id_idx;
drop index buyer_rfq_state_closes_at_rfq_id_idx;
drop index buyer_rfq_state_created_at_rfq_id_idx;
drop index buyer_rfq_partner_id_state_published_at_rfq_id_idx;
drop index buyer_rfq_partner_id_state_closes_at_rfq_id_idx;
drop index buyer_rfq_partner_id_state_created_at_rfq_id_idx;
drop index buyer_rfq_buyer_id_state_published_at_rfq_id_idx;
drop index buyer_rfq_buyer_id_state_closes_at_rfq_id_idx;
drop index buyer_rfq_buyer_id_state_created_at_rfq_id_idx;
create index buyer_rfq_buyer_id_created_at_rfq_id_idx on buyer_rfq (buyer_id, created_at, rfq_id);
alter table buyer_rfq
  drop column partner_id,
  drop column number,
  drop column published_at,
  drop column last_quoted_at,
  drop column categories;
drop extension btree_gin;
    `);
  }
}
