import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createIssuer, DEMO_BUYER_ID } from '../src/modules/identity/index.ts';
import { readConfig } from '../src/platform/config/config.ts';
import { sql } from '../src/platform/db/sql.ts';
import { addClosedRfqs } from '../test/support/build/closed-rfqs.ts';
import type { BenchDatabase, BenchEngine } from './engine.ts';
import { type GraphqlServer, startServer } from './graphql-servers.ts';
import { expectSame, timed, timesOf } from './measure.ts';
import { perSecond, rounded, type SubjectReport, times } from './subject.ts';

const RFQS = 50;
const [LINES, INVITED, QUOTED] = [10, 10, 5];
/** Both servers take turns, so that whatever else the machine does hits both. */
const ROUNDS = 6;
const REQUESTS = 40;
const WARM_UP = 40;
const IN_FLIGHT = 4;

const QUERY = `query Requests($first: Int!) {
  rfqs(first: $first) { nodes {
    id number title state currency closesAt deliverTo { country place }
    buyer { id name }
    lines { id lineNo description quantity { value unit } category { code label } }
    invitations(first: ${INVITED}) { nodes { id state score supplier { id name country } } }
    quotes(first: ${QUOTED}) { nodes {
      id version state currency incoterm leadTimeDays validUntil supplier { id name country }
      lines { unitPrice { amount currency } bidType line { lineNo } }
    } }
  } }
}`;

/** Reading 50 RFQs with lines, invitations, quotes and suppliers, against Apollo alone with the same answer in memory. */
export async function graphqlRead(engine: BenchEngine): Promise<SubjectReport> {
  const database = await engine.clone('pool');
  await fill(database);
  const env = {
    NODE_ENV: 'test',
    PORT: '0',
    DATABASE_URL: database.url,
    DATA_DIR: engine.dir,
    RATE_LIMIT_POINTS_PER_MINUTE: '1000000000',
  };
  const issuer = await createIssuer(readConfig(env));
  const { token } = await issuer.issue({ role: 'BUYER', org: DEMO_BUYER_ID, user: 'bench' });
  const ours = await startServer({ name: 'ours', env });
  const ask = (server: GraphqlServer) => () => server.send(BODY, { authorization: `Bearer ${token}` });
  const answer = await ask(ours)();
  const dataFile = join(engine.dir, 'graphql-read.json');
  await writeFile(dataFile, JSON.stringify(dataOf(answer)));
  const bare = await startServer({ name: 'bare', dataFile });
  try {
    expectWhole(answer);
    expectSame(dataOf(await ask(bare)()), dataOf(answer), 'the answer from memory');
    return report(await inTurn(ask(ours), ask(bare)), answer.length);
  } finally {
    await ours.stop();
    await bare.stop();
    await database.drop();
  }
}

const BODY = JSON.stringify({ query: QUERY, variables: { first: RFQS } });

const dataOf = (answer: string): object => (JSON.parse(answer) as { data: object }).data;

/** Each RFQ has suppliers of its own. */
async function fill({ db }: BenchDatabase): Promise<void> {
  const suppliers = await sql<{ id: string }>(db, 'select id from supplier order by id limit $1', [
    RFQS * INVITED,
  ]);
  for (let rfq = 0; rfq < RFQS; rfq += 1) {
    const own = suppliers.slice(rfq * INVITED, (rfq + 1) * INVITED).map(({ id }) => id);
    await addClosedRfqs(db, own, { rfqs: 1, lines: LINES, invited: INVITED, quoted: QUOTED });
  }
  await sql(db, 'vacuum analyze');
}

function expectWhole(answer: string): void {
  const { data } = JSON.parse(answer) as {
    data: { rfqs: { nodes: { lines: object[]; invitations: Page; quotes: Page }[] } };
  };
  interface Page {
    readonly nodes: object[];
  }
  const counts = data.rfqs.nodes.map(({ lines, invitations, quotes }) => [
    lines.length,
    invitations.nodes.length,
    quotes.nodes.length,
  ]);
  expectSame(
    counts,
    Array.from({ length: RFQS }, () => [LINES, INVITED, QUOTED]),
    'what was read',
  );
}

interface Load {
  readonly samplesMs: number[];
  totalMs: number;
}

/** Sends requests to one server, then to the other, and so on. */
async function inTurn(ours: () => Promise<string>, bare: () => Promise<string>) {
  const loads = [ours, bare].map((send) => ({ send, load: { samplesMs: [], totalMs: 0 } as Load }));
  for (const { send } of loads) await sendMany(send, WARM_UP);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { send, load } of loads) {
      const { ms, value } = await timed(() => sendMany(send, REQUESTS));
      load.totalMs += ms;
      load.samplesMs.push(...value);
    }
  }
  const [first, second] = loads.map(({ load }) => load);
  if (!first || !second) throw new Error('two servers are measured');
  return { ours: first, bare: second };
}

/** Keeps a few requests under way until so many are answered; returns what each took (milliseconds). */
async function sendMany(send: () => Promise<string>, count: number): Promise<number[]> {
  const samplesMs: number[] = [];
  let left = count;
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      while (left > 0) {
        left -= 1;
        samplesMs.push((await timed(send)).ms);
      }
    }),
  );
  return samplesMs;
}

function report({ ours, bare }: { ours: Load; bare: Load }, bytes: number): SubjectReport {
  const ratio = bare.totalMs / ours.totalMs;
  const row = (part: 'ours' | 'limit', what: string, load: Load) => ({
    part,
    what,
    times: timesOf(load.samplesMs),
    throughput: perSecond(load.samplesMs.length, load.totalMs, 'requests'),
  });
  return {
    title: `Read ${RFQS} RFQs with lines, invitations, quotes and suppliers, through HTTP`,
    measured: [
      row('ours', `the API on PostgreSQL, ${IN_FLIGHT} requests under way`, ours),
      row('limit', 'Apollo and Fastify alone, the same answer from memory', bare),
    ],
    reached: [
      { what: 'requests/s over those from memory', value: times(ratio), goal: '≥ 0.5×', met: ratio >= 0.5 },
    ],
    checked: [
      `each answer has all ${RFQS} RFQs with ${LINES} lines, ${INVITED} invitations and ${QUOTED} quotes`,
      'both servers give the same JSON',
    ],
    notes: [
      `One answer has ${rounded(bytes / 1_024)} kB. Each server is a process of its own, the client another; the database is warm.`,
      'The limit has neither authentication nor limits, and no resolver at all: every field is found on an object.',
    ],
  };
}
