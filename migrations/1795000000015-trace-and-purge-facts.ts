import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TraceAndPurgeFacts1795000000015 implements MigrationInterface {
  name = 'TraceAndPurgeFacts1795000000015';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`

alter table outbox add column request_id text;
create index outbox_settled_idx on outbox (settled_at) where settled_at is not null;

alter table idempotency add column creation boolean not null default false;
update idempotency i set creation = true from supplier s where s.id = i.rfq_id;
create index idempotency_created_at_idx on idempotency (created_at) where not creation;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`

drop index idempotency_created_at_idx;
alter table idempotency drop column creation;
drop index outbox_settled_idx;
alter table outbox drop column request_id;
    `);
  }
}
