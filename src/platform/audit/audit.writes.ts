import { type Actor, actorKey } from '../kernel/actor.ts';
import { newId } from '../kernel/ids.ts';
import { sql, type Tx } from '../db/sql.ts';

export interface AuditRecord {
  readonly aggregateId: string;
  /** The mutation's name, as in the API. */
  readonly action: string;
  readonly actor: Actor | 'engine';
  readonly onBehalfOf?: string | undefined;
  /** Ids and versions only: prices of sealed quotes must not show here. */
  readonly details?: Record<string, unknown>;
}

/** Writes the audit row of a command, in its transaction. */
export async function audit(tx: Tx, record: AuditRecord): Promise<void> {
  await sql(
    tx,
    `insert into audit (rfq_id, id, actor, on_behalf_of, action, details) values ($1, $2, $3, $4, $5, $6::jsonb)`,
    [
      record.aggregateId,
      newId(),
      record.actor === 'engine' ? 'engine' : actorKey(record.actor),
      record.onBehalfOf ?? null,
      record.action,
      JSON.stringify(record.details ?? {}),
    ],
  );
}
