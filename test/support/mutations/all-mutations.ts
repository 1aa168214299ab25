import {
  getNamedType,
  type GraphQLField,
  type GraphQLInputObjectType,
  isInputObjectType,
  isLeafType,
  isObjectType,
} from 'graphql';
import { createSchema } from '../../../src/app/graphql/schema.ts';
import { type Client, clientOf } from '../client.ts';
import type { World } from '../world.ts';
import type { Caller, MutationSituation } from './mutation-case.ts';
import { partyCases } from './party-cases.ts';
import { quoteCases } from './quote-cases.ts';
import { rfqCases } from './rfq-cases.ts';

/** How each mutation goes through. A new mutation gets an entry in the file of its room. */
export const mutationCases: Readonly<Record<string, MutationSituation>> = {
  ...rfqCases,
  ...quoteCases,
  ...partyCases,
};

export interface SchemaMutation {
  readonly name: string;
  readonly input: GraphQLInputObjectType;
  /** Asks for `replayed`, `userErrors` and the ids of the payload's objects. */
  readonly document: string;
}

/** Every mutation of the schema, by name. */
export function schemaMutations(): ReadonlyMap<string, SchemaMutation> {
  const fields = Object.values(createSchema().getMutationType()?.getFields() ?? {});
  return new Map(
    fields.map((field) => {
      const input = field.args[0] && getNamedType(field.args[0].type);
      if (!isInputObjectType(input)) throw new Error(`${field.name} takes no input object`);
      const document = `mutation ($input: ${input.name}!) { ${field.name}(input: $input) { replayed userErrors { code path message } ${objectsOf(field)} } }`;
      return [field.name, { name: field.name, input, document }];
    }),
  );
}

/** What a payload tells beside errors; single values are left out, because a secret is shown once. */
function objectsOf(mutation: GraphQLField<unknown, unknown>): string {
  const payload = getNamedType(mutation.type);
  const fields = isObjectType(payload) ? Object.values(payload.getFields()) : [];
  return fields
    .flatMap(({ name, type }) => {
      if (name === 'userErrors' || name === 'replayed') return [];
      if (!isLeafType(getNamedType(type))) return [`${name} { id }`];
      return String(type).startsWith('[') ? [name] : [];
    })
    .join(' ');
}

/** A person of a caller's organisation, at one of several servers of the same engine. */
export async function personOf(
  world: World,
  { role, org }: Caller,
  user: string,
  url = world.url,
): Promise<Client> {
  return clientOf(url, (await world.issuer.issue({ role, org, user })).token);
}
