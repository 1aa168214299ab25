import { graphql, type GraphQLObjectType, isInterfaceType } from 'graphql';
import { AbstractLogger, type DataSource, type LogMessage } from 'typeorm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../src/app/database.ts';
import { createSchema } from '../../../src/app/graphql/schema.ts';
import { DEMO_BUYER_ID, DEMO_PARTNER_ID } from '../../../src/modules/identity/index.ts';
import { sql } from '../../../src/platform/db/sql.ts';
import type { GraphContext } from '../../../src/platform/graphql/context.ts';
import type { Actor } from '../../../src/platform/kernel/actor.ts';
import { createLogger } from '../../../src/platform/telemetry/logger.ts';
import { createDatabase, type TestDatabase } from '../../support/database.ts';
import { type Caller, READINGS } from './readings.ts';
import { addSizedData, type SizedData } from './sized-data.ts';
import { Selections } from './selection.ts';

const SIZES = [1, 10, 100] as const;
/** Levels of objects below each item. RFQs and invitations lead to most of the schema, categories to each other. */
const DEPTH = 2;
const DEPTH_OF = new Map([
  ['Rfq', 3],
  ['Invitation', 3],
  ['Category', 1],
]);

/** Values for required arguments of nested fields, by `Type.field.argument`. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  'Query.category.code': '"44530000"',
};

const schema = createSchema();
const selections = new Selections(schema, ARGUMENTS);
const lists = selections.allLists();
const node = schema.getType('Node');
const nodeTypes = isInterfaceType(node) ? schema.getPossibleTypes(node) : [];
const counted = lists.filter(({ item, paged: isPaged }) => isPaged || !selections.isData(item));

/** Keeps the statements that reach the database, in their order. */
class StatementLog extends AbstractLogger {
  readonly statements: string[] = [];
  override logQuery(query: string): void {
    this.statements.push(query);
  }
  protected writeLog(_level: string, _message: LogMessage | LogMessage[]): void {
    // Statements alone are of interest.
  }
}

let database: TestDatabase;
let db: DataSource;
let data: SizedData;
let actors: Readonly<Record<Caller, Actor>>;
const log = new StatementLog(['query']);

beforeAll(async () => {
  database = await createDatabase();
  // One connection: answers come in the order of their statements, so that every run batches alike.
  db = await openDatabase(
    { url: database.url, poolSize: 1, applicationName: 'rfq-test', statementTimeoutMs: 60_000 },
    createLogger('silent', 'test'),
  );
  data = await addSizedData(db, SIZES);
  const userId = 'reader';
  actors = {
    buyer: { role: 'BUYER', userId, buyerId: DEMO_BUYER_ID, partnerId: DEMO_PARTNER_ID },
    partner: { role: 'PARTNER', userId, partnerId: DEMO_PARTNER_ID },
    operator: { role: 'OPERATOR', userId },
    supplier: { role: 'SUPPLIER', userId, supplierId: data.busySupplier },
  };
  await sql(db, 'analyze');
  db.setOptions({ logging: ['query'], logger: log });
});

afterAll(async () => {
  await db.destroy();
  await database.drop();
});

interface Outcome {
  readonly items: number;
  readonly statements: readonly string[];
}

async function read(caller: Caller, source: string): Promise<Outcome> {
  const contextValue: GraphContext = {
    db,
    actor: actors[caller],
    requestId: 'test',
    idempotencyKey: null,
    loaders: new WeakMap(),
  };
  const before = log.statements.length;
  const answer = await graphql({ schema, source, contextValue });
  if (answer.errors) throw new Error(`${answer.errors[0]?.message}\n${source.slice(0, 2_000)}`);
  return { items: itemsOf(answer.data), statements: log.statements.slice(before) };
}

/** How many items the list of that name has, the longest where it is there several times. */
function itemsOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Math.max(
    0,
    ...Object.entries(value).map(([name, inner]: [string, unknown]) => {
      if (name !== 'list') return itemsOf(inner);
      const nodes = Array.isArray(inner) ? inner : (inner as { nodes: unknown[] }).nodes;
      return nodes.length;
    }),
  );
}

/** Statements with how often they were sent; those that differ in their limit alone are one. */
function tally(statements: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const statement of statements) {
    const text = statement.replaceAll(/\s+/g, ' ').replaceAll(/limit \d+/g, 'limit n');
    counts[text] = (counts[text] ?? 0) + 1;
  }
  return counts;
}

/** Reads a list with 1, 10 and 100 items, everything of each, and compares what was sent. */
async function expectSameStatements(
  caller: Caller,
  item: GraphQLObjectType,
  queryOf: (n: number) => string,
): Promise<void> {
  const selection = selections.of(item, DEPTH_OF.get(item.name) ?? DEPTH);
  const outcomes: Outcome[] = [];
  for (const n of SIZES) outcomes.push(await read(caller, `{ ${queryOf(n).replace('…', selection)} }`));
  outcomes.forEach(({ items }, index) => expect(items).toBeGreaterThanOrEqual(SIZES[index] ?? 0));
  const [one, ten, hundred] = outcomes.map(({ statements }) => tally(statements));
  expect(Object.keys(one ?? {})).not.toEqual([]);
  expect(ten).toEqual(one);
  expect(hundred).toEqual(one);
}

describe('every list', () => {
  test('of objects is counted below (if not: add to READINGS how to read it with n items)', () => {
    expect(counted.map(({ name }) => name).filter((name) => !Object.hasOwn(READINGS, name))).toEqual([]);
    expect(Object.keys(READINGS).filter((name) => !counted.some((list) => list.name === name))).toEqual([]);
  });

  for (const { name, item } of counted) {
    const reading = READINGS[name];
    for (const caller of reading?.as ?? []) {
      test(`${name} sends the same number of statements for 1, 10 and 100 items (${caller})`, () =>
        expectSameStatements(caller, item, (n) => reading?.query(n, data) ?? ''));
    }
  }

  test.each(nodeTypes.map((type) => [type.name, type] as const))(
    'of nodes: %s sends the same number of statements for 1, 10 and 100 ids (if none are found: add it to NODE_KEYS)',
    (name, type) =>
      expectSameStatements('operator', type, (n) => {
        const ids = JSON.stringify(data.nodes(name, n));
        return `list: nodes(ids: ${ids}) { ... on ${name} { … } }`;
      }),
  );

  test('that holds only data was asked for inside another list', () => {
    for (const { item } of counted) selections.of(item, DEPTH_OF.get(item.name) ?? DEPTH);
    const never = lists.filter(
      (list) =>
        !counted.includes(list) &&
        !selections.listsAskedFor.has(list.name) &&
        !/^(Query|Viewer)\./.test(list.name),
    );
    expect(never.map(({ name }) => name)).toEqual([]);
  });
});
