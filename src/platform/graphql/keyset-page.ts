import { GraphQLError } from 'graphql';
import { decodeCursor, encodeCursor } from '../kernel/cursor.ts';
import { type Db, sql, sqlOne } from '../db/sql.ts';
import { type Connection, type ConnectionArgs, MAX_COUNT, pageRequest } from './relay.ts';

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
  const parameters = [...list.parameters];
  const tuple = `(${list.keys.map((key) => key.column).join(', ')})`;
  const bound = (cursor: string, operator: string) => {
    const values = decodeCursor(cursor, list.keys.length);
    if (!values)
      throw new GraphQLError('The cursor does not belong to this list.', {
        extensions: { code: 'BAD_USER_INPUT' },
      });
    const places = values.map(
      (value, index) => `$${parameters.push(value)}::text::${list.keys[index]?.type}`,
    );
    return ` and ${tuple} ${operator} (${places.join(', ')})`;
  };
  const later = list.descending ? '<' : '>';
  const earlier = list.descending ? '>' : '<';
  const where = [
    list.where,
    page.after ? bound(page.after, later) : '',
    page.before ? bound(page.before, earlier) : '',
  ].join('');
  const direction = list.descending !== page.backward ? 'desc' : 'asc';
  const keyTexts = list.keys.map((key) => `(${key.column})::text`).join(', ');
  const rows = await sql<Row & { cursor__: string[] }>(
    db,
    `select ${list.columns}, array[${keyTexts}] as cursor__ from ${list.from} where ${where}
      order by ${list.keys.map((key) => `${key.column} ${direction}`).join(', ')} limit ${page.size + 1}`,
    parameters,
  ).catch(rejectForeignCursor);
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

/** A cursor whose values PostgreSQL cannot read was not made here. */
function rejectForeignCursor(error: unknown): never {
  const state = (error as { driverError?: { code?: string } }).driverError?.code;
  if (state !== '22P02' && state !== '22007' && state !== '22008') throw error;
  throw new GraphQLError('The cursor does not belong to this list.', {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}

async function count(db: Db, list: KeysetList): Promise<number> {
  const row = await sqlOne<{ count: number }>(
    db,
    `select count(*)::int as count from (select 1 from ${list.from} where ${list.where} limit ${MAX_COUNT}) counted`,
    list.parameters,
  );
  return row?.count ?? 0;
}
