import { newId } from '../kernel/ids.ts';
import { sql, sqlOne, type Tx } from '../db/sql.ts';
import { currentRequestId } from '../telemetry/trace.ts';
import type { EventDefinition, Fact } from './define-event.ts';

/** States a fact in the transaction that made it true. `aggregateId` is the RFQ's id, or the id of what stands outside one. */
export async function emit<Payload>(
  tx: Tx,
  event: EventDefinition<Payload>,
  aggregateId: string,
  payload: Payload,
): Promise<string> {
  const id = newId();
  await sql(
    tx,
    `with next as (
       insert into outbox_sequence (rfq_id, last_seq) values ($1, 1)
       on conflict (rfq_id) do update set last_seq = outbox_sequence.last_seq + 1
       returning last_seq
     )
     insert into outbox (rfq_id, id, seq, name, version, payload, request_id)
     select $1, $2, next.last_seq, $3, $4, $5::jsonb, $6 from next`,
    [
      aggregateId,
      id,
      event.name,
      event.version,
      JSON.stringify(event.schema.parse(payload)),
      currentRequestId(),
    ],
  );
  return id;
}

/** What a job's effect is the answer to. Commands that run for a job complete it in their own transaction. */
export interface Cause {
  readonly outboxId: string;
  readonly rfqId: string;
  readonly job: string;
}

/** Records that the job has had its effect. Returns false when it had it before: the caller then changes nothing. */
export async function complete(tx: Tx, cause: Cause | undefined): Promise<boolean> {
  if (!cause) return true;
  const row = await sqlOne(
    tx,
    `insert into outbox_completion (rfq_id, outbox_id, job) values ($1, $2, $3)
     on conflict do nothing returning job`,
    [cause.rfqId, cause.outboxId, cause.job],
  );
  return row !== null;
}

/** The cause of a job's run, as its commands take it. */
export const causeOf = (fact: Fact, job: string): Cause => ({ outboxId: fact.id, rfqId: fact.rfqId, job });
