import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { mediaTypeFor } from '../../../src/app/graphql/edge/media-type.ts';

const JSON_TYPE = 'application/json';
const GRAPHQL_TYPE = 'application/graphql-response+json';

describe('the media type of an answer', () => {
  test.each([
    [undefined, JSON_TYPE],
    ['', JSON_TYPE],
    ['*/*', JSON_TYPE],
    ['application/*', JSON_TYPE],
    ['application/json', JSON_TYPE],
    ['Application/JSON; charset=utf-8', JSON_TYPE],
    [GRAPHQL_TYPE, GRAPHQL_TYPE],
    [`${GRAPHQL_TYPE}, application/json`, GRAPHQL_TYPE],
    [`application/json, ${GRAPHQL_TYPE}`, JSON_TYPE],
    [`application/json;q=0.9, ${GRAPHQL_TYPE}`, GRAPHQL_TYPE],
    [`${GRAPHQL_TYPE}; q=0.1, */*; q=0.5`, JSON_TYPE],
    [`*/*, ${GRAPHQL_TYPE}`, GRAPHQL_TYPE],
    ['application/json;q=0, */*', GRAPHQL_TYPE],
    ['text/html, */*;q=0.1', JSON_TYPE],
    ['text/html', null],
    ['application/json;q=0', null],
    ['application/json;q=x', null],
    ['*/*;q=0', null],
  ])('for Accept: %s is %s', (accept, expected) => {
    expect(mediaTypeFor(accept)).toBe(expected);
  });

  property.prop([fc.string()])('is one of the two or none, whatever is sent', (accept) => {
    expect([JSON_TYPE, GRAPHQL_TYPE, null]).toContain(mediaTypeFor(accept));
  });
});
