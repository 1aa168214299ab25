const MAX_LENGTH = 4_000;

/**
 * A place in a list: the values of its sort key as text, with the name of the list and its order. Opaque to
 * clients and versioned; the checksum tells an altered cursor from another place.
 */
export function encodeCursor(list: string, values: readonly string[]): string {
  const text = JSON.stringify([1, list, ...values]);
  return Buffer.from(`${checksum(text).toString(36)}.${text}`).toString('base64url');
}

/** Reads a cursor of so many values; `null` when it was altered or belongs to another list. Never throws. */
export function decodeCursor(list: string, cursor: string, values: number): string[] | null {
  if (cursor.length > MAX_LENGTH) return null;
  const decoded = Buffer.from(cursor, 'base64url').toString('utf8');
  const parts = partsOf(decoded.slice(decoded.indexOf('.') + 1)).slice(2);
  return parts.length === values && encodeCursor(list, parts) === cursor ? parts : null;
}

function partsOf(json: string): string[] {
  try {
    const parsed: unknown = JSON.parse(json);
    return Array.isArray(parsed) ? parsed.map(String) : [];
  } catch {
    return [];
  }
}

/** FNV-1a: changing any one character changes it. */
function checksum(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
