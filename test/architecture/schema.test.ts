import {
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { schemaText } from '../../src/app/commands/print-schema.ts';
import { createSchema } from '../../src/app/graphql/schema.ts';
import { nodeLoaders } from '../../src/app/graphql/nodes.ts';
import { read, sourceFiles } from './source-files.ts';

const schema = createSchema();
const types = Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith('__'));
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});

test('schema.graphql is printed from the code (if not: npm run schema:print)', () => {
  expect(read('schema.graphql')).toBe(schemaText());
});

describe('the schema', () => {
  test('describes every type, field, argument, input field and enum value', () => {
    const roots = new Set(['Query', 'Mutation', 'Subscription']);
    const silent = types.flatMap((type) => [
      ...(type.description || roots.has(type.name) ? [] : [type.name]),
      ...undescribedPartsOf(type),
    ]);
    expect(silent).toEqual([]);
  });

  test('lets every Node be fetched again by its id', () => {
    const node = schema.getType('Node');
    const nodes = isInterfaceType(node) ? schema.getPossibleTypes(node).map((type) => type.name) : [];
    expect(nodes.filter((name) => !Object.hasOwn(nodeLoaders, name))).toEqual([]);
    expect(Object.keys(nodeLoaders).filter((name) => !nodes.includes(name))).toEqual([]);
  });
});

function undescribedPartsOf(type: GraphQLNamedType): string[] {
  if (isEnumType(type))
    return type
      .getValues()
      .filter((value) => !value.description)
      .map((value) => `${type.name}.${value.name}`);
  if (isInputObjectType(type))
    return Object.values(type.getFields())
      .filter((field) => !field.description)
      .map((field) => `${type.name}.${field.name}`);
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => [
    ...(field.description ? [] : [`${type.name}.${field.name}`]),
    ...field.args.filter((arg) => !arg.description).map((arg) => `${type.name}.${field.name}(${arg.name}:)`),
  ]);
}

const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

describe('every mutation', () => {
  test('takes one input, named after it, with an idempotency key', () => {
    const wrong = mutations.filter(({ name, args: [input, ...rest] }) => {
      if (!input || rest.length > 0 || input.name !== 'input') return true;
      if (String(input.type) !== `${capitalised(name)}Input!`) return true;
      const type = isNonNullType(input.type) ? input.type.ofType : null;
      const key = isInputObjectType(type) ? type.getFields()['idempotencyKey'] : undefined;
      return String(key?.type) !== 'String';
    });
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  test('answers a payload, named after it, with userErrors, replayed and an object that may be null', () => {
    const wrong = mutations.filter(({ name, type }) => {
      if (String(type) !== `${capitalised(name)}Payload!`) return true;
      const payload = isNonNullType(type) ? type.ofType : type;
      if (!isObjectType(payload)) return true;
      const { userErrors, replayed, ...objects } = payload.getFields();
      return (
        String(userErrors?.type) !== '[UserError!]!' ||
        String(replayed?.type) !== 'Boolean!' ||
        Object.values(objects).length === 0 ||
        Object.values(objects).some((field) => isNonNullType(field.type))
      );
    });
    expect(wrong.map(({ name, type }) => `${name}: ${String(type)}`)).toEqual([]);
  });

  test('has the name of its command', () => {
    const commands = new Set(
      sourceFiles('src/modules').flatMap(({ path }) => /\/commands\/([^/]+)\.ts$/.exec(path)?.[1] ?? []),
    );
    expect(mutations.filter(({ name }) => !commands.has(kebab(name))).map(({ name }) => name)).toEqual([]);
  });
});
