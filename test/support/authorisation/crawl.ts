import {
  type GraphQLField,
  getNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isInterfaceType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { decodeNodeId } from '../../../src/platform/kernel/ids.ts';
import type { Client } from '../client.ts';

/** What arguments that have to be given are given, by `Type.field`. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  'Query.category': 'code: "44530000"',
  'Query.convertMoney': 'amount: { amount: "1", currency: "EUR" }, to: "EUR"',
  'Query.fxRate': 'base: "EUR", quote: "EUR"',
  'Query.unit': 'code: "C62"',
};

const MAX_DEPTH = 6;
const FIELDS_A_REQUEST = 3;
const PAGE_SIZE = 20;
/** Objects of one type that are looked into, per caller. */
const SAMPLES_A_TYPE = 2;

/** Whether a query field takes ids of objects: those are asked one by one, not crawled. */
export const takesIds = (field: GraphQLField<unknown, unknown>): boolean =>
  field.args.some((arg) => isNonNullType(arg.type) && getNamedType(arg.type).name === 'ID');

const isNode = (type: unknown): type is GraphQLObjectType =>
  isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node');

/** What a caller has come upon. */
export interface Found {
  /** Global ids of objects. */
  readonly ids: ReadonlySet<string>;
  /** `Type.field` that led to an object. */
  readonly edges: ReadonlySet<string>;
}

/**
 * Follows every field of the schema from `Query` to every object that it leads a caller to, and on from a few of
 * each type. Throws for a field whose arguments it cannot fill in.
 */
export async function crawl(schema: GraphQLSchema, client: Client): Promise<Found> {
  const reader = new Reader(schema, client);
  const query = schema.getQueryType();
  if (!query) throw new Error('there are no queries');
  await reader.read(
    query,
    (selection) => `{ ${selection} }`,
    (data) => data,
  );
  const lookedInto = new Map<string, number>();
  // A set grows while it is gone through: what is found on the way comes in turn.
  for (const id of reader.ids) {
    const type = schema.getType(decodeNodeId(id)?.type ?? '');
    const times = lookedInto.get(String(type)) ?? 0;
    if (!isObjectType(type) || times === SAMPLES_A_TYPE) continue;
    lookedInto.set(type.name, times + 1);
    await reader.read(
      type,
      (selection) => `{ node(id: "${id}") { ... on ${type.name} { ${selection} } } }`,
      (data) => data.node,
    );
  }
  return reader;
}

/** Every `Type.field` that leads to an object, of all types that queries come upon. */
export function allEdges(schema: GraphQLSchema): string[] {
  const query = schema.getQueryType();
  const types = new Set<GraphQLObjectType>(query ? [query] : []);
  const edges: string[] = [];
  // A set grows while it is gone through: types are followed from field to field.
  for (const type of types) {
    for (const field of Object.values(type.getFields())) {
      const next = getNamedType(field.type);
      if (isObjectType(next)) types.add(next);
      const leads = !takesIds(field) && !/(Connection|Edge)$/.test(type.name) && isNode(targetOf(field));
      if (leads) edges.push(`${type.name}.${field.name}`);
    }
  }
  return edges.toSorted();
}

/** The type that a field leads to; of a connection, that of its nodes. */
function targetOf(field: GraphQLField<unknown, unknown>): unknown {
  const type = getNamedType(field.type);
  if (!isObjectType(type) || !type.name.endsWith('Connection')) return type;
  return getNamedType(type.getFields()['nodes']?.type);
}

class Reader implements Found {
  readonly ids = new Set<string>();
  readonly edges = new Set<string>();
  readonly #schema: GraphQLSchema;
  readonly #client: Client;

  constructor(schema: GraphQLSchema, client: Client) {
    this.#schema = schema;
    this.#client = client;
  }

  /** Asks for all fields of an object that lead anywhere, a few at a time. */
  async read(
    type: GraphQLObjectType,
    document: (selection: string) => string,
    // oxlint-disable-next-line typescript/no-explicit-any -- answers are whatever was asked for
    objectOf: (data: any) => unknown,
  ): Promise<void> {
    const selections = this.#selections(type, MAX_DEPTH);
    for (let from = 0; from < selections.length; from += FIELDS_A_REQUEST) {
      const query = document(selections.slice(from, from + FIELDS_A_REQUEST).join(' '));
      const answer = await this.#client.gql(query);
      if (answer.errors) throw new Error(`${query}\n${JSON.stringify(answer.errors)}`);
      this.#note(type, objectOf(answer.data));
    }
  }

  #selections(type: GraphQLObjectType, depth: number): string[] {
    return Object.values(type.getFields()).flatMap((field) => {
      if (takesIds(field)) return [];
      const inner = this.#inside(getNamedType(field.type), depth);
      return inner === null ? [] : [`${field.name}${argumentsOf(type, field)} { ${inner} }`];
    });
  }

  /** What is asked of a type; `null` when it leads to no object. */
  #inside(type: unknown, depth: number): string | null {
    if (isNode(type) || (isInterfaceType(type) && type.name === 'Node')) return '__typename id';
    if (!isObjectType(type) || depth === 0) return null;
    const nodes = type.name.endsWith('Connection') ? type.getFields()['nodes'] : undefined;
    if (nodes) {
      const inner = this.#inside(getNamedType(nodes.type), depth - 1);
      return inner === null ? null : `nodes { ${inner} }`;
    }
    const inner = this.#selections(type, depth - 1);
    return inner.length === 0 ? null : inner.join(' ');
  }

  #note(type: GraphQLObjectType, value: unknown, edge?: string): void {
    if (Array.isArray(value)) return value.forEach((item) => this.#note(type, item, edge));
    if (typeof value !== 'object' || value === null) return;
    if ('id' in value && typeof value.id === 'string') this.ids.add(value.id);
    const via = 'id' in value || type.name.endsWith('Connection') ? edge : undefined;
    if ('id' in value && edge !== undefined) this.edges.add(edge);
    for (const [name, inner] of Object.entries(value)) {
      const field = type.getFields()[name];
      const next = field && this.#schema.getType(getNamedType(field.type).name);
      if (field && isObjectType(next)) this.#note(next, inner, via ?? `${type.name}.${field.name}`);
    }
  }
}

/** The arguments that have to be given, and a page size where there are pages. */
function argumentsOf(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>): string {
  const known = ARGUMENTS[`${type.name}.${field.name}`];
  const required = field.args.filter((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined);
  if (required.length > 0 && known === undefined)
    throw new Error(`${type.name}.${field.name} needs arguments: say which in ${import.meta.filename}`);
  const paged = field.args.some((arg) => arg.name === 'first') ? `first: ${PAGE_SIZE}` : '';
  const given = [known, paged].filter(Boolean).join(', ');
  return given === '' ? '' : `(${given})`;
}
