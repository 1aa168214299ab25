import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { SEED } from './measure.ts';
import { rounded, type SubjectReport } from './subject.ts';

const GB = 1024 ** 3;

/** The commit that is checked out; "+" where files differ from it, "unknown" outside a checkout. */
function commit(): string {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim();
  try {
    return (
      git('rev-parse', '--short', 'HEAD') +
      (git('status', '--porcelain', '--', 'src', 'migrations') ? '+' : '')
    );
  } catch {
    return 'unknown';
  }
}

/** What the numbers were measured on, as Markdown. */
export function head(postgresVersion: string, seeds: Readonly<Record<string, number>>): string {
  const [cpu] = cpus();
  const facts = [
    ['date', new Date().toISOString().slice(0, 10)],
    ['commit', `${commit()} ("+": with changes that were not committed yet)`],
    [
      'machine',
      `${cpus().length} cores (${cpu?.model ?? 'unknown'}), ${rounded(totalmem() / GB)} GB of memory`,
    ],
    ['Node', process.version],
    ['PostgreSQL', `${postgresVersion}, embedded; fsync and synchronous_commit on, shared_buffers 2 GB`],
    [
      'seeds',
      Object.entries({ bench: SEED, ...seeds })
        .map(([name, seed]) => `${name} ${seed}`)
        .join(', '),
    ],
  ];
  return [
    '# Measured',
    '',
    'Written by `npm run bench`. **Believe ratios inside one table, never absolute times**: baseline, limit and ours ran in turn in',
    'one run, on a machine that other work shared at the same time.',
    '',
    '| | |',
    '|---|---|',
    ...facts.map(([name, value]) => `| ${name} | ${value} |`),
    '',
    'p50, p95 and p99 are by nearest rank: of few runs the highest ones are the slowest run.',
    '',
  ].join('\n');
}

const verdict = (met: boolean | null): string => (met === null ? '–' : met ? 'yes' : '**no**');

/** One subject as Markdown. */
export function section(report: SubjectReport): string {
  return [
    `## ${report.title}`,
    '',
    '| | what | runs | mean ms | p50 ms | p95 ms | p99 ms | throughput |',
    '|---|---|--:|--:|--:|--:|--:|--:|',
    ...report.measured.map(({ part, what, times, throughput }) => {
      const figures = [times.meanMs, times.p50Ms, times.p95Ms, times.p99Ms].map(rounded).join(' | ');
      return `| ${part} | ${what} | ${times.runs} | ${figures} | ${throughput} |`;
    }),
    '',
    '| measured against | value | reach | met |',
    '|---|--:|--:|---|',
    ...report.reached.map(
      ({ what, value, goal, met }) => `| ${what} | ${value} | ${goal} | ${verdict(met)} |`,
    ),
    '',
    ...report.checked.map((line) => `* Checked: ${line}.`),
    ...report.notes.map((line) => `* ${line}`),
    '',
  ].join('\n');
}
