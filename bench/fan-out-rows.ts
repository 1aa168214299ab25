import type { DataSource } from 'typeorm';
import { InvitationEntity, SupplierInboxEntity } from '../src/modules/invitations/index.ts';
import { CopyBatch } from '../src/modules/suppliers/bulk/copy-rows.ts';
import type { Reason } from '../src/modules/matching/index.ts';
import { inTransaction } from '../src/platform/db/in-transaction.ts';
import { sql } from '../src/platform/db/sql.ts';

/** Under PostgreSQL's limit of 65,535 parameters with all the columns of an invitation. */
const ROWS_PER_STATEMENT = 5_000;
const SAVE_CHUNK = 1_000;

/** An invitation as an application that maps objects would hold it. */
export type InvitationRow = Pick<
  InvitationEntity,
  'rfqId' | 'supplierId' | 'wave' | 'state' | 'score' | 'reasons' | 'sentAt'
>;

export function invitationRows(
  rfqId: string,
  supplierIds: readonly string[],
  reasons: Reason[],
): InvitationRow[] {
  const sentAt = new Date();
  return supplierIds.map((supplierId) => ({
    rfqId,
    supplierId,
    wave: 1,
    state: 'SENT',
    score: 0.5,
    reasons,
    sentAt,
  }));
}

/** Below those that the engine gives, so that the two never meet. */
let lastSeq = 0;

const inboxRow = ({ supplierId, rfqId, sentAt, state }: InvitationRow): SupplierInboxEntity => ({
  supplierId,
  rfqId,
  sentAt,
  state,
  title: 'Wanted: steel brackets',
  buyerName: 'Larkspur Hotels',
  currency: 'EUR',
  deliverToCountry: 'DE',
  closesAt: sentAt,
  lineCount: 1,
  seq: String((lastSeq -= 1)),
});

function* chunksOf<T>(rows: readonly T[]): Generator<T[]> {
  for (let at = 0; at < rows.length; at += ROWS_PER_STATEMENT) yield rows.slice(at, at + ROWS_PER_STATEMENT);
}

/** Baseline: `save([...])`. */
export async function saveInvitations(db: DataSource, rows: readonly InvitationRow[]): Promise<void> {
  const repository = db.getRepository(InvitationEntity);
  await repository.save(repository.create([...rows]), { chunk: SAVE_CHUNK });
}

/** Baseline: `insert().orIgnore()`, one transaction per statement. */
export async function insertInvitations(db: DataSource, rows: readonly InvitationRow[]): Promise<void> {
  for (const chunk of chunksOf(rows))
    await db.createQueryBuilder().insert().into(InvitationEntity).values(chunk).orIgnore().execute();
}

/** The same baseline for the inbox rows of these invitations. */
export async function insertInbox(db: DataSource, rows: readonly InvitationRow[]): Promise<void> {
  for (const chunk of chunksOf(rows.map(inboxRow)))
    await db.createQueryBuilder().insert().into(SupplierInboxEntity).values(chunk).orIgnore().execute();
}

/** Makes the limit's tables: unlogged, without index or constraint. */
export async function createBareTables(db: DataSource): Promise<void> {
  for (const table of ['invitation', 'supplier_inbox'])
    await sql(db, `create unlogged table bare_${table} (like ${table})`);
}

const INVITATION_COLUMNS = ['rfq_id', 'supplier_id', 'wave', 'state', 'score', 'reasons', 'sent_at'];
const INBOX_COLUMNS =
  'supplier_id rfq_id sent_at state title buyer_name currency deliver_to_country closes_at line_count seq'.split(
    ' ',
  );

/** The bytes of the rows as COPY takes them; making them is no part of the limit. */
export function copyBatches(rows: readonly InvitationRow[]): { invitations: CopyBatch; inbox: CopyBatch } {
  const invitations = new CopyBatch();
  const inbox = new CopyBatch();
  for (const row of rows) {
    const sentAt = row.sentAt.toISOString();
    invitations.add([
      row.rfqId,
      row.supplierId,
      row.wave,
      row.state,
      row.score,
      JSON.stringify(row.reasons),
      sentAt,
    ]);
    const listed = inboxRow(row);
    inbox.add([
      listed.supplierId,
      listed.rfqId,
      sentAt,
      listed.state,
      listed.title,
      listed.buyerName,
      listed.currency,
      listed.deliverToCountry,
      sentAt,
      listed.lineCount,
      listed.seq,
    ]);
  }
  return { invitations, inbox };
}

/** Limit: bare COPY. */
export function copyInvitations(db: DataSource, batch: CopyBatch): Promise<void> {
  return inTransaction(db, (tx) => batch.copyInto(tx, 'bare_invitation', INVITATION_COLUMNS));
}

/** The same limit for the inbox rows. */
export function copyInbox(db: DataSource, batch: CopyBatch): Promise<void> {
  return inTransaction(db, (tx) => batch.copyInto(tx, 'bare_supplier_inbox', INBOX_COLUMNS));
}
