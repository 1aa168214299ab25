import { Kind, type OperationDefinitionNode, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { labelsOf } from '../../../src/app/graphql/observe-operations.ts';

function labels(text: string) {
  const document = parse(text);
  const operation = document.definitions.find(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
  if (!operation) throw new Error('no operation');
  return labelsOf(document, operation);
}

describe('the labels of an operation', () => {
  test.each([
    ['{ rfq(id: "x") { id } }', 'query', 'rfq'],
    ['mutation Canary { canary: postRfq(input: {}) { rfq { id } } }', 'mutation', 'postRfq'],
    ['subscription Canary { rfqActivity(rfqId: "x") { id } }', 'subscription', 'rfqActivity'],
    ['{ a: rfq(id: "1") { id } b: rfq(id: "2") { id } }', 'query', 'rfq'],
    ['{ rfq(id: "1") { id } viewer { role } }', 'query', 'several'],
    ['query Canary { ...Canary } fragment Canary on Query { ... { viewer { role } } }', 'query', 'viewer'],
    [
      '{ ... on Query { rfqs(first: 1) { totalCount } } ...F } fragment F on Query { viewer { role } }',
      'query',
      'several',
    ],
    ['{ __typename }', 'query', '__typename'],
  ])('of %s', (text, type, field) => {
    expect(labels(text)).toEqual({ type, field });
  });

  test('cost little for fragments that double', () => {
    const levels = Array.from(
      { length: 40 },
      (_, level) => `fragment F${level} on Query { ...F${level + 1} ...F${level + 1} }`,
    );
    const text = `{ ...F0 } ${levels.join(' ')} fragment F40 on Query { viewer { role } }`;
    expect(labels(text)).toEqual({ type: 'query', field: 'viewer' });
  });
});
