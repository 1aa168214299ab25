/** A category's place as a source states it. */
export interface TreeLink {
  readonly code: string;
  readonly parentCode: string | null;
}

/** A category's place as it is kept: `ordinal … lastOrdinal` is its subtree, depth-first, siblings by code. */
export interface TreePlace extends TreeLink {
  readonly level: number;
  readonly ordinal: number;
  readonly lastOrdinal: number;
}

export interface Tree {
  readonly places: readonly TreePlace[];
  /** Codes that hang from nothing: their parent does not exist, or they are their own ancestor. With the reason. */
  readonly adrift: ReadonlyMap<string, string>;
}

const byCode = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Lays out one scheme's tree. Each code must occur once. The same links give the same places, in whatever order they come. */
export function layOutTree(links: readonly TreeLink[]): Tree {
  const parents = new Map(links.map((link) => [link.code, link.parentCode]));
  const children = new Map<string | null, string[]>();
  for (const { code, parentCode } of links) {
    const siblings = children.get(parentCode);
    if (siblings) siblings.push(code);
    else children.set(parentCode, [code]);
  }
  for (const siblings of children.values()) siblings.sort(byCode);

  const places = walk(children);
  const placed = new Set(places.map((place) => place.code));
  const adrift = new Map<string, string>();
  for (const { code } of links) if (!placed.has(code)) adrift.set(code, whyAdrift(code, parents));
  return { places, adrift };
}

/** Depth-first without recursion: a hostile tree may be as deep as it has nodes. */
function walk(children: ReadonlyMap<string | null, readonly string[]>): TreePlace[] {
  const places: TreePlace[] = [];
  const open: { code: string; lastOrdinal: number }[] = [];
  const closeBelow = (level: number) => {
    while (open.length >= level) open.pop()!.lastOrdinal = places.length;
  };
  const waiting = (children.get(null) ?? []).toReversed().map((code) => ({ code, level: 1 }));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { code, level } = next;
    closeBelow(level);
    const parentCode = open.at(-1)?.code ?? null;
    const place = { code, parentCode, level, ordinal: places.length + 1, lastOrdinal: 0 };
    places.push(place);
    open.push(place);
    for (const child of (children.get(code) ?? []).toReversed())
      waiting.push({ code: child, level: level + 1 });
  }
  closeBelow(1);
  return places;
}

function whyAdrift(code: string, parents: ReadonlyMap<string, string | null>): string {
  const seen = new Set<string>();
  let at = code;
  while (!seen.has(at)) {
    seen.add(at);
    const parent = parents.get(at);
    if (parent === undefined || parent === null) break;
    if (!parents.has(parent)) {
      return at === code
        ? `Its parent ${parent} does not exist.`
        : `Its ancestor ${at} has no parent: ${parent} does not exist.`;
    }
    at = parent;
  }
  return at === code ? 'It is its own ancestor.' : `Its ancestor ${at} is its own ancestor.`;
}
