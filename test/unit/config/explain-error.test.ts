import { readFile } from 'node:fs/promises';
import { QueryFailedError } from 'typeorm';
import { describe, expect, test } from 'vitest';
import { explainError } from '../../../src/app/explain-error.ts';
import { StartupError } from '../../../src/app/embedded/startup-error.ts';
import { readConfig } from '../../../src/platform/config/config.ts';
import { DomainError } from '../../../src/platform/kernel/domain-error.ts';

const thrownBy = (run: () => unknown): Promise<unknown> =>
  Promise.resolve()
    .then(run)
    .catch((error: unknown) => error);
const coded = (code: string) => Object.assign(new Error('canary'), { code });
const refused = (code: string) => new QueryFailedError('select canary', [], coded(code));

describe('an error that people can act on', () => {
  test.each([
    ['settings', () => readConfig({ PORT: 'x' }), /^The configuration is not usable:\n {2}PORT: must be/],
    [
      'a start in the wrong place',
      () => {
        throw new StartupError('Port 4000 is in use.');
      },
      /^Port 4000 is in use\.$/,
    ],
    [
      'an input',
      () => {
        throw new DomainError({ code: 'NOT_FOUND', path: [], message: 'No such thing.' });
      },
      /^No such thing\.$/,
    ],
    [
      'a missing file',
      () => readFile('/nonexistent/file.csv'),
      /^There is no file \/nonexistent\/file\.csv\.$/,
    ],
    [
      'a database that is away',
      () => {
        throw coded('ECONNREFUSED');
      },
      /^PostgreSQL does not answer/,
    ],
    [
      'a database that starts',
      () => {
        throw refused('57P03');
      },
      /^PostgreSQL does not answer/,
    ],
    [
      'a wrong password',
      () => {
        throw coded('28P01');
      },
      /^PostgreSQL does not accept this password/,
    ],
    [
      'a missing database',
      () => {
        throw coded('3D000');
      },
      /^There is no such database/,
    ],
    [
      'a missing schema',
      () => {
        throw refused('42P01');
      },
      /run `npm run migrate`/,
    ],
  ])('about %s is told in words', async (_what, run, words) => {
    expect(explainError(await thrownBy(run))).toMatch(words);
  });

  test('tells nothing of what was sent', async () => {
    for (const code of ['57P03', '42P01', '28P01', 'ECONNREFUSED'])
      expect(explainError(refused(code))).not.toMatch(/canary/);
  });
});

describe('a fault of ours', () => {
  test.each([new TypeError('x is not a function'), refused('23505'), coded('EPIPE '), 'text', null])(
    'is not explained away: %s',
    (fault) => {
      expect(explainError(fault)).toBeNull();
    },
  );
});
