import { describe, expect, test } from 'vitest';
import { type ImportedFile, importsOf, type SourceFile, sourceFiles } from './source-files.ts';

/** Inside modules, code imports up the corridor: a room may use the doors of rooms before it. */
const CORRIDOR = [
  'identity',
  'catalog',
  'suppliers',
  'rfqs',
  'matching',
  'invitations',
  'quotes',
  'comparison',
  'awards',
  'delivery',
];

/** Imports run one way. `migrations` are data of the app and use nothing of ours. */
const LAYERS = ['app', 'modules', 'platform', 'kernel'] as const;
type Layer = (typeof LAYERS)[number] | 'migrations';

function layerOf(path: string): Layer {
  if (path.startsWith('migrations/')) return 'migrations';
  if (path.startsWith('src/platform/kernel/')) return 'kernel';
  const layer = LAYERS.find((name) => path.startsWith(`src/${name}/`));
  if (!layer) throw new Error(`${path} is in no layer: ${LAYERS.join(', ')}`);
  return layer;
}

const roomOf = (path: string): string | null => /^src\/modules\/([^/]+)\//.exec(path)?.[1] ?? null;

const files = [...sourceFiles('src'), ...sourceFiles('migrations')];
const byPath = new Map(files.map((file) => [file.path, file]));

type Link = ImportedFile & { readonly from: string; readonly target: string };
const links: Link[] = files.flatMap((file) =>
  importsOf(file).flatMap((found) => {
    const { target } = found;
    return target === null ? [] : [{ ...found, target, from: file.path }];
  }),
);

const place = ({ from, line, target }: Link): string => `${from}:${line} → ${target}`;

/** Which of the three ways out of needing a later room applies, told from who needs it. */
function wayOut({ from, target }: Link): string {
  const [room, later] = [roomOf(from), roomOf(target)];
  if (/\.(resolver|type)\.ts$/.test(from))
    return `a field: ${later} declares the edge (@Resolver(() => …) with a @FieldResolver in ${later})`;
  if (from.includes('/jobs/') || from.endsWith('.events.ts'))
    return `a reaction: ${room} states a fact and a job of ${later} listens for it (on: […])`;
  return `data: ${later} pushes it up through a command or a write of ${room}; or, if something is to happen, ${room} states a fact`;
}

describe('imports', () => {
  test('lead to files that exist', () => {
    const lost = links.filter((link) => !byPath.has(link.target) && !link.target.endsWith('.json'));
    expect(lost.map(place)).toEqual([]);
  });

  test('run one way: app → modules → platform → kernel', () => {
    const wrong = links.filter((link) => {
      const [from, to] = [layerOf(link.from), layerOf(link.target)];
      if (to === 'migrations') return from !== 'app' && from !== 'migrations';
      return from === 'migrations' || LAYERS.indexOf(to) < LAYERS.indexOf(from);
    });
    expect(
      wrong.map((link) => `${place(link)} (${layerOf(link.from)} may not use ${layerOf(link.target)})`),
    ).toEqual([]);
  });

  test('lead into rooms that the corridor knows', () => {
    const rooms = new Set(files.flatMap((file) => roomOf(file.path) ?? []));
    expect([...rooms].filter((room) => !CORRIDOR.includes(room))).toEqual([]);
  });

  test('run up the corridor, never down', () => {
    const wrong = links.filter((link) => {
      const [from, to] = [roomOf(link.from), roomOf(link.target)];
      return from !== null && to !== null && CORRIDOR.indexOf(to) > CORRIDOR.indexOf(from);
    });
    expect(wrong.map((link) => `${place(link)}\n    the way out is ${wayOut(link)}`)).toEqual([]);
  });

  test('enter a room by its door', () => {
    const wrong = links.filter((link) => {
      const room = roomOf(link.target);
      return room !== null && room !== roomOf(link.from) && link.target !== `src/modules/${room}/index.ts`;
    });
    expect(wrong.map((link) => `${place(link)}: export it from index.ts of ${roomOf(link.target)}`)).toEqual(
      [],
    );
  });

  test('go in no circle', () => {
    expect(circlesIn(files)).toEqual([]);
  });
});

describe('a door', () => {
  test('names what it lets out', () => {
    const doors = files.filter((file) => /^src\/modules\/[^/]+\/index\.ts$/.test(file.path));
    expect(doors.filter((door) => /^export \*/m.test(door.text)).map((door) => door.path)).toEqual([]);
  });
});

/** One circle for each file that closes one, as `a → b → a`. */
function circlesIn(all: readonly SourceFile[]): string[] {
  const targetsOf = new Map<string, string[]>(all.map((file) => [file.path, []]));
  for (const link of links) targetsOf.get(link.from)?.push(link.target);
  const done = new Set<string>();
  const circles: string[] = [];
  const walk = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start !== -1) circles.push([...trail.slice(start), path].join(' → '));
    if (start !== -1 || done.has(path)) return;
    for (const target of targetsOf.get(path) ?? []) walk(target, [...trail, path]);
    done.add(path);
  };
  for (const path of targetsOf.keys()) walk(path, []);
  return circles;
}
