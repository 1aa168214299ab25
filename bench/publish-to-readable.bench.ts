import type { DataSource } from 'typeorm';
import { jobs } from '../src/app/jobs/jobs.ts';
import { startApi } from '../src/app/start-api.ts';
import { startWorker } from '../src/app/start-worker.ts';
import { createIssuer, DEMO_BUYER_ID } from '../src/modules/identity/index.ts';
import type { PostRfqInput } from '../src/modules/rfqs/rfq-input.type.ts';
import { readConfig } from '../src/platform/config/config.ts';
import { sql, sqlOne } from '../src/platform/db/sql.ts';
import { keyOf } from '../src/platform/kernel/ids.ts';
import { createMessaging } from '../src/platform/queue/create-queues.ts';
import { type Client, clientOf } from '../test/support/client.ts';
import { settle } from '../test/support/settle.ts';
import type { BenchDatabase, BenchEngine } from './engine.ts';
import { expectSame, timed, timesOf } from './measure.ts';
import { RequestSource } from './requests.ts';
import { perSecond, rounded, type SubjectReport } from './subject.ts';

const WAVE_SIZE = 200;
const WARM_UP = 5;
const RUNS = 25;
const SUSTAINED_MS = 20_000;
/** Enough that no part waits for another, few enough that none piles up work. */
const IN_FLIGHT = 16;
const LOOK_AGAIN_MS = 25;

const POST = `mutation ($input: PostRfqInput!) { postRfq(input: $input) { userErrors { code message } rfq { id } } }`;
const READ = `query ($id: ID!) { rfq(id: $id) { fanOut { selected invited waves { done } } invitations(first: 100) { totalCount nodes { id } } } }`;

interface Running {
  readonly db: DataSource;
  readonly buyer: Client;
  stop(): Promise<void>;
}

/** From the moment a buyer sends an RFQ until it reads all its 200 invitations, through HTTP; and how many RFQs a second go all the way. */
export async function publishToReadable(engine: BenchEngine): Promise<SubjectReport> {
  const database = await engine.clone('pool');
  const running = await start(engine, database);
  try {
    const source = await RequestSource.open(running.db);
    const alone = await oneByOne(running, source);
    return report(alone, await sustain(running, source));
  } finally {
    await running.stop();
    await database.drop();
  }
}

interface Alone {
  readonly readable: number[];
  readonly acknowledged: number[];
  readonly shortlisted: number[];
  readonly invited: number[];
}

/** One RFQ after the other, each on an engine that has nothing else to do. */
async function oneByOne(running: Running, source: RequestSource): Promise<Alone> {
  const alone: Alone = { readable: [], acknowledged: [], shortlisted: [], invited: [] };
  for (let n = 0; n < WARM_UP + RUNS; n += 1) {
    const run = await publish(running, busyRequest(source, n));
    await settle(running.db, jobs);
    if (n < WARM_UP) continue;
    const stages = await stagesOf(running.db, run.rfqId);
    alone.readable.push(run.readableMs);
    alone.acknowledged.push(run.acknowledgedMs);
    alone.shortlisted.push(stages.shortlisted);
    alone.invited.push(stages.invited);
  }
  return alone;
}

/** What more than 200 suppliers can be asked for: no certificates, and a worth that no minimum order is held against. */
function busyRequest(source: RequestSource, n: number): PostRfqInput {
  const { requiredCertifications: _none, ...input } = source.drawBusy(n);
  return { ...input, lines: input.lines.map(({ targetPrice: _unknown, ...line }) => line) };
}

interface Sustained {
  readonly rfqs: number;
  readonly invitations: number;
  readonly ms: number;
}

function report(alone: Alone, sustained: Sustained): SubjectReport {
  const row = (part: 'ours' | 'part of ours', what: string, ms: readonly number[]) => ({
    part,
    what,
    times: timesOf(ms),
    throughput: '–',
  });
  const { p95Ms } = timesOf(alone.readable);
  const rate = sustained.rfqs / (sustained.ms / 1_000);
  return {
    title: `Publish → ${WAVE_SIZE} invitations readable, through HTTP`,
    measured: [
      row('ours', 'from sending `postRfq` to reading all its invitations', alone.readable),
      row('part of ours', '`postRfq` acknowledged', alone.acknowledged),
      row('part of ours', 'publication → shortlist being saved (database time)', alone.shortlisted),
      row('part of ours', 'publication → invitations being written (database time)', alone.invited),
      {
        part: 'ours',
        what: `sustained: ${sustained.rfqs} RFQs, ${IN_FLIGHT} under way at a time, all effects done`,
        times: timesOf([sustained.ms]),
        throughput: perSecond(sustained.rfqs, sustained.ms, 'RFQs'),
      },
    ],
    reached: [
      {
        what: 'p95 to readable (the reach is for an idle machine)',
        value: `${rounded(p95Ms)} ms`,
        goal: '≤ 250 ms',
        met: p95Ms <= 250,
      },
      { what: 'sustained', value: `${rounded(rate)} RFQs/s`, goal: '≥ 50 RFQs/s', met: rate >= 50 },
    ],
    checked: [
      'each RFQ has exactly as many invitations as were selected, each of them in an inbox, at the end of both parts',
      'no job ended in a dead letter',
    ],
    notes: [
      'API, relay, worker and client are one Node process here, so they share one core; PostgreSQL and Redis share the rest of the machine. In production they are processes of their own.',
      `Sustained: ${perSecond(sustained.invitations, sustained.ms, 'invitations')}, each also written to an inbox and a track record; ${rounded(sustained.invitations / sustained.rfqs)} per RFQ.`,
    ],
  };
}

async function start(engine: BenchEngine, database: BenchDatabase): Promise<Running> {
  const { log, redisUrl } = engine;
  const { url } = database;
  const config = readConfig({ NODE_ENV: 'test', PORT: '0', DATABASE_URL: url, DATA_DIR: engine.dir });
  const [apiDb, workerDb] = [await database.open(10), await database.open(10)];
  const { queues, pubsub } = createMessaging(
    { redisUrl, databaseUrl: url, partitions: 1, name: 'bench' },
    log,
  );
  const server = await startApi({ config, db: apiDb, pubsub, log });
  const worker = await startWorker({ config, db: workerDb, queues, pubsub, log });
  const issuer = await createIssuer(config);
  const { token } = await issuer.issue({ role: 'BUYER', org: DEMO_BUYER_ID, user: 'bench' });
  return {
    db: apiDb,
    buyer: clientOf(server.url, token),
    async stop() {
      await server.stop();
      await worker.stop();
      await queues.close();
      await pubsub.close();
      await apiDb.destroy();
      await workerDb.destroy();
    },
  };
}

async function postOver(buyer: Client, input: PostRfqInput): Promise<string> {
  const answer = await buyer.gql(POST, { input });
  const id: unknown = answer.data?.postRfq?.rfq?.id;
  if (typeof id !== 'string') throw new Error(`postRfq did not go through: ${JSON.stringify(answer)}`);
  return id;
}

/** Publishes one RFQ and reads it over and over until all its invitations are there. */
async function publish({ buyer }: Running, input: PostRfqInput) {
  const startedAt = performance.now();
  const id = await postOver(buyer, input);
  const acknowledgedMs = performance.now() - startedAt;
  for (;;) {
    const { data, errors } = await buyer.gql(READ, { id });
    if (errors) throw new Error(JSON.stringify(errors));
    const { fanOut, invitations } = data.rfq;
    if (fanOut.waves.some((wave: { done: boolean }) => wave.done)) {
      const readableMs = performance.now() - startedAt;
      expectSame([fanOut.invited, invitations.totalCount], [fanOut.selected, fanOut.selected], 'invitations');
      return { rfqId: keyOf('Rfq', id, 1)?.[0] ?? '', acknowledgedMs, readableMs };
    }
  }
}

/** When each step was done, after the publication (milliseconds by the database's clock). */
async function stagesOf(db: DataSource, rfqId: string): Promise<{ shortlisted: number; invited: number }> {
  const row = await sqlOne<{ matched: number; invited: number }>(
    db,
    `select extract(epoch from m.matched_at - r.published_at) * 1000.0::float8 as matched,
            extract(epoch from f.created_at - r.published_at) * 1000.0::float8 as invited
       from rfq r join match_report m on m.rfq_id = r.id join fan_out f on f.rfq_id = r.id where r.id = $1`,
    [rfqId],
  );
  return { shortlisted: Number(row?.matched), invited: Number(row?.invited) };
}

/** Posts for a while, so many at a time, and waits until every effect of every RFQ is done. */
async function sustain({ db, buyer }: Running, source: RequestSource): Promise<Sustained> {
  const ids: string[] = [];
  const open = new Set<string>();
  const { ms } = await timed(async () => {
    const endAt = performance.now() + SUSTAINED_MS;
    for (let n = 1_000; performance.now() < endAt;) {
      const posting = Array.from({ length: IN_FLIGHT - open.size }, () =>
        postOver(buyer, busyRequest(source, (n += 1))),
      );
      for (const id of await Promise.all(posting)) {
        const rfqId = keyOf('Rfq', id, 1)?.[0] ?? '';
        ids.push(rfqId);
        open.add(rfqId);
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
      const done = await sql<{ id: string }>(
        db,
        `select rfq_id as id from fan_out where done and rfq_id = any($1::uuid[])`,
        [[...open]],
      );
      for (const { id } of done) open.delete(id);
    }
    await settle(db, jobs);
  });
  const row = await sqlOne<{ selected: number; invited: number; listed: number; dead: number }>(
    db,
    `select (select sum(selected)::int from match_report where rfq_id = any($1::uuid[])) as selected,
            (select count(*)::int from invitation where rfq_id = any($1::uuid[])) as invited,
            (select count(*)::int from supplier_inbox where rfq_id = any($1::uuid[])) as listed,
            (select count(*)::int from dead_letter) as dead`,
    [ids],
  );
  const invitations = row?.selected ?? 0;
  const expected = { selected: invitations, invited: invitations, listed: invitations, dead: 0 };
  expectSame(row, expected, 'invitations, inbox rows, dead letters');
  return { rfqs: ids.length, invitations, ms };
}
