import type { DataSource } from 'typeorm';
import { inviteSuppliers } from '../src/modules/invitations/commands/invite-suppliers.ts';
import { matchRfq } from '../src/modules/matching/match-rfq.queries.ts';
import { type Reason, rfqMatched } from '../src/modules/matching/index.ts';
import { inTransaction } from '../src/platform/db/in-transaction.ts';
import { sql, sqlOne } from '../src/platform/db/sql.ts';
import { emit } from '../src/platform/outbox/outbox.writes.ts';
import type { BenchEngine } from './engine.ts';
import {
  copyBatches,
  copyInbox,
  copyInvitations,
  createBareTables,
  insertInbox,
  insertInvitations,
  invitationRows,
  saveInvitations,
} from './fan-out-rows.ts';
import { type Isolated, runIsolated } from './isolated.ts';
import { expectSame, timed, timesOf } from './measure.ts';
import { post, RequestSource } from './requests.ts';
import { perSecond, rounded, type SubjectReport, times } from './subject.ts';

const ROUNDS = 3;
const WAVE = 1;
/** Ours and the limit. The baselines are slow: they write fewer rows, and are compared by rows a second. */
const ROWS = 30_000;
const SAVED_ROWS = 3_000;
const INSERTED_ROWS = 20_000;

interface Samples {
  readonly ours: number[];
  readonly save: number[];
  readonly insert: number[];
  readonly insertInbox: number[];
  readonly copy: number[];
  readonly copyInbox: number[];
}

/** Writing invitations: for one RFQ after the other, and then the whole pool's with their inbox rows in one process. */
export async function fanOut(engine: BenchEngine): Promise<SubjectReport> {
  const database = await engine.clone('pool');
  const { db } = database;
  const fixture = await Fixture.prepare(db);
  await createBareTables(db);
  const samples: Samples = { ours: [], save: [], insert: [], insertInbox: [], copy: [], copyInbox: [] };
  for (let round = 0; round < ROUNDS; round += 1) await measureRound(fixture, samples);
  const everyone = await inviteEveryone(fixture, database.url);
  await database.drop();
  return report(samples, everyone, fixture.supplierIds.length);
}

/** Open RFQs and whom to invite to them. */
class Fixture {
  readonly db: DataSource;
  readonly supplierIds: readonly string[];
  readonly reasons: Reason[];
  readonly #source: RequestSource;

  private constructor(
    db: DataSource,
    source: RequestSource,
    supplierIds: readonly string[],
    reasons: Reason[],
  ) {
    this.db = db;
    this.#source = source;
    this.supplierIds = supplierIds;
    this.reasons = reasons;
  }

  static async prepare(db: DataSource): Promise<Fixture> {
    const source = await RequestSource.open(db);
    const selection = await matchRfq(db, await post(db, source.drawBusy(0)), 1);
    const [entry] = selection?.selected() ?? [];
    if (!entry) throw new Error('a busy request found nobody');
    const rows = await sql<{ id: string }>(db, `select id from supplier order by md5(id::text)`);
    return new Fixture(
      db,
      source,
      rows.map((row) => row.id),
      [...entry.reasons],
    );
  }

  /** A new open RFQ whose publication has no effects of its own. */
  async rfq(): Promise<string> {
    const rfqId = await post(this.db, this.#source.drawBusy(1));
    await sql(this.db, 'delete from outbox where rfq_id = $1', [rfqId]);
    return rfqId;
  }

  /** The same with so many suppliers on its shortlist, in an order that has nothing to do with ids. */
  async shortlisted(count: number): Promise<string> {
    const rfqId = await this.rfq();
    await sql(
      this.db,
      `insert into shortlist_entry (rfq_id, supplier_id, position, wave, score, reasons)
       select $1, s.id, s.n, $4, 0.5, $3::jsonb from unnest($2::uuid[]) with ordinality as s (id, n)`,
      [rfqId, this.supplierIds.slice(0, count), JSON.stringify(this.reasons), WAVE],
    );
    await sql(this.db, 'analyze shortlist_entry');
    return rfqId;
  }

  async rows(count: number) {
    return invitationRows(await this.rfq(), this.supplierIds.slice(0, count), this.reasons);
  }

  async expectInvited(rfqId: string, count: number, what: string): Promise<void> {
    const row = await sqlOne<{ count: number }>(
      this.db,
      'select count(*)::int as count from invitation where rfq_id = $1',
      [rfqId],
    );
    expectSame(row?.count, count, `invitations by ${what}`);
  }
}

async function measureRound(fixture: Fixture, samples: Samples): Promise<void> {
  const { db } = fixture;
  const measured = async (to: number[], work: () => Promise<unknown>) => {
    const { ms } = await timed(work);
    to.push(ms);
  };
  const rfqId = await fixture.shortlisted(ROWS);
  await measured(samples.ours, async () => {
    while (await inviteSuppliers({ db }, { rfqId, wave: WAVE }));
  });
  await fixture.expectInvited(rfqId, ROWS, 'ours');

  const inserted = await fixture.rows(INSERTED_ROWS);
  await measured(samples.insert, () => insertInvitations(db, inserted));
  await measured(samples.insertInbox, () => insertInbox(db, inserted));
  await fixture.expectInvited(inserted[0]?.rfqId ?? '', INSERTED_ROWS, 'orIgnore()');

  const saved = await fixture.rows(SAVED_ROWS);
  await measured(samples.save, () => saveInvitations(db, saved));
  await fixture.expectInvited(saved[0]?.rfqId ?? '', SAVED_ROWS, 'save()');

  const batches = copyBatches(await fixture.rows(ROWS));
  await measured(samples.copy, () => copyInvitations(db, batches.invitations));
  await measured(samples.copyInbox, () => copyInbox(db, batches.inbox));
  await sql(db, 'truncate bare_invitation, bare_supplier_inbox');
}

/** From the fact that matching is done, through the real jobs, until every invitation stands in an inbox and a track record. */
async function inviteEveryone(fixture: Fixture, url: string): Promise<Isolated> {
  const { db } = fixture;
  await sql(db, 'delete from outbox');
  const rfqId = await fixture.shortlisted(fixture.supplierIds.length);
  await inTransaction(db, (tx) => emit(tx, rfqMatched, rfqId, { rfqId, wave: WAVE }));
  const isolated = await runIsolated({ name: 'work-off', url });
  await fixture.expectInvited(rfqId, fixture.supplierIds.length, 'the jobs');
  const row = await sqlOne<{ listed: number; counted: number }>(
    db,
    `select (select count(*)::int from supplier_inbox where rfq_id = $1) as listed,
            (select count(*)::int from supplier_track where invited = 1) as counted`,
    [rfqId],
  );
  expectSame(
    row,
    { listed: fixture.supplierIds.length, counted: fixture.supplierIds.length },
    'inbox and track rows',
  );
  return isolated;
}

function report(samples: Samples, everyone: Isolated, poolSize: number): SubjectReport {
  const rate = (count: number, ms: readonly number[]) => (count / timesOf(ms).p50Ms) * 1_000;
  const row = (part: 'ours' | 'baseline' | 'limit', what: string, count: number, ms: readonly number[]) => ({
    part,
    what: `${what}, ${count.toLocaleString('en')} rows`,
    times: timesOf(ms),
    throughput: perSecond(count, timesOf(ms).p50Ms, 'rows'),
  });
  const insertRate = rate(INSERTED_ROWS, samples.insert);
  const ratio = rate(ROWS, samples.ours) / insertRate;
  const part = (name: string) => everyone.partsMs[name] ?? NaN;
  const bothMs = part('invite-wave') + part('fill-inbox');
  const bothInserted = timesOf(samples.insert.map((ms, index) => ms + (samples.insertInbox[index] ?? 0)));
  const bothRatio = poolSize / bothMs / (INSERTED_ROWS / bothInserted.p50Ms);
  const once = (what: string, ms: number, count: number) => ({
    part: 'part of ours' as const,
    what,
    times: timesOf([ms]),
    throughput: perSecond(count, ms, 'rows'),
  });
  return {
    title: 'Fan-out: invitations with every constraint, and everyone',
    measured: [
      row('ours', '`inviteSuppliers`, batches of 5,000 with progress and outbox rows', ROWS, samples.ours),
      row('baseline', 'TypeORM `save([...])`', SAVED_ROWS, samples.save),
      row('baseline', 'TypeORM `insert().orIgnore()`', INSERTED_ROWS, samples.insert),
      row('limit', 'bare COPY, unlogged, no index', ROWS, samples.copy),
      once('everyone: job `invite-wave`', part('invite-wave'), poolSize),
      once('everyone: job `fill-inbox`', part('fill-inbox'), poolSize),
      once('everyone: job `record-invitations`', part('record-invitations'), poolSize),
      row('baseline', '`orIgnore()` into `supplier_inbox`', INSERTED_ROWS, samples.insertInbox),
      row('limit', 'bare COPY of the inbox rows', ROWS, samples.copyInbox),
    ],
    reached: [
      {
        what: 'invitations a second against `orIgnore()`',
        value: times(ratio),
        goal: '≥ 2.5×',
        met: ratio >= 2.5,
      },
      {
        what: 'invitations a second against `save([...])`',
        value: times(rate(ROWS, samples.ours) / rate(SAVED_ROWS, samples.save)),
        goal: '–',
        met: null,
      },
      {
        what: 'invitations a second, share of the limit',
        value: `${rounded((100 * rate(ROWS, samples.ours)) / rate(ROWS, samples.copy))} %`,
        goal: '–',
        met: null,
      },
      {
        what: 'everyone, invitations and inbox rows, against `orIgnore()` into both tables',
        value: times(bothRatio),
        goal: '≥ 2.5×',
        met: bothRatio >= 2.5,
      },
    ],
    checked: [
      'every method leaves exactly as many invitations as suppliers were asked',
      `everyone: ${poolSize.toLocaleString('en')} invitations, inbox rows and track records, no more and no fewer`,
    ],
    notes: [
      `Everyone, in a process of its own through the real jobs: ${rounded(bothMs / 1_000)} s for ${poolSize.toLocaleString('en')} invitations and inbox rows, ${rounded((bothMs + part('record-invitations')) / 1_000)} s with the track records. Resident memory ${rounded(everyone.baseRssMb)} MB at the start, ${rounded(everyone.peakRssMb)} MB at the most.`,
      'Ours reads the shortlist from the database inside the same statement; the baselines have their rows ready in memory. The shortlist of everyone is written beforehand, unmeasured.',
      `${ROUNDS} rounds of all methods in turn; rows a second are those of the median round, and the baselines get their rows a second from fewer rows.`,
    ],
  };
}
