import { QueryFailedError } from 'typeorm';
import { describe, expect, test } from 'vitest';
import { formatError, isFault } from '../../../src/app/graphql/format-error.ts';
import { safeError } from '../../../src/platform/telemetry/logger.ts';
import { GraphQLError } from 'graphql';

describe('what is logged of an error', () => {
  test('holds nothing of a failed statement but its code and constraint', () => {
    const driver = Object.assign(new Error('invalid input "4711.25"'), {
      code: '22P02',
      constraint: 'quote_pkey',
      detail: 'Key (4711.25)',
    });
    const logged = safeError(new QueryFailedError('insert into quote_line values ($1)', ['4711.25'], driver));
    expect(JSON.stringify(logged)).not.toContain('4711.25');
    expect(logged).toMatchObject({ type: 'QueryFailedError', code: '22P02', constraint: 'quote_pkey' });
  });

  test('keeps the message of other faults', () => {
    expect(safeError(new TypeError('x is not a function'))).toMatchObject({
      type: 'TypeError',
      message: 'x is not a function',
    });
  });
});

describe('what a client sees of an error', () => {
  test('is masked unless its code is on the list', () => {
    const fault = new GraphQLError('secret', { originalError: new Error('select * from quote') });
    expect(isFault(fault)).toBe(true);
    expect(
      JSON.stringify(
        formatError({ message: 'secret', extensions: { code: 'INTERNAL_SERVER_ERROR' } }, fault),
      ),
    ).not.toMatch(/secret|quote/);
  });

  test('names no part of the schema that the caller did not name', () => {
    const error = new GraphQLError(
      'Value "X" does not exist in "Incoterm" enum. Did you mean the enum value "FOB" or "EXW"?',
      {
        extensions: { code: 'BAD_USER_INPUT' },
      },
    );
    expect(isFault(error)).toBe(false);
    expect(
      formatError({ message: error.message, extensions: { code: 'BAD_USER_INPUT' } }, error).message,
    ).not.toContain('FOB');
  });
});
