import { GraphQLError } from 'graphql';
import { decodeCursor, encodeCursor } from '../kernel/cursor.ts';
import { type Db, sql, sqlOne } from '../db/sql.ts';
import { type Connection, type ConnectionArgs, MAX_COUNT, type PageRequest, pageRequest } from './relay.ts';

/** A list in SQL: what to select, and by which unique, non-null key it is ordered. */
export interface KeysetList {
  /** Columns, as after `select`. */
  readonly columns: string;
  /** As after `from`, joins included. */
  readonly from: string;
  /** As after `where`; its parameters are `$1 …`. */
  readonly where: string;
  readonly parameters: readonly unknown[];
  /** Sort keys with their SQL types; together they must be unique. */
  readonly keys: readonly { readonly column: string; readonly type: string }[];
  readonly descending: boolean;
}

/** Reads one page by keyset: rows inserted meanwhile are neither repeated nor make others skip. One statement, plus one for the count if asked. */
export async function keysetPage<Row extends object, T>(
  db: Db,
  list: KeysetList,
  args: ConnectionArgs,
  toNode: (row: Row) => T,
): Promise<Connection<T>> {
  const page = pageRequest(args);
  const { text, parameters } = pageSql(list, page);
  const rows = await sql<Row & { cursor__: string[] }>(db, text, parameters).catch(rejectForeignCursor);
  const more = rows.length > page.size;
  const shown = rows.slice(0, page.size);
  if (page.backward) shown.reverse();
  const edges = shown.map((row) => ({ cursor: encodeCursor(row.cursor__), node: toNode(row) }));
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: {
      hasNextPage: page.backward ? page.before !== null : more,
      hasPreviousPage: page.backward ? more : page.after !== null,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: () => count(db, list),
  };
}

const foreignCursor = () =>
  new GraphQLError('The cursor does not belong to this list.', { extensions: { code: 'BAD_USER_INPUT' } });

/** The statement of a page: one row more than asked for tells whether there are more. */
function pageSql(list: KeysetList, page: PageRequest): { text: string; parameters: unknown[] } {
  const parameters = [...list.parameters];
  const bound = (cursor: string | null, operator: '<' | '>'): string => {
    if (cursor === null) return '';
    const values = decodeCursor(cursor, list.keys.length);
    if (!values) throw foreignCursor();
    const places = values.map(
      (value, index) => `$${parameters.push(value)}::text::${list.keys[index]?.type}`,
    );
    return ` and (${list.keys.map((key) => key.column).join(', ')}) ${operator} (${places.join(', ')})`;
  };
  const [later, earlier] = list.descending ? (['<', '>'] as const) : (['>', '<'] as const);
  const where = list.where + bound(page.after, later) + bound(page.before, earlier);
  const direction = list.descending !== page.backward ? 'desc' : 'asc';
  const order = list.keys.map((key) => `${key.column} ${direction}`).join(', ');
  const cursor = list.keys.map((key) => `(${key.column})::text`).join(', ');
  const text = `select ${list.columns}, array[${cursor}] as cursor__ from ${list.from}
    where ${where} order by ${order} limit ${page.size + 1}`;
  return { text, parameters };
}

/** A cursor whose values PostgreSQL cannot read was not made here. */
function rejectForeignCursor(error: unknown): never {
  const state = (error as { driverError?: { code?: string } }).driverError?.code;
  if (state !== '22P02' && state !== '22007' && state !== '22008') throw error;
  throw foreignCursor();
}

async function count(db: Db, list: KeysetList): Promise<number> {
  const row = await sqlOne<{ count: number }>(
    db,
    `select count(*)::int as count from (select 1 from ${list.from} where ${list.where} limit ${MAX_COUNT}) counted`,
    list.parameters,
  );
  return row?.count ?? 0;
}
