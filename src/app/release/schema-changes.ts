import { type Change, CriticalityLevel, diff, DiffRule } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';
import { elementsOf, type SchemaElement, typesReached } from './schema-elements.ts';

/** How long a deprecated element stays at least, in days from the release that first says so. */
export const NOTICE_DAYS = 180;

const DAY_MS = 86_400_000;

/** What a change is to clients, worst first. */
export const CHANGE_KINDS = ['BREAKING', 'REMOVED', 'DANGEROUS', 'DEPRECATED', 'SAFE'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export interface SchemaChange {
  /** `REMOVED` breaks nobody who heeded the notice; `BREAKING` does. */
  readonly kind: ChangeKind;
  readonly message: string;
  /** The rule of deprecation that it breaks; `null` when it may be released. */
  readonly problem: string | null;
}

/**
 * What changed from one schema to the next, worst first, each judged by the rules of deprecation as of `today`
 * (`YYYY-MM-DD`): a removal must have been announced with a date that has come, and an announcement must leave
 * `NOTICE_DAYS`. Descriptions do not count as changes.
 */
export async function schemaChanges(
  before: string,
  after: string,
  today: string,
): Promise<readonly SchemaChange[]> {
  const [older, newer] = [buildSchema(before), buildSchema(after)];
  const elements = new Map(elementsOf(older).map((element) => [element.path, element]));
  const due = (element: SchemaElement) => isDue(element, today);
  const gone = (element: SchemaElement) =>
    due(element) || due(elements.get(element.path.split('.', 2).join('.')) ?? element);
  const stillReached = typesReached(older, gone);
  const removable = ({ type, path = '' }: Change): boolean => {
    if (type === 'TYPE_REMOVED') return !stillReached.has(path);
    const element = elements.get(path);
    return REMOVALS.has(String(type)) && element !== undefined && gone(element);
  };
  const found = await diff(older, newer, [DiffRule.ignoreDescriptionChanges, DiffRule.simplifyChanges]);
  const changes = found
    .filter(({ type }) => !String(type).includes('DEPRECAT') && !String(type).startsWith('DIRECTIVE_USAGE'))
    .map((change) => judged(change, removable(change)));
  return [...changes, ...announcements(elements, elementsOf(newer), today)].toSorted(
    (a, b) => CHANGE_KINDS.indexOf(a.kind) - CHANGE_KINDS.indexOf(b.kind),
  );
}

const REMOVALS: ReadonlySet<string> = new Set([
  'FIELD_REMOVED',
  'FIELD_ARGUMENT_REMOVED',
  'INPUT_FIELD_REMOVED',
  'ENUM_VALUE_REMOVED',
]);

function judged({ criticality, message }: Change, removable: boolean): SchemaChange {
  const text = message.replaceAll(/'([^']+)'/g, '`$1`');
  if (criticality.level === CriticalityLevel.Breaking)
    return removable
      ? { kind: 'REMOVED', message: text, problem: null }
      : {
          kind: 'BREAKING',
          message: text,
          problem: 'it breaks clients, and no deprecation whose date has come announced it',
        };
  const kind = criticality.level === CriticalityLevel.Dangerous ? 'DANGEROUS' : 'SAFE';
  return { kind, message: text, problem: null };
}

/** New deprecations and changed ones, each with the rule that its date breaks. */
function announcements(
  before: ReadonlyMap<string, SchemaElement>,
  after: readonly SchemaElement[],
  today: string,
): SchemaChange[] {
  return after.flatMap(({ path, deprecationReason }): SchemaChange[] => {
    const earlier = before.get(path)?.deprecationReason ?? null;
    if (deprecationReason === earlier) return [];
    if (deprecationReason === null)
      return [{ kind: 'SAFE', message: `\`${path}\` is no longer deprecated`, problem: null }];
    const earliest = dateIn(earlier) ?? daysAfter(today, NOTICE_DAYS);
    const date = dateIn(deprecationReason);
    const problem =
      date === null
        ? 'its reason names no date (YYYY-MM-DD) from which on it may go'
        : date < earliest
          ? `it may not go before ${earliest}`
          : null;
    return [{ kind: 'DEPRECATED', message: `\`${path}\`: ${deprecationReason}`, problem }];
  });
}

const isDue = ({ deprecationReason }: SchemaElement, today: string): boolean => {
  const date = dateIn(deprecationReason);
  return date !== null && date <= today;
};

const dateIn = (reason: string | null): string | null =>
  /\b\d{4}-\d{2}-\d{2}\b/.exec(reason ?? '')?.[0] ?? null;

const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
