import DataLoader from 'dataloader';
import { type Db, sql } from '../db/sql.ts';
import { defineLoader, type GraphContext } from './context.ts';
import {
  connectionOfRows,
  countSql,
  type KeysetList,
  type PageRow,
  pageSql,
  rejectForeignCursor,
} from './keyset-page.ts';
import { type Connection, type ConnectionArgs, type PageRequest, pageRequest } from './relay.ts';

/** A list that every object of a type has one of, such as the quotes of an RFQ. */
export interface NestedList extends KeysetList {
  /** The UUID column that names whose list a row is in. */
  readonly parent: string;
}

interface ListKey {
  readonly list: NestedList;
  readonly parentId: string;
}

interface PageKey extends ListKey {
  readonly page: PageRequest;
}

/**
 * Reads a page of one object's list. However many objects a request asks for the same page, that is one
 * statement, and their counts one more.
 */
export async function nestedPage<Row extends object, T>(
  context: GraphContext,
  list: NestedList,
  parentId: string,
  args: ConnectionArgs,
  toNode: (row: Row) => T,
): Promise<Connection<T>> {
  const page = pageRequest(args);
  const rows = await pageLoader(context).load({ list, parentId, page });
  // Each parent's rows come in the order of its page. The statement selects the columns of the list, which the caller knows.
  return connectionOfRows(list, rows as PageRow<Row>[], page, toNode, () =>
    countLoader(context).load({ list, parentId }),
  );
}

const pageLoader = defineLoader(
  ({ db }) =>
    new DataLoader<PageKey, PageRow<object>[], string>(
      (keys) => byStatement(keys, (group) => findPages(db, group)),
      {
        cacheKeyFn: (key) => `${key.parentId} ${statementOf(key)}`,
      },
    ),
);

const countLoader = defineLoader(
  ({ db }) =>
    new DataLoader<ListKey, number, string>((keys) => byStatement(keys, (group) => countRows(db, group)), {
      cacheKeyFn: (key) => `${key.parentId} ${statementOf(key)}`,
    }),
);

/** Equal for objects whose pages can be read by one statement. */
const statementOf = ({ parentId: _differs, ...rest }: ListKey | PageKey): string => JSON.stringify(rest);

/** Runs one statement for all keys that differ in their parents alone; gives each key the answer for its parent. */
async function byStatement<Key extends ListKey, Found>(
  keys: readonly Key[],
  run: (group: readonly [Key, ...Key[]]) => Promise<ReadonlyMap<string, Found>>,
): Promise<(Found | Error)[]> {
  const groups = new Map<string, [Key, ...Key[]]>();
  const groupOf = keys.map((key) => {
    const statement = statementOf(key);
    const group = groups.get(statement);
    if (group) group.push(key);
    else groups.set(statement, [key]);
    return statement;
  });
  const found = new Map<string, ReadonlyMap<string, Found>>();
  for (const [statement, group] of groups) found.set(statement, await run(group));
  return keys.map(
    (key, index) => found.get(groupOf[index] ?? '')?.get(key.parentId) ?? new Error('a page was not read'),
  );
}

/** The list of whichever object stands as `parent` in the statement. */
const listOfParent = (list: NestedList): KeysetList => ({
  ...list,
  where: `${list.where} and ${list.parent} = parent.id`,
});

const parentsOf = (keys: readonly ListKey[], parameters: unknown[]): string =>
  `unnest($${parameters.push(keys.map((key) => key.parentId))}::uuid[]) as parent (id)`;

async function findPages(
  db: Db,
  keys: readonly [PageKey, ...PageKey[]],
): Promise<ReadonlyMap<string, PageRow<object>[]>> {
  const [{ list, page }] = keys;
  const { text, parameters } = pageSql(listOfParent(list), page);
  const rows = await sql<PageRow<{ parent__: string }>>(
    db,
    `select parent.id as parent__, page.* from ${parentsOf(keys, parameters)} cross join lateral (${text}) page`,
    parameters,
  ).catch((error: unknown) => rejectForeignCursor(error, page));
  const pages = new Map<string, PageRow<object>[]>(keys.map((key) => [key.parentId, []]));
  for (const row of rows) pages.get(row.parent__)?.push(row);
  return pages;
}

async function countRows(
  db: Db,
  keys: readonly [ListKey, ...ListKey[]],
): Promise<ReadonlyMap<string, number>> {
  const { text, parameters } = countSql(listOfParent(keys[0].list));
  const rows = await sql<{ parentId: string; count: number }>(
    db,
    `select parent.id as "parentId", counted.count from ${parentsOf(keys, parameters)} cross join lateral (${text}) counted`,
    parameters,
  );
  return new Map(rows.map((row) => [row.parentId, row.count]));
}
