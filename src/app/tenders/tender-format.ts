import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const classification = z.object({ scheme: z.string(), code: z.string() }).nullish();

/** A published tender: what was asked for. The deadline and the currency may be missing. */
export const tenderSchema = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string().nullish(),
  classification,
  currency: z.string().nullish(),
  delivery_country: z.string().nullish(),
  region: z.string().nullish(),
  deadline: z.string().nullish(),
  items: z.array(
    z.object({
      line: z.number().nullish(),
      description: z.string().nullish(),
      quantity: z.number().nullish(),
      unit: z.string().nullish(),
      unit_rec20: z.string().nullish(),
      classification,
    }),
  ),
});
export type Tender = z.infer<typeof tenderSchema>;

/** The bids on one tender: every bidder's unit price for each item in order (`null`: not priced), and the published rank. */
export const bidsSchema = z.object({
  tender_id: z.string(),
  currency: z.string(),
  clean: z.boolean(),
  bids: z.array(
    z.object({
      bidder: z.string(),
      supplier_id: z.string().nullish(),
      published_rank: z.number(),
      complete: z.boolean().nullish(),
      unit_prices: z.array(z.number().nullable()),
    }),
  ),
});
export type TenderBids = z.infer<typeof bidsSchema>;
export type Bid = TenderBids['bids'][number];

/** Reads a JSONL file row by row. Throws with the line's number for a row that does not fit. */
export async function* readJsonl<T>(file: string, schema: z.ZodType<T>): AsyncGenerator<T> {
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
    number += 1;
    if (line.trim() === '') continue;
    const row = schema.safeParse(parseJson(line));
    if (!row.success) throw new Error(`${file}, line ${number}: ${z.prettifyError(row.error)}`);
    yield row.data;
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
