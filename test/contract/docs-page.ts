import { Kind, parse } from 'graphql';

/** An operation of a page, with what the page says of it. */
export interface DocumentedOperation {
  /** `page:line` of its fence. */
  readonly place: string;
  /** Who runs it; `null` where the page does not say. */
  readonly role: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: string;
  readonly variables: unknown;
  /** What it must answer; `null` where it only has to go through. */
  readonly answer: unknown;
}

interface Fence {
  readonly line: number;
  readonly info: string;
  readonly text: string;
  /** The line of text right above. */
  readonly above: string;
  /** Whether nothing stands between it and the fence before. */
  readonly follows: boolean;
}

/** The fenced blocks of a page, in order. */
function fencesOf(markdown: string): Fence[] {
  const lines = markdown.split('\n');
  const fences: Fence[] = [];
  let above = '';
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const info = /^```(\S.*)$/.exec(line)?.[1];
    if (info === undefined) {
      if (line.trim() !== '') above = line.trim();
      continue;
    }
    const end = lines.indexOf('```', index);
    fences.push({
      line: index + 1,
      info,
      text: lines.slice(index + 1, end).join('\n'),
      above,
      follows: above === '```',
    });
    above = '```';
    index = end;
  }
  return fences;
}

const isOperation = ({ info, text }: Fence): boolean =>
  info === 'graphql' &&
  parse(text).definitions.some((definition) => definition.kind === Kind.OPERATION_DEFINITION);

/**
 * The operations of a page, in order. `<!-- as: role; Header: value -->` stands right above a `graphql` fence; right
 * below it a `json` fence holds its variables, and a `json answer` fence what it answers.
 */
export function operationsOn(page: string, markdown: string): DocumentedOperation[] {
  const fences = fencesOf(markdown);
  return fences.flatMap((fence, index) => {
    if (!isOperation(fence)) return [];
    const next = fences.findIndex(
      (other, at) => at > index && !(other.follows && other.info.startsWith('json')),
    );
    const ours = fences.slice(index + 1, next === -1 ? undefined : next);
    const json = (info: string): unknown => {
      const found = ours.find((other) => other.info === info);
      return found ? JSON.parse(found.text) : null;
    };
    const said = /^<!-- (as: .*) -->$/.exec(fence.above)?.[1];
    const { as: role = null, ...headers } = Object.fromEntries(
      said?.split('; ').map((pair) => pair.split(': ', 2)) ?? [],
    ) as Record<string, string>;
    return [
      {
        place: `${page}:${fence.line}`,
        role,
        headers,
        query: fence.text,
        variables: json('json') ?? {},
        answer: json('json answer'),
      },
    ];
  });
}

const DAY_MS = 86_400_000;

/** What the names beginning with `$` stand for on one page. */
export class PageValues {
  readonly #values: Map<string, unknown>;

  constructor(given: Readonly<Record<string, string>>) {
    this.#values = new Map(Object.entries(given));
  }

  /** A value with the names in it replaced; `$in7Days` is the time in seven days. Throws on a name that stands for nothing yet. */
  fill(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.fill(item));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.fill(item)]));
    if (typeof value !== 'string' || !value.startsWith('$')) return value;
    const days = /^\$in(\d+)Days$/.exec(value)?.[1];
    if (days !== undefined) return new Date(Date.now() + Number(days) * DAY_MS).toISOString();
    if (!this.#values.has(value)) throw new Error(`${value} stands for nothing yet`);
    return this.#values.get(value);
  }

  /**
   * Where an answer differs from what a page says, a line each. A name that stands for nothing yet is given the
   * value that came; `"…"` takes anything, and as the last item of a list any further items.
   */
  differences(said: unknown, came: unknown, path: string): string[] {
    if (said === '…') return [];
    if (typeof said === 'string' && said.startsWith('$') && !this.#values.has(said)) {
      if (came !== null && came !== undefined) this.#values.set(said, came);
      return came === null || came === undefined ? [`${path}: nothing came for ${said}`] : [];
    }
    if (Array.isArray(said)) return this.#listDifferences(said, came, path);
    if (typeof said === 'object' && said !== null && typeof came === 'object' && came !== null) {
      const [names, found] = [Object.keys(said), Object.keys(came)];
      const odd = [...names, ...found].filter((name) => !names.includes(name) || !found.includes(name));
      return [
        ...odd.map((name) => `${path}.${name}: is ${found.includes(name) ? 'not said' : 'missing'}`),
        ...names
          .filter((name) => found.includes(name))
          .flatMap((name) =>
            this.differences(
              (said as Record<string, unknown>)[name],
              (came as Record<string, unknown>)[name],
              `${path}.${name}`,
            ),
          ),
      ];
    }
    const expected = this.fill(said);
    return expected === came
      ? []
      : [`${path}: ${JSON.stringify(came)} came, not ${JSON.stringify(expected)}`];
  }

  #listDifferences(said: readonly unknown[], came: unknown, path: string): string[] {
    if (!Array.isArray(came)) return [`${path}: no list came`];
    const isOpen = said.at(-1) === '…';
    const items = isOpen ? said.slice(0, -1) : said;
    if (isOpen ? came.length < items.length : came.length !== items.length)
      return [`${path}: ${came.length} items came, not ${items.length}`];
    return items.flatMap((item, index) => this.differences(item, came[index], `${path}[${index}]`));
  }
}
