import { afterEach, expect, test } from 'vitest';
import { findFreePort } from '../../../src/app/embedded/ports.ts';
import { createDatabase } from '../../support/database.ts';
import { type SpawnedProcess, spawnProcess, spawnScript } from './spawn-process.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function failureOf(child: SpawnedProcess): Promise<string> {
  cleanups.push(() => child.kill());
  expect(await child.exited()).toBe(1);
  return child.text();
}

const cli = (args: readonly string[], env: Readonly<Record<string, string>>): SpawnedProcess =>
  spawnScript('src/app/cli.ts', args, env);

test('every process and command lists all settings that are wrong at once, without a stack', async () => {
  const env = { PORT: 'x', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://db' };
  const texts = await Promise.all(
    [spawnProcess('worker', env), spawnScript('src/app/dev.ts', [], env), cli(['migrate'], env)].map(
      failureOf,
    ),
  );
  for (const text of texts) {
    expect(text.split('\n')).toEqual([
      'The configuration is not usable:',
      '  PORT: must be a whole number',
      expect.stringMatching(/^ {2}DATABASE_URL: /),
      expect.stringMatching(/^ {2}LOG_LEVEL: /),
    ]);
  }
});

test('a process says in a line that PostgreSQL does not answer, and a command that the schema is missing', async () => {
  const database = await createDatabase(true);
  cleanups.push(database.drop);
  const nobody = `postgres://rfq:canary@127.0.0.1:${await findFreePort()}/rfq`;
  const texts = await Promise.all(
    [spawnProcess('api', { DATABASE_URL: nobody }), cli(['redrive'], { DATABASE_URL: database.url })].map(
      failureOf,
    ),
  );
  expect(texts).toEqual([
    'PostgreSQL does not answer: check DATABASE_URL, and that it runs.',
    'The schema is not there or not up to date: run `npm run migrate`.',
  ]);
});
