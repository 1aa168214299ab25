import { audit } from '../../../platform/audit/audit.writes.ts';
import { inTransaction } from '../../../platform/db/in-transaction.ts';
import { sql, type Tx } from '../../../platform/db/sql.ts';
import type { EngineContext } from '../../../platform/graphql/context.ts';
import { complete, emit } from '../../../platform/outbox/outbox.writes.ts';
import type { Selection, ShortlistEntry } from '../engine/selection.ts';
import { rfqMatched } from '../matching.events.ts';

const CHUNK = 5_000;
const FIRST_WAVE = 1;
const SUPPRESSED_WAVE = 0;

/**
 * Keeps what matching found: the report, the shortlist, those kept from it, and the fact that invitations may
 * start. Does nothing when the cause had its effect before; without a selection it only completes the cause.
 * Rows are made and written in chunks: an RFQ may ask everyone.
 */
export async function saveShortlist(
  ctx: EngineContext,
  { rfqId, selection }: { rfqId: string; selection: Selection | null },
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    if (!(await complete(tx, ctx.cause)) || !selection) return;
    const selected = await insertEntries(tx, rfqId, FIRST_WAVE, selection.selected());
    await insertEntries(tx, rfqId, SUPPRESSED_WAVE, selection.suppressed());
    await sql(
      tx,
      `insert into match_report (rfq_id, candidates, selected, funnel) values ($1, $2, $3, $4::jsonb)`,
      [rfqId, selection.candidates, selected, JSON.stringify(selection.funnel())],
    );
    const details = { candidates: selection.candidates, selected };
    await audit(tx, { aggregateId: rfqId, action: 'saveShortlist', actor: 'engine', details });
    await emit(tx, rfqMatched, rfqId, { rfqId, wave: FIRST_WAVE });
  });
}

/** Writes entries in their order, positions from 1; returns how many there were. */
async function insertEntries(
  tx: Tx,
  rfqId: string,
  wave: number,
  entries: Iterable<ShortlistEntry>,
): Promise<number> {
  let written = 0;
  let chunk: ShortlistEntry[] = [];
  const flush = async () => {
    await insertChunk(tx, rfqId, wave, written, chunk);
    written += chunk.length;
    chunk = [];
  };
  for (const entry of entries) {
    chunk.push(entry);
    if (chunk.length === CHUNK) await flush();
  }
  if (chunk.length > 0) await flush();
  return written;
}

async function insertChunk(
  tx: Tx,
  rfqId: string,
  wave: number,
  before: number,
  chunk: readonly ShortlistEntry[],
): Promise<void> {
  // One JSON text: an array of JSON texts would have every quotation mark escaped, which costs more than the rest.
  await sql(
    tx,
    `insert into shortlist_entry (rfq_id, supplier_id, position, wave, score, reasons, suppressed)
     select $1, e.supplier_id, e.position, $2, e.score, e.reasons, e.suppressed
       from json_to_recordset($3::json)
            as e (supplier_id uuid, position int, score float4, reasons jsonb, suppressed text)`,
    [rfqId, wave, JSON.stringify(chunk.map((entry, index) => rowOf(entry, before + index + 1)))],
  );
}

const rowOf = ({ supplierId, score, reasons, suppressed }: ShortlistEntry, position: number) => ({
  supplier_id: supplierId,
  position,
  score,
  reasons,
  suppressed,
});
