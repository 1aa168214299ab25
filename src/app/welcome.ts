import type { DataSource } from 'typeorm';
import type { Config } from '../platform/config/config.ts';
import { demoCallers } from './demo-callers.ts';
import { type DemoSample, demoSamples } from './ide/demo-samples.ts';

export interface WelcomeParts {
  readonly config: Config;
  readonly url: string;
  readonly db: DataSource;
  /** What holds the queue, in words. */
  readonly queue: string;
}

/** Prints where the engine is and how to try it: the page with the API's client, tokens for every role, operations to paste. */
export async function printWelcome(parts: WelcomeParts): Promise<void> {
  const { url } = parts;
  const ready = [
    `\nrfq-engine is ready:  ${url}      (queue: ${parts.queue})`,
    `Try it in a browser:  ${new URL('/ide', url).href}`,
  ];
  const callers = await demoCallers(parts.config, parts.db);
  if (callers.length === 0) return console.log([...ready, 'Tokens come from your own issuer.'].join('\n'));
  const samples = demoSamples(callers).slice(0, 3);
  console.log(
    [
      ...ready,
      '',
      'Development tokens, valid for a day (more: npm run token -- --help):',
      ...callers.map(({ who, token }) => `  ${who}\n    ${token}`),
      '',
      'Three operations to paste:',
      ...samples.flatMap((sample) => ['', sample.title, curl(url, sample)]),
      '',
      'The whole job in one go:  npm run demo        Stop with Ctrl-C.',
      '',
    ].join('\n'),
  );
}

const curl = (url: string, { query, variables, token }: DemoSample): string =>
  `curl -s ${url} -H 'content-type: application/json' -H 'authorization: Bearer ${token}' -d '${JSON.stringify({ query: query.replaceAll(/\s+/g, ' '), variables })}'`;
