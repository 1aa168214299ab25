import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../src/app/database.ts';
import { jobs } from '../../../src/app/jobs/jobs.ts';
import { DEMO_BUYER_ID, DEMO_PARTNER_ID } from '../../../src/modules/identity/index.ts';
import { inviteSuppliers } from '../../../src/modules/invitations/commands/invite-suppliers.ts';
import { inviteWaveJob } from '../../../src/modules/invitations/index.ts';
import { matchSuppliersJob } from '../../../src/modules/matching/index.ts';
import { closeRfq } from '../../../src/modules/rfqs/commands/close-rfq.ts';
import { postRfq } from '../../../src/modules/rfqs/commands/post-rfq.ts';
import { sql, sqlOne } from '../../../src/platform/db/sql.ts';
import { encodeNodeId } from '../../../src/platform/kernel/ids.ts';
import { createLogger } from '../../../src/platform/telemetry/logger.ts';
import { addSuppliers } from '../../support/build/suppliers.ts';
import { createDatabase, type TestDatabase } from '../../support/database.ts';
import { deliverAll, factsOf, runJob } from '../../support/deliver.ts';
import { matchByOracle } from '../../support/matching-oracle.ts';
import { waitUntil } from '../../support/wait-until.ts';

const POOL = 7_000;
const BATCHES = 2;
const WORKERS = 4;

let database: TestDatabase;
let db: DataSource;
const open = (applicationName: string, poolSize: number) =>
  openDatabase(
    { url: database.url, poolSize, applicationName, statementTimeoutMs: 60_000 },
    createLogger('silent', 'test'),
  );

beforeAll(async () => {
  database = await createDatabase();
  db = await open('fan-out-test', 2 * WORKERS);
  await addSuppliers(
    db,
    Array.from({ length: POOL }, (_, n) => ({
      name: `Supplier ${n}`,
      categories: [n % 3 === 0 ? 'CPV:44000000' : 'CPV:44531000'],
      shipsTo: n % 50 === 0 ? ['FR'] : null,
    })),
  );
}, 120_000);
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const buyer = {
  role: 'BUYER',
  userId: 'test',
  buyerId: DEMO_BUYER_ID,
  partnerId: DEMO_PARTNER_ID,
} as const;

/** Publishes an RFQ that asks everyone in a category. */
async function publishedRfq(code: string): Promise<string> {
  const line = {
    category: { scheme: 'CPV', code },
    description: '12-40',
    quantity: { value: '500', unit: 'C62' },
  };
  const { rfqId } = await postRfq(
    { db, actor: buyer },
    {
      title: '12-40',
      currency: 'EUR',
      deliverTo: { country: 'DE' },
      closesAt: new Date(Date.now() + 86_400_000),
      bidVisibility: 'OPEN',
      allowPartialQuotes: true,
      lines: [line],
      reach: { everyone: true },
    },
  );
  return rfqId;
}

/** Publishes an RFQ, matched but not yet fanned out. */
async function matchedRfq(): Promise<string> {
  const rfqId = await publishedRfq('44530000');
  const [published] = await factsOf(db, rfqId, 'rfq.published');
  if (!published) throw new Error('nothing was published');
  await runJob(db, matchSuppliersJob, published);
  return rfqId;
}

async function suppliersIn(table: 'invitation' | 'supplier_inbox', rfqId: string): Promise<string[]> {
  const rows = await sql<{ id: string }>(
    db,
    `select supplier_id as id from ${table} where rfq_id = $1 order by supplier_id`,
    [rfqId],
  );
  return rows.map((row) => row.id);
}

async function matching(): Promise<string[]> {
  const oracle = await matchByOracle(db, {
    partnerId: DEMO_PARTNER_ID,
    country: 'DE',
    requiredCertifications: [],
    categories: [{ scheme: 'CPV', code: '44530000' }],
    words: [],
    hasUncodedLine: false,
    worthEur: null,
    invite: [],
    exclude: [],
  });
  return [...oracle]
    .filter(([, reason]) => reason === null)
    .map(([id]) => id)
    .toSorted();
}

describe('fan-out', () => {
  test(
    'invites every matching supplier exactly once, with every fact delivered to several workers at once',
    { timeout: 120_000 },
    async () => {
      const rfqId = await matchedRfq();
      await deliverAll(db, jobs, rfqId, WORKERS);

      const expected = await matching();
      expect(expected.length).toBeGreaterThan(5_000);
      expect(await suppliersIn('invitation', rfqId)).toEqual(expected);
      expect(await suppliersIn('supplier_inbox', rfqId)).toEqual(expected);
      const batches = await sql(
        db,
        'select batch, invited, done from fan_out where rfq_id = $1 order by batch',
        [rfqId],
      );
      expect(batches).toEqual([
        { batch: 1, invited: 5_000, done: false },
        { batch: 2, invited: expected.length - 5_000, done: true },
      ]);
      expect(await factsOf(db, rfqId, 'invitations.sent')).toHaveLength(BATCHES);
      const [track] = await sql(
        db,
        'select count(*)::int as suppliers, min(invited) as fewest, max(invited) as most from supplier_track',
      );
      expect(track).toEqual({ suppliers: expected.length, fewest: 1, most: 1 });
    },
  );

  test('goes on with the next batch where a worker has stopped', async () => {
    const rfqId = await matchedRfq();
    const wave = { rfqId, wave: 1 };
    expect(await inviteSuppliers({ db }, wave)).toBe(true);
    expect(await suppliersIn('invitation', rfqId)).toHaveLength(5_000);

    const [matched] = await factsOf(db, rfqId, 'rfq.matched');
    if (!matched) throw new Error('nothing was matched');
    await runJob(db, inviteWaveJob, matched);
    expect(await suppliersIn('invitation', rfqId)).toEqual(await matching());
    const rows = await sql<{ batch: number }>(db, 'select batch from fan_out where rfq_id = $1', [rfqId]);
    expect(rows).toHaveLength(BATCHES);
    expect(await factsOf(db, rfqId, 'invitations.sent')).toHaveLength(BATCHES);
  });

  test('survives its connection being cut again and again', { timeout: 60_000 }, async () => {
    const rfqId = await matchedRfq();
    const [matched] = await factsOf(db, rfqId, 'rfq.matched');
    if (!matched) throw new Error('nothing was matched');
    const frail = await open('frail-worker', 1);
    for (let cut = 0; cut < 5; cut += 1) {
      const running = runJob(frail, inviteWaveJob, matched).then(
        () => 'done',
        () => 'cut',
      );
      await waitUntil('the worker to be inside a transaction', async () => {
        const row = await sqlOne<{ cut: boolean }>(
          db,
          `select pg_terminate_backend(pid) as cut from pg_stat_activity
            where application_name = 'frail-worker' and datname = current_database() and xact_start is not null`,
        );
        return row !== null || (await isCompleted(rfqId, inviteWaveJob.name)) ? true : 'nothing is running';
      });
      await running;
    }
    await frail.destroy();
    await runJob(db, inviteWaveJob, matched);
    expect(await suppliersIn('invitation', rfqId)).toEqual(await matching());
    const [sum] = await sql<{ invited: number }>(
      db,
      'select sum(invited)::int as invited from fan_out where rfq_id = $1',
      [rfqId],
    );
    expect(sum?.invited).toBe((await matching()).length);
  });

  test('invites nobody any more once the request is closed', async () => {
    const rfqId = await matchedRfq();
    await inviteSuppliers({ db }, { rfqId, wave: 1 });
    await closeRfq({ db, actor: buyer }, { rfqId: encodeNodeId('Rfq', rfqId) });
    await deliverAll(db, jobs, rfqId, 2);

    expect(await suppliersIn('invitation', rfqId)).toHaveLength(5_000);
    const states = await sql(
      db,
      `select 'invitation' as list, state, count(*)::int from invitation where rfq_id = $1 group by state
       union all select 'inbox', state, count(*)::int from supplier_inbox where rfq_id = $1 group by state order by 1`,
      [rfqId],
    );
    expect(states).toEqual([
      { list: 'inbox', state: 'CLOSED_NO_REPLY', count: 5_000 },
      { list: 'invitation', state: 'CLOSED_NO_REPLY', count: 5_000 },
    ]);
    const [track] = await sql(
      db,
      'select sum(unanswered)::int as unanswered, max(unanswered) as most from supplier_track',
    );
    expect(track).toEqual({ unanswered: 5_000, most: 1 });
  });

  test('completes without an invitation where nobody matches', async () => {
    const rfqId = await publishedRfq('03111000');
    await deliverAll(db, jobs, rfqId, 2);
    expect(await suppliersIn('invitation', rfqId)).toEqual([]);
    expect(await isCompleted(rfqId, inviteWaveJob.name)).toBe(true);
  });
});

async function isCompleted(rfqId: string, job: string): Promise<boolean> {
  return (
    (await sqlOne(db, 'select 1 from outbox_completion where rfq_id = $1 and job = $2', [rfqId, job])) !==
    null
  );
}
