import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { DEMO_SEED } from '../src/modules/suppliers/index.ts';
import { startBenchEngine } from './engine.ts';
import { head, section } from './results.ts';
import type { Subject, SubjectReport } from './subject.ts';

const RESULTS = new URL('RESULTS.md', import.meta.url);

/** In the order in which they run; loaded when their turn comes. */
const SUBJECTS: Readonly<Record<string, () => Promise<Subject>>> = {
  matching: async () => (await import('./matching.bench.ts')).matching,
  'fan-out': async () => (await import('./fan-out.bench.ts')).fanOut,
  'publish-to-readable': async () => (await import('./publish-to-readable.bench.ts')).publishToReadable,
  import: async () => (await import('./import.bench.ts')).importing,
  comparison: async () => (await import('./comparison.bench.ts')).comparison,
  'graphql-read': async () => (await import('./graphql-read.bench.ts')).graphqlRead,
};

const POOL_SIZE = 150_000;

/**
 * Measures the named subjects, all when none is named, on a pool of so many suppliers; the results are kept when it
 * was all of them on the full pool.
 */
async function run(names: readonly string[], poolSize: number): Promise<void> {
  const unknown = names.filter((name) => !(name in SUBJECTS));
  if (unknown.length > 0)
    throw new Error(`no subject ${unknown.join(', ')}; there are ${Object.keys(SUBJECTS).join(', ')}`);
  const wanted = Object.entries(SUBJECTS).filter(([name]) => names.length === 0 || names.includes(name));
  const engine = await startBenchEngine(poolSize, (message) => console.log(message));
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void engine.stop().finally(() => process.exit(1)));
  try {
    let text = head(engine.postgresVersion, { pool: DEMO_SEED });
    for (const [name, load] of wanted) {
      const startedAt = performance.now();
      const subject = await load();
      const measured = section(await subject(engine).catch((error: unknown) => failed(name, error)));
      console.log(`\n${measured}(${((performance.now() - startedAt) / 1_000).toFixed(0)} s)`);
      text += `\n${measured}`;
      if (wanted.length === Object.keys(SUBJECTS).length && poolSize === POOL_SIZE)
        await writeFile(RESULTS, await format(text, { parser: 'markdown', printWidth: 110 }));
    }
  } finally {
    await engine.stop();
  }
}

/** What stands in the results for a subject that could not be measured or gave a wrong answer. */
function failed(name: string, error: unknown): SubjectReport {
  console.error(error);
  process.exitCode = 1;
  const message = error instanceof Error ? error.message : String(error);
  return { title: name, measured: [], reached: [], checked: [], notes: [`**Failed**: ${message}`] };
}

// `npm run bench -- fan-out --suppliers 20000`: a quick look at some of it.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { suppliers: { type: 'string', default: String(POOL_SIZE) } },
});
await run(positionals, Number(values.suppliers)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
