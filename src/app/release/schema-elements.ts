import {
  type GraphQLNamedType,
  type GraphQLSchema,
  type GraphQLType,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';

/** A part of the schema that can be deprecated: a field, an argument, an input field or an enum value. */
export interface SchemaElement {
  /** Its coordinate: `Type.field`, `Type.field.argument`, `Enum.VALUE`. */
  readonly path: string;
  /** The type that it stands in. */
  readonly owner: string;
  /** The named type that it leads to; `null` for enum values. */
  readonly type: string | null;
  readonly deprecationReason: string | null;
}

interface Definition {
  readonly name: string;
  readonly type?: GraphQLType;
  readonly deprecationReason?: string | null | undefined;
}

/** Every element of a schema, without those of introspection. */
export function elementsOf(schema: GraphQLSchema): SchemaElement[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => !type.name.startsWith('__'))
    .flatMap(elementsIn);
}

function elementsIn(type: GraphQLNamedType): SchemaElement[] {
  const element = (path: string, { type: leadsTo, deprecationReason }: Definition): SchemaElement => ({
    path,
    owner: type.name,
    type: leadsTo ? getNamedType(leadsTo).name : null,
    deprecationReason: deprecationReason ?? null,
  });
  if (isEnumType(type)) return type.getValues().map((value) => element(`${type.name}.${value.name}`, value));
  if (isInputObjectType(type))
    return Object.values(type.getFields()).map((field) => element(`${type.name}.${field.name}`, field));
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => {
    const path = `${type.name}.${field.name}`;
    return [element(path, field), ...field.args.map((arg) => element(`${path}.${arg.name}`, arg))];
  });
}

/** The types that an operation can reach without the elements that are `gone`. */
export function typesReached(
  schema: GraphQLSchema,
  gone: (element: SchemaElement) => boolean,
): ReadonlySet<string> {
  const links = elementsOf(schema).filter((element) => element.type !== null && !gone(element));
  const reached = new Set<string>();
  const visit = (name: string): void => {
    if (reached.has(name)) return;
    reached.add(name);
    for (const link of links) if (link.owner === name && link.type !== null) visit(link.type);
    const type = schema.getType(name);
    if (isAbstractType(type)) for (const possible of schema.getPossibleTypes(type)) visit(possible.name);
  };
  for (const root of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()])
    if (root) visit(root.name);
  return reached;
}
