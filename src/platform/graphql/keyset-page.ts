import { decodeCursor, encodeCursor } from '../kernel/cursor.ts';
import { type Db, sql, sqlOne } from '../db/sql.ts';
import {
  type Connection,
  type ConnectionArgs,
  foreignCursor,
  MAX_COUNT,
  type PageRequest,
  pageRequest,
} from './relay.ts';

/** A list in SQL: what to select, and by which unique, non-null key it is ordered. */
export interface KeysetList {
  /** Names the list and its order; cursors of other lists are refused. */
  readonly name: string;
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
  /**
   * Only rows with one of these values. Meant for the column that stands before the sort keys in an index: each
   * value is read in the index's order and no further than the page, however rare or common it is.
   */
  readonly split?: { readonly column: string; readonly values: readonly string[] };
}

/** A row of a page: what the list selects, and its place in it. */
export type PageRow<Row> = Row & { readonly cursor__: readonly string[] };

/**
 * Reads one page by keyset: rows inserted meanwhile are neither repeated nor make others skip. One statement,
 * plus one for the count if asked. Throws `BAD_USER_INPUT`.
 */
export async function keysetPage<Row extends object, T>(
  db: Db,
  list: KeysetList,
  args: ConnectionArgs,
  toNode: (row: Row) => T,
): Promise<Connection<T>> {
  const page = pageRequest(args);
  const { text, parameters } = pageSql(list, page);
  const rows = await sql<PageRow<Row>>(db, text, parameters).catch((error: unknown) =>
    rejectForeignCursor(error, page),
  );
  return connectionOfRows(list, rows, page, toNode, () => count(db, list));
}

/** The connection of a page whose rows were read, one more than asked for if the list goes on. */
export function connectionOfRows<Row extends object, T>(
  list: KeysetList,
  rows: readonly PageRow<Row>[],
  page: PageRequest,
  toNode: (row: Row) => T,
  totalCount: () => Promise<number>,
): Connection<T> {
  const more = rows.length > page.size;
  const shown = rows.slice(0, page.size);
  if (page.backward) shown.reverse();
  const edges = shown.map((row) => ({ cursor: encodeCursor(list.name, row.cursor__), node: toNode(row) }));
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: {
      hasNextPage: page.backward ? page.before !== null : more,
      hasPreviousPage: page.backward ? more : page.after !== null,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount,
  };
}

/** The statement of a page: one row more than asked for tells whether there are more. Throws `BAD_USER_INPUT` for a foreign cursor. */
export function pageSql(list: KeysetList, page: PageRequest): { text: string; parameters: unknown[] } {
  const parameters = [...list.parameters];
  const keys = list.keys.map((key) => key.column);
  const direction = list.descending !== page.backward ? 'desc' : 'asc';
  const first = (columns: readonly string[]) =>
    `order by ${columns.map((column) => `${column} ${direction}`).join(', ')} limit ${page.size + 1}`;
  const bounds = boundsOf(list, page, parameters);
  const columns = `${list.columns}, array[${keys.map((key) => `(${key})::text`).join(', ')}] as cursor__`;
  if (!list.split) {
    const text = `select ${columns} from ${list.from} where ${list.where}${bounds} ${first(keys)}`;
    return { text, parameters };
  }
  const sorted = keys.map((key, index) => `${key} as key__${index}`).join(', ');
  const text = `select page.* from ${partsOf(list.split, parameters)} cross join lateral (
      select ${columns}, ${sorted} from ${list.from}
       where ${list.split.column} = part.value and ${list.where}${bounds} ${first(keys)}) page
    ${first(keys.map((_key, index) => `page.key__${index}`))}`;
  return { text, parameters };
}

/** The condition that rows lie between a page's cursors. */
function boundsOf(list: KeysetList, page: PageRequest, parameters: unknown[]): string {
  const bound = (cursor: string | null, operator: '<' | '>'): string => {
    if (cursor === null) return '';
    const values = decodeCursor(list.name, cursor, list.keys.length);
    if (!values) throw foreignCursor();
    const places = values.map(
      (value, index) => `$${parameters.push(value)}::text::${list.keys[index]?.type}`,
    );
    return ` and (${list.keys.map((key) => key.column).join(', ')}) ${operator} (${places.join(', ')})`;
  };
  const [later, earlier] = list.descending ? (['<', '>'] as const) : (['>', '<'] as const);
  return bound(page.after, later) + bound(page.before, earlier);
}

const partsOf = ({ values }: { readonly values: readonly string[] }, parameters: unknown[]): string =>
  `unnest($${parameters.push([...new Set(values)])}::text[]) as part (value)`;

/** A cursor whose values PostgreSQL cannot read was not made here. */
export function rejectForeignCursor(error: unknown, page: PageRequest): never {
  const state = (error as { driverError?: { code?: string } }).driverError?.code;
  if (state?.startsWith('22') && (page.after ?? page.before) !== null) throw foreignCursor();
  throw error;
}

/** The statement that counts a list, no further than counts go. */
export function countSql(list: KeysetList): { text: string; parameters: unknown[] } {
  const parameters = [...list.parameters];
  const rows = (condition: string) => `select 1 from ${list.from} where ${condition} limit ${MAX_COUNT}`;
  const counted = list.split
    ? `select 1 from ${partsOf(list.split, parameters)} cross join lateral (
         ${rows(`${list.split.column} = part.value and ${list.where}`)}) found limit ${MAX_COUNT}`
    : rows(list.where);
  return { text: `select count(*)::int as count from (${counted}) counted`, parameters };
}

async function count(db: Db, list: KeysetList): Promise<number> {
  const { text, parameters } = countSql(list);
  return (await sqlOne<{ count: number }>(db, text, parameters))?.count ?? 0;
}
