import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type RunningRedis, startRedis } from '../../src/app/embedded/redis.ts';
import { seedSuppliers } from '../../src/modules/suppliers/index.ts';
import { sql } from '../../src/platform/db/sql.ts';
import { keyOf } from '../../src/platform/kernel/ids.ts';
import { POST_RFQ, rfqInput, rfqLine } from '../support/rfq-input.ts';
import { waitUntil } from '../support/wait-until.ts';
import { spawnWorker, type WorkerProcess } from '../support/worker-process.ts';
import { startWorld, type World } from '../support/world.ts';

const POOL = 12_000;

describe.skipIf(inject('redisUrl') === null)(
  'from request to award, with a worker killed and Redis flushed on the way',
  () => {
    let world: World;
    let redis: RunningRedis;
    let dataDir: string;
    const workers: WorkerProcess[] = [];
    const addWorker = () =>
      workers.push(
        spawnWorker({
          DATABASE_URL: world.databaseUrl,
          REDIS_URL: redis.url,
          REDISPATCH_AFTER_MS: '1000',
          SWEEP_INTERVAL_MS: '200',
        }),
      );

    beforeAll(async () => {
      dataDir = await mkdtemp(join(tmpdir(), 'rfq-journey-'));
      redis = await startRedis({ dataDir, temporary: true, log: () => {} });
      world = await startWorld({ worker: false, ownRedisUrl: redis.url });
      await seedSuppliers(world.db, { count: POOL, seed: 7 });
    }, 120_000);
    afterAll(async () => {
      for (const worker of workers) await worker.kill();
      await world.stop();
      await redis.stop();
      await rm(dataDir, { recursive: true, force: true });
    });

    test('loses nothing and does nothing twice', { timeout: 120_000 }, async () => {
      const posted = await world.buyer.gql(POST_RFQ, {
        input: rfqInput({
          reach: { everyone: true },
          lines: [rfqLine({ category: { code: '44000000' } }), rfqLine({ category: { code: '30000000' } })],
        }),
      });
      const { id, lines } = posted.data.postRfq.rfq;
      const rfqId = keyOf('Rfq', id, 1)?.[0] ?? '';

      addWorker();
      await waitUntil('matching to be done', async () =>
        (await sql(world.db, 'select 1 from match_report where rfq_id = $1', [rfqId])).length > 0
          ? true
          : 'no report',
      );
      await workers.at(-1)?.kill();
      const client = new Redis(redis.url);
      await client.flushall();
      addWorker();
      addWorker();

      await waitUntil('everybody to be invited', async () => {
        const [row] = await sql<{ selected: number; invited: number; inboxes: number }>(
          world.db,
          `select r.selected, (select count(*)::int from invitation where rfq_id = $1) as invited,
                (select count(*)::int from supplier_inbox where rfq_id = $1) as inboxes
           from match_report r where r.rfq_id = $1`,
          [rfqId],
        );
        return row && row.selected > 0 && row.invited === row.selected && row.inboxes === row.selected
          ? true
          : JSON.stringify(row);
      });
      await client.flushall();
      client.disconnect();

      const invited = await sql<{ supplierId: string }>(
        world.db,
        'select supplier_id as "supplierId" from invitation where rfq_id = $1 order by score desc limit 3',
        [rfqId],
      );
      for (const [index, { supplierId }] of invited.entries())
        await quote(supplierId, lines, String(10 + index));

      const closed = await world.buyer.gql(
        'mutation ($input: CloseRfqInput!) { closeRfq(input: $input) { userErrors { code } rfq { state } } }',
        { input: { rfqId: id } },
      );
      expect(closed.data.closeRfq).toEqual({ userErrors: [], rfq: { state: 'CLOSED' } });
      const compared = await world.buyer.gql(
        `query ($id: ID!) { rfq(id: $id) { comparison { entries(first: 10) { nodes { rank total { amount currency } quote { id supplier { id } } gaps { code } } } } } }`,
        { id },
      );
      const entries = compared.data.rfq.comparison.entries.nodes;
      expect(entries.map((entry: { rank: number }) => entry.rank)).toEqual([1, 2, 3]);
      expect(entries[0].total).toEqual({ amount: '10000.00', currency: 'EUR' });

      const awarded = await world.buyer.gql(
        'mutation ($input: AwardRfqInput!) { awardRfq(input: $input) { userErrors { code message } awards { id state } } }',
        { input: { rfqId: id, quoteId: entries[0].quote.id } },
      );
      expect(awarded.data.awardRfq).toMatchObject({ userErrors: [], awards: [{ state: 'PENDING' }] });
      const winner = await world.supplier(keyOf('Supplier', entries[0].quote.supplier.id, 1)?.[0] ?? '');
      const confirmed = await winner.gql(
        'mutation ($input: ConfirmAwardInput!) { confirmAward(input: $input) { userErrors { code } award { state } } }',
        {
          input: { awardId: awarded.data.awardRfq.awards[0].id },
        },
      );
      expect(confirmed.data.confirmAward).toEqual({ userErrors: [], award: { state: 'CONFIRMED' } });
      const final = await world.buyer.gql('query ($id: ID!) { rfq(id: $id) { state } }', { id });
      expect(final.data.rfq.state).toBe('AWARDED');
      await world.settle();
    });

    async function quote(supplierId: string, lines: { id: string }[], unitPrice: string): Promise<void> {
      const supplier = await world.supplier(supplierId);
      const inbox = await supplier.gql('{ viewer { invitations(first: 1) { nodes { id } } } }');
      const answer = await supplier.gql(
        'mutation ($input: SubmitQuoteInput!) { submitQuote(input: $input) { userErrors { code message path } } }',
        {
          input: {
            invitationId: inbox.data.viewer.invitations.nodes[0].id,
            currency: 'EUR',
            incoterm: 'DDP',
            incotermPlace: 'Hamburg',
            shipFrom: 'DE',
            leadTimeDays: 10,
            validUntil: new Date(Date.now() + 60 * 86_400_000).toISOString(),
            lines: lines.map((line) => ({ lineId: line.id, unitPrice })),
          },
        },
      );
      expect(answer.data.submitQuote.userErrors).toEqual([]);
    }
  },
);
