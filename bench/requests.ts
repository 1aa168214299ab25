import type { DataSource } from 'typeorm';
import { DEMO_BUYER_ID, DEMO_PARTNER_ID } from '../src/modules/identity/index.ts';
import { postRfq } from '../src/modules/rfqs/commands/post-rfq.ts';
import type { PostRfqInput } from '../src/modules/rfqs/rfq-input.type.ts';
import { type Branch, Market, type MarketCategory } from '../src/modules/suppliers/demo/market.ts';
import { Random } from '../src/modules/suppliers/demo/random.ts';
import type { Actor } from '../src/platform/kernel/actor.ts';
import { sql } from '../src/platform/db/sql.ts';
import { SEED } from './measure.ts';

export const BUYER: Actor = {
  role: 'BUYER',
  userId: 'bench',
  buyerId: DEMO_BUYER_ID,
  partnerId: DEMO_PARTNER_ID,
};

const COUNTRIES = ['DE', 'FR', 'PL', 'IT', 'NL', 'ES', 'GB', 'US'] as const;
const OPEN_DAYS = 7;

/** Draws requests as buyers post them, the same ones in every run: narrow ones mostly, some wide, some of many lines. */
export class RequestSource {
  readonly #market: Market;

  private constructor(market: Market) {
    this.#market = market;
  }

  static async open(db: DataSource): Promise<RequestSource> {
    const categories = await sql<MarketCategory>(
      db,
      `select code, parent_code as "parentCode", label from category where scheme = 'CPV' order by code`,
    );
    return new RequestSource(new Market(categories));
  }

  /** Request number `n`, of mixed breadth; `minLevel` 1 may ask for a whole division of the classification. */
  draw(n: number): PostRfqInput {
    const random = new Random(SEED, n);
    const lineCount = random.chance(0.75) ? 1 : random.int(2, 10);
    const branches = Array.from({ length: lineCount }, () => this.#asked(random));
    return request(random, branches);
  }

  /** Request number `n` for one busy category, which far more suppliers serve than are invited. */
  drawBusy(n: number): PostRfqInput {
    const random = new Random(SEED + 1, n);
    const division = random.pick(this.#market.divisions.items.slice(0, 8));
    return request(random, [random.pick(division.children.items.slice(0, 2))]);
  }

  /** As closely as suppliers register, or some steps wider. */
  #asked(random: Random): Branch {
    let branch = this.#market.descend(random, null);
    const stepsUp = random.chance(0.6) ? 0 : random.int(1, 4);
    for (let step = 0; step < stepsUp && branch.parent; step += 1) branch = branch.parent;
    return branch;
  }
}

function request(random: Random, branches: readonly Branch[]): PostRfqInput {
  const priced = random.chance(0.5);
  return {
    title: `Wanted: ${branches[0]?.phrase ?? ''}`.slice(0, 200),
    currency: 'EUR',
    deliverTo: { country: random.pick(COUNTRIES) },
    closesAt: new Date(Date.now() + OPEN_DAYS * 86_400_000),
    bidVisibility: 'SEALED',
    allowPartialQuotes: true,
    ...(random.chance(0.2) && { requiredCertifications: ['ISO9001'] }),
    lines: branches.map((branch) => ({
      category: { scheme: 'CPV', code: branch.code },
      description: `${branch.phrase}, as specified`,
      quantity: { value: String(random.int(1, 5_000)), unit: 'C62' },
      ...(priced && { targetPrice: { amount: String(random.int(1, 400)), currency: 'EUR' } }),
    })),
  };
}

/** Posts a request by the real command; returns the plain id. */
export async function post(db: DataSource, input: PostRfqInput): Promise<string> {
  return (await postRfq({ db, actor: BUYER }, input)).rfqId;
}
