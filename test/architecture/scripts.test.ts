import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { settings } from '../../src/platform/config/config.ts';
import { read, ROOT } from './source-files.ts';

const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read('package.json')));

/** npm's own words, which are no scripts of ours. */
const NPM_WORDS = new Set(['ci', 'install', 'prune', 'audit']);

/** What is wrong with a command line, one word each; `null` when what it runs is there. */
function problemOf([program, ...args]: readonly string[]): string | null {
  const words = args.filter((arg) => !arg.startsWith('-'));
  if (program === 'npm') {
    const name = words[0] === 'run' ? words[1] : words[0];
    if (words[0] !== 'run' && NPM_WORDS.has(name ?? '')) return null;
    return name !== undefined && name in scripts ? null : `npm has no script ${name}`;
  }
  if (program !== 'node') return `${program} is none of ours`;
  if (args[0] === '-e') return null;
  const source = words[0]?.replace(/^dist\//, '').replace(/\.js$/, '.ts');
  return source !== undefined && existsSync(join(ROOT, source))
    ? null
    : `${words[0]} is built from no source`;
}

const problemsOf = (commands: readonly (readonly string[])[]): string[] =>
  commands.flatMap((command) => {
    const problem = problemOf(command);
    return problem === null ? [] : [`${command.join(' ')}: ${problem}`];
  });

const wordsOf = (line: string): string[][] => line.split('&&').map((part) => part.trim().split(/\s+/));

describe('package.json', () => {
  const commands = Object.values(scripts).map((line) => line.split(' '));
  const subCommands = read('src/app/cli.ts');

  test('runs files that exist', () => {
    const lost = commands.flatMap((words) =>
      words
        .filter((word) => /^(src|bench|dist)\/.*\.[tj]s$/.test(word))
        .map((word) => word.replace(/^dist\//, '').replace(/\.js$/, '.ts'))
        .filter((path) => !existsSync(join(ROOT, path))),
    );
    expect(lost).toEqual([]);
  });

  test('calls commands that the CLI has', () => {
    const called = commands.flatMap((words) => {
      const cli = words.findIndex((word) => /\/cli\.[tj]s$/.test(word));
      return cli === -1 ? [] : [words[cli + 1] ?? ''];
    });
    const absent = called.filter((name) => !new RegExp(`^ {4}'?${name}'?:`, 'm').test(subCommands));
    expect(absent).toEqual([]);
  });
});

describe('the image', () => {
  const dockerfile = read('Dockerfile').replaceAll('\\\n', ' ');

  test('runs commands that exist', () => {
    const lists = [...dockerfile.matchAll(/CMD (\[.*\])\s*$/gm)].map(([, list = '']) =>
      z.array(z.string()).parse(JSON.parse(list)),
    );
    const lines = [...dockerfile.matchAll(/^RUN (.*)$/gm)].flatMap(([, line = '']) => wordsOf(line));
    expect(lists.length).toBeGreaterThan(0);
    expect(lines.length).toBeGreaterThan(0);
    expect(problemsOf([...lists, ...lines])).toEqual([]);
  });

  test('copies what exists', () => {
    const sources = [...dockerfile.matchAll(/^COPY (?!--from)(.*)$/gm)].flatMap(([, rest = '']) =>
      rest.split(/\s+/).slice(0, -1),
    );
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

describe('compose.yaml', () => {
  const Service = z.object({
    build: z.string().optional(),
    image: z.string(),
    command: z.array(z.string()).optional(),
    environment: z.record(z.string(), z.string()).default({}),
    depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  });
  const compose = z
    .object({ services: z.record(z.string(), Service) })
    .parse(parseYaml(read('compose.yaml'), { merge: true }));
  const services = Object.entries(compose.services);

  test('gives our image commands that exist', () => {
    const ours = services.filter(([, service]) => service.build !== undefined);
    const commands = ours.flatMap(([, { command }]) => (command ? [command] : []));
    expect(commands.length).toBeGreaterThan(0);
    expect(problemsOf(commands)).toEqual([]);
  });

  test('sets what the configuration knows', () => {
    const ours = services.filter(([, service]) => service.build !== undefined);
    const names = new Set(ours.flatMap(([, { environment }]) => Object.keys(environment)));
    expect([...names].filter((name) => !(name in settings))).toEqual([]);
  });

  test('lets services wait for services that exist', () => {
    const lost = services.flatMap(([name, service]) =>
      Object.keys(service.depends_on)
        .filter((other) => !(other in compose.services))
        .map((other) => `${name} waits for ${other}`),
    );
    expect(lost).toEqual([]);
  });

  test('pins the major versions that the engine is made for', () => {
    const images = services
      .filter(([, service]) => service.build === undefined)
      .map(([, { image }]) => image);
    expect(images).toEqual(expect.arrayContaining(['postgres:18', 'redis:7']));
  });
});

describe('documents', () => {
  test.each(['README.md', 'CONTRIBUTING.md', '.ci/run'])('%s names scripts that exist', (path) => {
    const named = [...read(path).matchAll(/npm run (?:--silent |-s )?([a-z][a-z:]*)/g)].map(
      ([, name = '']) => name,
    );
    expect([...new Set(named)].filter((name) => !(name in scripts))).toEqual([]);
  });
});
