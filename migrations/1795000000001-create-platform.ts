import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePlatform1795000000001 implements MigrationInterface {
  name = 'CreatePlatform1795000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`

create table outbox (
  rfq_id uuid not null,
  id uuid not null,
  seq bigint not null,
  name text not null,
  version int not null,
  payload jsonb not null,
  created_at timestamptz(3) not null default now(),
  lease_until timestamptz(3),
  dispatched_at timestamptz(3),
  settled_at timestamptz(3),
  attempts int not null default 0,
  constraint outbox_pkey primary key (rfq_id, id)
);
create index outbox_undispatched_idx on outbox (created_at) where dispatched_at is null;
create index outbox_unsettled_idx on outbox (dispatched_at) where settled_at is null;
create unique index outbox_rfq_id_seq_idx on outbox (rfq_id, seq);

create table outbox_sequence (
  rfq_id uuid not null constraint outbox_sequence_pkey primary key,
  last_seq bigint not null
);

create table outbox_completion (
  rfq_id uuid not null,
  outbox_id uuid not null,
  job text not null,
  completed_at timestamptz(3) not null default now(),
  constraint outbox_completion_pkey primary key (rfq_id, outbox_id, job)
);

create table dead_letter (
  rfq_id uuid not null,
  outbox_id uuid not null,
  job text not null,
  reason text not null,
  failed_at timestamptz(3) not null default now(),
  constraint dead_letter_pkey primary key (rfq_id, outbox_id, job)
);

create table audit (
  rfq_id uuid not null,
  id uuid not null,
  at timestamptz(3) not null default clock_timestamp(),
  actor text not null,
  on_behalf_of text,
  action text not null,
  details jsonb not null default '{}',
  constraint audit_pkey primary key (rfq_id, id)
);

create table idempotency (
  rfq_id uuid not null,
  actor_id text not null,
  key text not null,
  request_hash text not null,
  created_at timestamptz(3) not null default now(),
  constraint idempotency_pkey primary key (rfq_id, actor_id, key)
);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `drop table idempotency, audit, dead_letter, outbox_completion, outbox_sequence, outbox`,
    );
  }
}
