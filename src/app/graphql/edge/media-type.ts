const MEDIA_TYPES = ['application/json', 'application/graphql-response+json'] as const;

/** What answers are written as; the bytes are the same, the meaning of HTTP statuses is not. */
export type MediaType = (typeof MEDIA_TYPES)[number];

/**
 * The media type of the answer to a request with this `Accept` header: the one of the two that it prefers, `null` when
 * it takes neither. Without a header, and where it has no preference, `application/json`, which older clients expect.
 */
export function mediaTypeFor(accept: string | undefined): MediaType | null {
  if (accept === undefined || accept.trim() === '') return 'application/json';
  const ranges = accept.split(',').map(readRange);
  const offers = MEDIA_TYPES.map((type) => ({ type, ...preferenceFor(type, ranges) }));
  const [best] = offers
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality || b.precision - a.precision || a.position - b.position);
  return best?.type ?? null;
}

interface Range {
  readonly range: string;
  readonly quality: number;
}

function readRange(text: string): Range {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = Number(parameters.find((part) => part.startsWith('q='))?.slice(2) ?? 1);
  return { range, quality: quality >= 0 && quality <= 1 ? quality : 0 };
}

/** The most precise range that a type is in decides. */
function preferenceFor(type: MediaType, ranges: readonly Range[]) {
  for (const [precision, range] of [type, 'application/*', '*/*'].entries()) {
    const position = ranges.findIndex((candidate) => candidate.range === range);
    if (position >= 0) return { quality: ranges[position]?.quality ?? 0, precision: -precision, position };
  }
  return { quality: 0, precision: 0, position: 0 };
}
