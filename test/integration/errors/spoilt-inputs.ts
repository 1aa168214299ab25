import {
  getNamedType,
  getNullableType,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from 'graphql';

type Path = readonly (string | number)[];

/** An input with one bad value, and how it is to be refused. */
export interface SpoiltInput {
  readonly path: Path;
  /** What was put there, in words. */
  readonly bad: string;
  readonly input: unknown;
  /** Codes of the user error at the path; empty where the value's type refuses it before any mutation runs. */
  readonly codes: readonly string[];
}

interface BadValue {
  readonly bad: string;
  readonly value: unknown;
  readonly codes: readonly string[];
}

const MORE_THAN_ANY_LIST = 1_001;
const invalid = ['VALIDATION_FAILED'];
const notOfItsType: BadValue = { bad: 'a text that its type does not take', value: '!', codes: [] };

/** Bad values of each type; those of custom scalars and enums are refused by the type itself. */
const BAD_VALUES: Readonly<Record<string, readonly BadValue[]>> = {
  String: [
    { bad: 'a NUL character', value: 'a\u0000b', codes: invalid },
    { bad: 'a text that is too long', value: 'x'.repeat(20_001), codes: invalid },
  ],
  ID: [{ bad: 'an id that names nothing', value: 'bm90aGluZw', codes: ['NOT_FOUND'] }],
  Int: [
    { bad: 'a negative number', value: -1, codes: [...invalid, 'VERSION_CONFLICT'] },
    { bad: 'a number that is too large', value: 2 ** 31 - 1, codes: [...invalid, 'VERSION_CONFLICT'] },
  ],
  Boolean: [notOfItsType],
  Decimal: [notOfItsType, { bad: 'a negative number', value: '-1', codes: invalid }],
  DateTime: [notOfItsType, { bad: 'a time that has passed', value: '2000-01-01T00:00:00Z', codes: invalid }],
};

/** Fields that take what is bad elsewhere. */
const TAKEN: Readonly<Record<string, readonly string[]>> = {
  'CriterionInput.best': ['a negative number'],
  'CriterionInput.worst': ['a negative number'],
};

/** Every way to spoil an input at one place, as deep as it goes. */
export function spoiltInputs(type: GraphQLInputObjectType, input: unknown): SpoiltInput[] {
  return placesIn(type, input, []).flatMap(({ owner, field, path, item }) => {
    const of = `${owner.name}.${field.name}`;
    const values = item ? badValuesOf(getNamedType(field.type)) : badListsOf(field, valueAt(input, path));
    return values
      .filter(({ bad }) => !TAKEN[of]?.includes(bad))
      .map(({ bad, value, codes }) => ({ path, bad, codes, input: withValue(input, path, value) }));
  });
}

/** Fields that an example does not give: nobody would know how they are refused. */
export function fieldsLeftOut(type: GraphQLInputObjectType, inputs: readonly unknown[]): string[] {
  const given = inputs.flatMap((input) => placesIn(type, input, []));
  const names = new Set(given.map(({ owner, field }) => `${owner.name}.${field.name}`));
  const all = [type, ...new Set(given.map(({ field }) => getNamedType(field.type)))].filter(
    isInputObjectType,
  );
  return all
    .flatMap((owner) => Object.keys(owner.getFields()).map((name) => `${owner.name}.${name}`))
    .filter((name) => !names.has(name) && !name.endsWith('.idempotencyKey'));
}

interface Place {
  readonly owner: GraphQLInputObjectType;
  readonly field: GraphQLInputField;
  readonly path: Path;
  /** Whether a single value stands there, not a list. */
  readonly item: boolean;
}

function placesIn(owner: GraphQLInputObjectType, input: unknown, above: Path): Place[] {
  return Object.values(owner.getFields()).flatMap((field) => {
    const value = (input as Readonly<Record<string, unknown>>)[field.name];
    if (value === undefined) return [];
    const path = [...above, field.name];
    const single = (item: unknown, at: Path): Place[] => {
      const type = getNamedType(field.type);
      return isInputObjectType(type) ? placesIn(type, item, at) : [{ owner, field, path: at, item: true }];
    };
    if (!Array.isArray(value)) {
      const self = isInputObjectType(getNamedType(field.type)) ? [{ owner, field, path, item: false }] : [];
      return [...self, ...single(value, path)];
    }
    return [{ owner, field, path, item: false }, ...single(value[0], [...path, 0])];
  });
}

function badValuesOf(type: GraphQLInputType): readonly BadValue[] {
  const named = getNamedType(type);
  return isEnumType(named) ? [notOfItsType] : (BAD_VALUES[named.name] ?? [notOfItsType]);
}

function badListsOf(field: GraphQLInputField, value: unknown): BadValue[] {
  if (!Array.isArray(value)) return [];
  const item: unknown = onlyRequired(field.type, value[0]);
  const many = Array.from({ length: MORE_THAN_ANY_LIST }, () => item);
  const tooLong = { bad: 'a list that is too long', value: many, codes: invalid };
  const empty = { bad: 'an empty list', value: [], codes: invalid };
  return isNonNullType(field.type) ? [tooLong, empty] : [tooLong];
}

/** A value without its optional fields, so that very many fit into one request. */
function onlyRequired(type: GraphQLInputType, value: unknown): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return onlyRequired(nullable.ofType, value);
  const named = getNamedType(nullable);
  if (!isInputObjectType(named)) return value;
  const fields = Object.values(named.getFields()).filter(isRequiredInputField);
  return Object.fromEntries(
    fields.map((field) => [
      field.name,
      onlyRequired(field.type, (value as Readonly<Record<string, unknown>>)[field.name]),
    ]),
  );
}

const valueAt = (input: unknown, path: Path): unknown =>
  path.reduce((value, key) => (value as Record<string | number, unknown>)[key], input);

function withValue(input: unknown, path: Path, value: unknown): unknown {
  const copy: unknown = structuredClone(input);
  const parent = valueAt(copy, path.slice(0, -1)) as Record<string | number, unknown>;
  parent[path.at(-1) ?? ''] = value;
  return copy;
}
