import { QueryFailedError } from 'typeorm';
import { describe, expect, test } from 'vitest';
import { createLogger, reasonOf } from '../../../src/platform/telemetry/logger.ts';

const TOKEN = 'eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJlLWNhbmFyeQ';
const API_KEY = `rfq_live_0a1B2c3D4e5_${'Z'.repeat(49)}`;
const PRICE = '4711.250013';

function linesOf(write: (log: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  write(createLogger('debug', 'test', { write: (line) => void lines.push(line) }));
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) JSON.parse(line);
  return lines.join('');
}

describe('a log line', () => {
  test.each([
    ['a header', { authorization: `Bearer ${TOKEN}` }],
    ['the headers of a request', { headers: { authorization: `Bearer ${TOKEN}`, cookie: TOKEN } }],
    ['a field of another name', { whatever: { deep: { down: [`Bearer ${TOKEN}`] } } }],
    ['a token without its scheme', { header: TOKEN }],
    ['an opaque bearer token', { header: 'bearer c2lnbmF0dXJlLWNhbmFyeQ==' }],
    ['an error', { err: new Error(`bad header: Bearer ${TOKEN}`) }],
  ])('does not hold a bearer token given as %s', (_where, fields) => {
    expect(linesOf((log) => log.info(fields, 'canary'))).not.toMatch(/eyJ|c2ln/);
  });

  test('does not hold an API key, but the prefix that support finds it by', () => {
    const text = linesOf((log) => log.warn({ key: API_KEY }, `refused ${API_KEY}`));
    expect(text).not.toContain('ZZZ');
    expect(text.match(/rfq_live_0a1B2c3D4e5_\[redacted\]/g)).toHaveLength(2);
  });

  test('does not hold the password of an address', () => {
    const text = linesOf((log) => log.error({ err: new Error('connect postgres://rfq:canary@db:5432/rfq') }));
    expect(text).not.toContain('canary');
    expect(text).toContain('postgres://rfq:[redacted]@db:5432/rfq');
  });

  test('does not hold what people offered', () => {
    const driver = Object.assign(new Error(`invalid input "${PRICE}"`), { code: '22P02', severity: 'ERROR' });
    const text = linesOf((log) => {
      log.error({ err: new QueryFailedError('insert into quote_line values ($1)', [PRICE], driver) });
      log.error({ err: driver });
      log.error(driver);
      log.info({ variables: { input: { unitPrice: PRICE } }, job: { payload: { unitPrice: PRICE } } });
    });
    expect(text).not.toContain(PRICE);
  });

  test('keeps what is needed to find a fault', () => {
    const fields = { requestId: 'abcdefgh-1234', constraint: 'rfq_line_rfq_id_line_no_key', rfqId: 'r' };
    expect(JSON.parse(linesOf((log) => log.info(fields, 'job')))).toMatchObject({ ...fields, msg: 'job' });
  });
});

describe('the reason of a dead letter', () => {
  test('names code and constraint of a failed statement, and no value', () => {
    const driver = Object.assign(new Error(`duplicate ${PRICE}`), {
      code: '23505',
      constraint: 'quote_pkey',
    });
    expect(reasonOf(new QueryFailedError(`select ${PRICE}`, [PRICE], driver))).toBe(
      'QueryFailedError 23505 quote_pkey',
    );
  });

  test('is the message of any other error', () => {
    expect(reasonOf(new TypeError('x is not a function'))).toBe('TypeError: x is not a function');
  });
});
