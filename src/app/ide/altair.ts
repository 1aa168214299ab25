import { readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import type { renderAltair } from 'altair-static';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

export interface Asset {
  readonly contentType: string;
  readonly content: Buffer;
}

/** The Altair GraphQL client as installed. */
export interface Altair {
  readonly render: typeof renderAltair;
  /** A file of it by its path below the page; `null` for any other path. */
  asset(path: string): Promise<Asset | null>;
}

/** Loads Altair; `null` where development dependencies are not installed. */
export async function loadAltair(): Promise<Altair | null> {
  const altair = await import('altair-static').catch(() => null);
  if (!altair) return null;
  const folder = altair.getDistDirectory();
  const paths = await readdir(folder, { recursive: true });
  // Its scripts could run other people’s code in a frame; nobody needs that here, and its page is left out.
  const files = new Set(
    paths
      .map((path) => path.split(sep).join('/'))
      .filter((path) => extname(path) in CONTENT_TYPES && !altair.isSandboxFrame(path)),
  );
  return {
    render: altair.renderAltair,
    async asset(path) {
      if (!files.has(path)) return null;
      const contentType = CONTENT_TYPES[extname(path)] ?? '';
      return { contentType, content: await readFile(join(folder, path)) };
    },
  };
}
