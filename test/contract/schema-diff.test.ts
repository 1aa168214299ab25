import { readFileSync } from 'node:fs';
import { buildClientSchema, type IntrospectionQuery, printSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { releaseFiles } from '../../src/app/commands/schema-release.ts';
import { changelogLines, problemLines } from '../../src/app/release/changelog.ts';
import { lastRelease } from '../../src/app/release/last-release.ts';
import { schemaChanges } from '../../src/app/release/schema-changes.ts';

const TODAY = '2027-03-01';

const RELEASED = `
type Query { rfq(id: ID!, number: String): Rfq old: Report @deprecated(reason: "Use \`rfq\`. Goes on or after 2027-02-28.") }
type Rfq { id: ID! state: State! title: String @deprecated(reason: "Use \`name\`. Goes on or after 2027-03-02.") }
type Report { rows: [Row!]! }
type Row { text: String }
enum State { OPEN CLOSED }
input RfqFilter { title: String }`;

const problems = async (change: (schema: string) => string) =>
  problemLines(await schemaChanges(RELEASED, change(RELEASED), TODAY));
const lines = async (change: (schema: string) => string) =>
  changelogLines(await schemaChanges(RELEASED, change(RELEASED), TODAY));

describe('the gate of the schema', () => {
  test.each([
    ['a removed field', 'state: State! ', ''],
    ['a removed argument', ', number: String', ''],
    ['a removed enum value', 'OPEN CLOSED', 'OPEN'],
    ['a removed input field', 'title: String }', 'name: String }'],
    ['a field that may be null where it was not', 'state: State!', 'state: State'],
    ['a new argument that is required', 'number: String', 'number: String!'],
    ['a new input field that is required', 'title: String }', 'title: String name: String! }'],
    ['a removal before its announced date', / title: String @[^)]*\)/, ''],
  ])('refuses %s', async (_, from, to) => {
    expect(await problems((schema) => schema.replace(from, to))).toEqual([
      expect.stringContaining('breaks clients'),
    ]);
  });

  test.each([
    ['an added field', 'state: State!', 'state: State! name: String'],
    ['an added optional argument', 'number: String', 'number: String, year: Int'],
    ['a field that can no longer be null', 'text: String', 'text: String!'],
    ['an added enum value', 'OPEN CLOSED', 'OPEN CLOSED LOST'],
    ['a description', 'type Row', '"""A row.""" type Row'],
  ])('lets %s pass', async (_, from, to) => {
    expect(await problems((schema) => schema.replace(from, to))).toEqual([]);
  });

  test('lets go what was announced once its date has come, with the types that nothing else leads to', async () => {
    const without = (schema: string) =>
      schema
        .replace(/ old: Report @[^)]*\)/, '')
        .replace(/type Report.*/, '')
        .replace(/type Row.*/, '');
    expect(await problems(without)).toEqual([]);
    expect(await lines(without)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^- Removed as announced: Field `old` /),
        expect.stringMatching(/^- Removed as announced: Type `Row` /),
      ]),
    );
  });

  test('refuses to remove a type that something else still leads to', async () => {
    const used = `${RELEASED} extend type Rfq { rows: [Row!] }`;
    const changes = await schemaChanges(
      used,
      used.replace(/type Row.*/, '').replace(/ rows: \[Row!\]!? /g, ' rows: Int '),
      TODAY,
    );
    expect(problemLines(changes)).toContainEqual(expect.stringContaining('Type `Row` was removed'));
  });

  test.each([
    ['without a date', 'Use `name`.', 'names no date'],
    ['that leaves less than 180 days', 'Goes on or after 2027-08-27.', 'not go before 2027-08-28'],
  ])('refuses a deprecation %s', async (_, reason, problem) => {
    const deprecate = (schema: string) =>
      schema.replace('state: State!', `state: State! @deprecated(reason: "${reason}")`);
    expect(await problems(deprecate)).toEqual([expect.stringContaining(problem)]);
  });

  test('takes a deprecation that leaves 180 days, and no earlier date later on', async () => {
    const deprecate = (schema: string) =>
      schema.replace('state: State!', 'state: State! @deprecated(reason: "Goes on or after 2027-08-28.")');
    expect(await problems(deprecate)).toEqual([]);
    expect(await problems((schema) => schema.replace('2027-03-02', '2027-03-01'))).toEqual([
      expect.stringContaining('not go before 2027-03-02'),
    ]);
  });
});

test('changes are lines for CHANGELOG.md, worst first', async () => {
  const change = (schema: string) =>
    schema
      .replace('OPEN CLOSED', 'OPEN CLOSED LOST')
      .replace(', number: String', '')
      .replace('id: ID! state', 'id: ID! name: String state');
  expect(await lines(change)).toEqual([
    '- Breaking: Argument `number: String` was removed from field `Query.rfq`.',
    '- Take care: Enum value `LOST` was added to enum `State`.',
    '- Changed: Field `name` was added to object type `Rfq`.',
  ]);
});

test('this schema keeps what the last release promised', async () => {
  const release = await lastRelease();
  const today = new Date().toISOString().slice(0, 10);
  const current = readFileSync('schema.graphql', 'utf8');
  const changes = await schemaChanges(release?.schema ?? current, current, today);
  expect(problemLines(changes)).toEqual([]);
});

test('the files of a release hold one and the same schema', async () => {
  const files = await releaseFiles('v9.9.9', TODAY);
  const introspection = JSON.parse(files.get('schema.json') ?? '') as IntrospectionQuery;
  expect(`${printSchema(buildClientSchema(introspection))}\n`).toBe(files.get('schema.graphql'));
  expect(files.get('CHANGELOG.md')).toMatch(/^## v9\.9\.9 \(2027-03-01\)\n/);
});
