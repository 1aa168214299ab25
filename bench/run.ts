import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { format } from 'prettier';
import { DEMO_SEED } from '../src/modules/suppliers/index.ts';
import { comparison } from './comparison.bench.ts';
import { startBenchEngine } from './engine.ts';
import { fanOut } from './fan-out.bench.ts';
import { importing } from './import.bench.ts';
import { matching } from './matching.bench.ts';
import { publishToReadable } from './publish-to-readable.bench.ts';
import { head, section } from './results.ts';
import type { Subject } from './subject.ts';

const RESULTS = new URL('RESULTS.md', import.meta.url);

/** In the order in which they run. */
const SUBJECTS: Readonly<Record<string, Subject>> = {
  matching,
  'fan-out': fanOut,
  'publish-to-readable': publishToReadable,
  import: importing,
  comparison,
};

/** Measures the named subjects, all when none is named, and writes the results of a run of all. */
async function run(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !(name in SUBJECTS));
  if (unknown.length > 0)
    throw new Error(`no subject ${unknown.join(', ')}; there are ${Object.keys(SUBJECTS).join(', ')}`);
  const engine = await startBenchEngine((message) => console.log(message));
  try {
    let text = head(engine.postgresVersion, { pool: DEMO_SEED });
    for (const [name, subject] of Object.entries(SUBJECTS)) {
      if (names.length > 0 && !names.includes(name)) continue;
      const startedAt = performance.now();
      const measured = section(await subject(engine));
      console.log(`\n${measured}(${((performance.now() - startedAt) / 1_000).toFixed(0)} s)`);
      text += `\n${measured}`;
    }
    if (names.length > 0) return;
    await writeFile(RESULTS, await format(text, { parser: 'markdown', printWidth: 110 }));
    console.log('written: bench/RESULTS.md');
  } finally {
    await engine.stop();
  }
}

await run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
