/** A place in a keyset-ordered list: the sort key's values as text. Opaque to clients and versioned. */
export function encodeCursor(values: readonly string[]): string {
  return Buffer.from(JSON.stringify([1, ...values])).toString('base64url');
}

/** Reads a cursor of so many values; `null` when it was tampered with or belongs to another list. Never throws. */
export function decodeCursor(cursor: string, values: number): string[] | null {
  if (cursor.length > 1000) return null;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(parsed) || parsed.length !== values + 1 || parsed[0] !== 1) return null;
    const rest: unknown[] = parsed.slice(1);
    return rest.every((value) => typeof value === 'string') ? rest : null;
  } catch {
    return null;
  }
}
