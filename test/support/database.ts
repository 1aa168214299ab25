import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

export interface TestDatabase {
  readonly url: string;
  readonly name: string;
  readonly drop: () => Promise<void>;
}

async function asAdmin<T>(run: (client: pg.Client) => Promise<T>): Promise<T> {
  const url = new URL(inject('templateUrl'));
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

/** A database of the test file's own, cloned from the template; `empty` gives one without tables. */
export async function createDatabase(empty = false): Promise<TestDatabase> {
  const template = new URL(inject('templateUrl'));
  const name = `rfq_${randomBytes(6).toString('hex')}`;
  await asAdmin((client) =>
    client.query(`create database ${name} template ${empty ? 'template1' : template.pathname.slice(1)}`),
  );
  const url = new URL(template);
  url.pathname = `/${name}`;
  return {
    name,
    url: url.href,
    drop: () =>
      asAdmin(async (client) => void (await client.query(`drop database if exists ${name} with (force)`))),
  };
}
