import { introspectionFromSchema, lexicographicSortSchema } from 'graphql';
import { createSchema } from '../graphql/schema.ts';

/** Where the types of the examples' client are kept. */
export const SCHEMA_TYPES_FILE = 'examples/engine/schema.d.ts';

/** The schema as types, from which a client infers what its operations take and give. For development: gql.tada is not there in production. */
export async function schemaTypes(): Promise<string> {
  const { minifyIntrospection, outputIntrospectionFile } = await import('gql.tada/internal');
  const introspection = introspectionFromSchema(lexicographicSortSchema(createSchema()), {
    descriptions: false,
  });
  return outputIntrospectionFile(minifyIntrospection(introspection), {
    fileType: '.d.ts',
    shouldPreprocess: true,
  });
}
