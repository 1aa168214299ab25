/**
 * The SQL condition that a text contains another, whatever case and accents, taken literally. An index on
 * `folded(…) gin_trgm_ops` serves it from three characters on.
 */
export const containsText = (expression: string, text: string, parameters: unknown[]): string =>
  `folded(${expression}) like '%' || regexp_replace(folded($${parameters.push(text.trim())}::text), '([\\\\%_])', '\\\\\\1', 'g') || '%'`;

/** The SQL conditions that a timestamp lies in a span: from its first instant to just before its last. */
export function withinRange(
  column: string,
  range: { readonly from?: Date | null; readonly to?: Date | null } | null | undefined,
  parameters: unknown[],
): string[] {
  const conditions: string[] = [];
  if (range?.from) conditions.push(`${column} >= $${parameters.push(range.from)}::timestamptz`);
  if (range?.to) conditions.push(`${column} < $${parameters.push(range.to)}::timestamptz`);
  return conditions;
}
