import {
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isInterfaceType,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

type Field = GraphQLField<unknown, unknown>;

/** How many items of each list below the one that a query is about. */
const NESTED_ITEMS = 2;

/** Whether a type is a page of a list. */
export const isConnection = (type: GraphQLOutputType): boolean =>
  getNamedType(type).name.endsWith('Connection');

/** What the items of a list are; `null` where a field is no list of objects. */
export function itemTypeOf(field: Field): GraphQLObjectType | null {
  const type = getNamedType(field.type);
  if (isObjectType(type) && isConnection(type)) {
    const node = getNamedType(type.getFields()['nodes']?.type);
    return isObjectType(node) ? node : null;
  }
  return isListType(getNullableType(field.type)) && isObjectType(type) ? type : null;
}

/** Writes selections that ask for everything down to a depth, and knows every list that it has asked for. */
export class Selections {
  readonly #schema: GraphQLSchema;
  /** Values for required arguments, by `Type.field.argument`. */
  readonly #values: Readonly<Record<string, string>>;
  readonly listsAskedFor = new Set<string>();

  constructor(schema: GraphQLSchema, values: Readonly<Record<string, string>>) {
    this.#schema = schema;
    this.#values = values;
  }

  /** Every field of a type, and of the objects behind it as many levels as `depth` says. Objects that are only data do not count. */
  of(type: GraphQLObjectType, depth: number): string {
    const fields = Object.values(type.getFields()).map((field) => this.#field(type, field, depth));
    return ['__typename', ...fields].filter(Boolean).join(' ');
  }

  /** Whether no field of a type, nor of what it holds, can lead to a statement of its own. */
  isData(type: GraphQLObjectType, above: readonly string[] = []): boolean {
    if (above.includes(type.name)) return true;
    return Object.values(type.getFields()).every((field) => {
      const inner = getNamedType(field.type);
      if (field.resolve !== undefined || isInterfaceType(inner)) return false;
      return isLeafType(inner) || (isObjectType(inner) && this.isData(inner, [...above, type.name]));
    });
  }

  #field(owner: GraphQLObjectType, field: Field, depth: number): string {
    const type = getNamedType(field.type);
    const call = `${field.name}${this.#arguments(owner, field)}`;
    if (isLeafType(type)) return call;
    const item = itemTypeOf(field) ?? (isObjectType(type) ? type : null);
    if (!item) return '';
    const below = this.isData(item) ? depth : depth - 1;
    if (below < 0) return '';
    if (itemTypeOf(field)) this.listsAskedFor.add(`${owner.name}.${field.name}`);
    const selection = this.of(item, below);
    return isConnection(type) ? `${call} { totalCount nodes { ${selection} } }` : `${call} { ${selection} }`;
  }

  #arguments(owner: GraphQLObjectType, field: Field): string {
    const given = field.args.flatMap((arg) => {
      const place = `${owner.name}.${field.name}.${arg.name}`;
      const value =
        isConnection(field.type) && arg.name === 'first' ? String(NESTED_ITEMS) : this.#values[place];
      if (value === undefined && isRequiredArgument(arg))
        throw new Error(`give a value for ${place} in the test's ARGUMENTS`);
      return value === undefined ? [] : [`${arg.name}: ${value}`];
    });
    return given.length > 0 ? `(${given.join(', ')})` : '';
  }

  /** Every list of objects that can be read, as `Type.field`. */
  allLists(): { readonly name: string; readonly item: GraphQLObjectType; readonly paged: boolean }[] {
    const reachable = new Map<string, GraphQLObjectType>();
    const visit = (type: GraphQLObjectType): void => {
      if (reachable.has(type.name)) return;
      reachable.set(type.name, type);
      for (const field of Object.values(type.getFields())) {
        const inner = getNamedType(field.type);
        if (isObjectType(inner)) visit(inner);
        else if (isInterfaceType(inner)) this.#schema.getPossibleTypes(inner).forEach(visit);
      }
    };
    const query = this.#schema.getQueryType();
    if (query) visit(query);
    return [...reachable.values()].flatMap((type) =>
      /(Connection|Edge)$/.test(type.name)
        ? []
        : Object.values(type.getFields()).flatMap((field) => {
            const item = itemTypeOf(field);
            return item
              ? [{ name: `${type.name}.${field.name}`, item, paged: isConnection(field.type) }]
              : [];
          }),
    );
  }
}
