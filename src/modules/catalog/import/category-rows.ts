import { categoryCode, DEFAULT_LANGUAGE } from '../category.rules.ts';
import { UnusableFileError } from './import-report.ts';
import { type CsvRow, positionsOf } from './read-csv.ts';

/** A category as a file states it. */
export interface CategoryRow {
  readonly line: number;
  readonly scheme: string;
  readonly code: string;
  readonly parentCode: string | null;
  /** By language; at least one. */
  readonly labels: ReadonlyMap<string, string>;
}

const SCHEME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;
/** No blanks, and no colon, which separates the parts of global ids. */
const CODE = /^[^\s:]{1,60}$/;
const LABEL_COLUMN = /^label(?:_([a-z]{2,3}))?$/;
const MAX_LABEL_CHARACTERS = 500;

/**
 * How to read the rows of a file with the columns `code`, `parent_code`, one `label_<language>` or more (`label`
 * is English), and `scheme` unless one is given for the whole file. Rows come out as a category or as the reason
 * why they are none. Other columns do not matter: levels follow from the parents. Throws `UnusableFileError`.
 */
export function categoryRowReader(
  header: readonly string[],
  scheme: string | null,
): (row: CsvRow) => CategoryRow | string {
  if (scheme !== null && !SCHEME.test(scheme))
    throw new UnusableFileError(`${scheme} cannot name a scheme: letters, digits, "." and "-" can.`);
  const columns = ['code', 'parent_code', ...(scheme === null ? ['scheme'] : [])];
  const [codeAt = -1, parentAt = -1, schemeAt = -1] = positionsOf(header, columns);
  const labelColumns = header.flatMap((name, at) => {
    const match = LABEL_COLUMN.exec(name);
    return match ? [{ at, language: match[1] ?? DEFAULT_LANGUAGE }] : [];
  });
  if (labelColumns.length === 0)
    throw new UnusableFileError('The first row should name a column label_en, or another language’s.');

  return ({ line, fields }) => {
    const rowScheme = scheme ?? fields[schemeAt] ?? '';
    const code = categoryCode(rowScheme, fields[codeAt] ?? '');
    const parentCode = categoryCode(rowScheme, fields[parentAt] ?? '');
    const labels = new Map(
      labelColumns
        .map(({ at, language }) => [language, (fields[at] ?? '').replaceAll(/\s+/g, ' ')] as const)
        .filter(([, label]) => label !== ''),
    );
    if (!SCHEME.test(rowScheme)) return `"${rowScheme}" is no scheme.`;
    if (!CODE.test(code)) return `"${code}" is no code: 1 to 60 characters without blanks or colons.`;
    if (labels.size === 0) return 'It has no label.';
    if ([...labels.values()].some((text) => text.length > MAX_LABEL_CHARACTERS))
      return `Its label is longer than ${MAX_LABEL_CHARACTERS} characters.`;
    return { line, scheme: rowScheme, code, parentCode: parentCode || null, labels };
  };
}
