import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { DataSource } from 'typeorm';
import {
  type GeneratedSupplier,
  generateSuppliers,
} from '../src/modules/suppliers/demo/generate-suppliers.ts';
import type { MarketCategory } from '../src/modules/suppliers/demo/market.ts';
import { SupplierCategoryEntity, SupplierEntity } from '../src/modules/suppliers/index.ts';
import { inTransaction } from '../src/platform/db/in-transaction.ts';
import { sql, sqlOne } from '../src/platform/db/sql.ts';
import { newId } from '../src/platform/kernel/ids.ts';
import type { BenchEngine } from './engine.ts';
import { type Isolated, runIsolated } from './isolated.ts';
import { expectSame, SEED, timed, timesOf } from './measure.ts';
import { perSecond, rounded, type SubjectReport, times } from './subject.ts';

const ROUNDS = 1;
/** Row by row takes minutes for the whole file, so the baseline writes a part, and is compared by rows a second. */
const SAVED_ROWS = 2_000;

const COLUMNS: Readonly<Record<string, (supplier: GeneratedSupplier) => string | number | null>> = {
  supplier_id: (s) => s.sourceRef.replace('demo:', 'bench-'),
  name: (s) => s.name,
  country: (s) => s.country,
  region: (s) => s.region,
  city: (s) => s.city,
  website: (s) => s.website,
  size: (s) => s.size,
  founded: (s) => s.founded,
  category_codes: (s) => s.categoryCodes.map((code) => `CPV:${code}`).join('|'),
  description: (s) => s.description,
  keywords: (s) => s.keywords.join('|'),
  certifications: (s) => s.certifications.join('|'),
  ships_to: (s) => s.shipsTo?.join('|') ?? null,
  minimum_order_amount: (s) => s.minimumOrderAmount,
  minimum_order_currency: (s) => s.minimumOrderCurrency,
  rating: (s) => s.rating,
};

/** Taking a file of as many suppliers as the pool has into an empty one. */
export async function importing(engine: BenchEngine): Promise<SubjectReport> {
  const rows = engine.poolSize;
  const file = join(engine.dir, 'suppliers.csv');
  const ours: Isolated[] = [];
  const saveMs: number[] = [];
  const copyMs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const database = await engine.clone('vocabulary');
    if (round === 0) await writeFile(database.db, file, rows);
    copyMs.push((await timed(() => copyFile(database.db, file, rows))).ms);
    saveMs.push((await timed(() => saveRowByRow(database.db))).ms);
    await database.drop();

    const empty = await engine.clone('vocabulary');
    ours.push(await runIsolated({ name: 'import', url: empty.url, file }));
    await expectPool(empty.db, rows);
    await empty.drop();
  }
  return report({ rows, ours, saveMs, copyMs, fileMb: (await stat(file)).size / 1024 ** 2 });
}

async function generated(db: DataSource, count: number): Promise<Iterable<GeneratedSupplier>> {
  const categories = await sql<MarketCategory>(
    db,
    `select code, parent_code as "parentCode", label from category where scheme = 'CPV' order by code`,
  );
  return generateSuppliers({ seed: SEED, count, categories });
}

async function writeFile(db: DataSource, file: string, rows: number): Promise<void> {
  const suppliers = await generated(db, rows);
  const field = (value: string | number | null) =>
    value === null
      ? ''
      : /[",\n]/.test(String(value))
        ? `"${String(value).replaceAll('"', '""')}"`
        : String(value);
  function* lines() {
    yield `${Object.keys(COLUMNS).join(',')}\n`;
    for (const supplier of suppliers)
      yield `${Object.values(COLUMNS)
        .map((read) => field(read(supplier)))
        .join(',')}\n`;
  }
  await pipeline(Readable.from(lines()), createWriteStream(file));
}

/** Limit: the same bytes into text columns, unlogged and without index, checked by nobody. */
async function copyFile(db: DataSource, file: string, rows: number): Promise<void> {
  const columns = Object.keys(COLUMNS);
  await inTransaction(db, async (tx) => {
    await sql(tx, `create unlogged table bare_file (${columns.map((name) => `${name} text`).join(', ')})`);
    const client = (await tx.queryRunner?.connect()) as Client;
    const target = client.query(copyFrom('copy bare_file from stdin with (format csv, header)'));
    await pipeline(createReadStream(file), target);
  });
  const row = await sqlOne<{ count: number }>(db, 'select count(*)::int as count from bare_file');
  expectSame(row?.count, rows, 'rows by COPY');
}

/** Baseline: each supplier and then its categories by `save()`. It does not even derive what matching reads. */
async function saveRowByRow(db: DataSource): Promise<void> {
  const [suppliers, registrations] = [
    db.getRepository(SupplierEntity),
    db.getRepository(SupplierCategoryEntity),
  ];
  for (const made of await generated(db, SAVED_ROWS)) {
    const id = newId();
    const { categoryCodes, ...profile } = made;
    await suppliers.save({
      ...profile,
      id,
      keywords: [...made.keywords],
      certifications: [...made.certifications],
      shipsTo: made.shipsTo && [...made.shipsTo],
    });
    await registrations.save(categoryCodes.map((code) => ({ supplierId: id, scheme: 'CPV', code })));
  }
  const row = await sqlOne<{ count: number }>(db, 'select count(*)::int as count from supplier');
  expectSame(row?.count, SAVED_ROWS, 'rows by save()');
}

/** All rows are there, with what matching reads, and one of them field by field. */
async function expectPool(db: DataSource, rows: number): Promise<void> {
  const row = await sqlOne(
    db,
    `select (select count(*)::int from supplier) as suppliers,
            (select count(*)::int from supplier_match where tags <> '{}' and search <> '') as matchable`,
  );
  expectSame(row, { suppliers: rows, matchable: rows }, 'imported suppliers');
  const [first] = await generated(db, 1);
  const kept = await sqlOne(
    db,
    `select name, country, keywords, certifications from supplier where source_ref = 'bench-000001'`,
  );
  const { name, country, keywords, certifications } = first ?? {};
  expectSame(kept, { name, country, keywords, certifications }, 'the first imported supplier');
}

function report(samples: {
  rows: number;
  ours: readonly Isolated[];
  saveMs: readonly number[];
  copyMs: readonly number[];
  fileMb: number;
}): SubjectReport {
  const oursMs = samples.ours.map(({ partsMs }) => partsMs['import'] ?? NaN);
  const rate = (count: number, ms: readonly number[]) => (count / timesOf(ms).p50Ms) * 1_000;
  const row = (part: 'ours' | 'baseline' | 'limit', what: string, count: number, ms: readonly number[]) => ({
    part,
    what: `${what}, ${count.toLocaleString('en')} rows`,
    times: timesOf(ms),
    throughput: perSecond(count, timesOf(ms).p50Ms, 'rows'),
  });
  const ratio = rate(samples.rows, oursMs) / rate(SAVED_ROWS, samples.saveMs);
  const seconds = timesOf(oursMs).p50Ms / 1_000;
  const peakMb = Math.max(...samples.ours.map(({ peakRssMb }) => peakRssMb));
  const baseMb = Math.max(...samples.ours.map(({ baseRssMb }) => baseRssMb));
  const wholeSaveSeconds = samples.rows / rate(SAVED_ROWS, samples.saveMs);
  return {
    title: `Import: ${samples.rows.toLocaleString('en')} suppliers from a CSV file`,
    measured: [
      row('ours', '`importSuppliers`: checks, upsert, categories, match rows', samples.rows, oursMs),
      row('baseline', 'row by row, TypeORM `save()`', SAVED_ROWS, samples.saveMs),
      row('limit', 'bare COPY of the same bytes, unlogged, no index', samples.rows, samples.copyMs),
    ],
    reached: [
      { what: 'rows a second against `save()`', value: times(ratio), goal: '≥ 100×', met: ratio >= 100 },
      { what: 'time', value: `${rounded(seconds)} s`, goal: '≤ 20 s', met: seconds <= 20 },
      {
        what: 'resident memory at the most',
        value: `${rounded(peakMb)} MB`,
        goal: '< 300 MB',
        met: peakMb < 300,
      },
      {
        what: 'rows a second, share of the limit',
        value: `${rounded((100 * rate(samples.rows, oursMs)) / rate(samples.rows, samples.copyMs))} %`,
        goal: '–',
        met: null,
      },
    ],
    checked: [
      'all suppliers are there, each with the tags and words that matching finds it by; the first one field by field',
    ],
    notes: [
      `The file has ${rounded(samples.fileMb)} MB and comes from the seeded generator. The import runs in a process of its own, on an empty pool with all its indexes; that process had ${rounded(baseMb)} MB before it began.`,
      `The baseline is extrapolated: ${SAVED_ROWS.toLocaleString('en')} rows were saved, the whole file would take about ${rounded(wholeSaveSeconds / 60)} minutes at that speed. It writes suppliers and categories, and leaves out the match rows that ours derives.`,
    ],
  };
}
