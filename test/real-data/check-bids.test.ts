import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkBids, isAsPublished, type Verdict } from '../../src/app/tenders/check-bids.ts';
import { type PlayedEngine, startPlayedEngine } from '../../src/app/tenders/played-engine.ts';
import { realData } from '../support/real-data.ts';

const CONTRACTS = 12;

const tendersFile = realData('tenders.jsonl');
const bidsFile = realData('bids.jsonl');

describe.skipIf(tendersFile === null || bidsFile === null)(
  'published bids on real tenders (needs RFQ_REAL_DATA)',
  () => {
    let engine: PlayedEngine;
    beforeAll(async () => {
      engine = await startPlayedEngine();
    });
    afterAll(() => engine.stop());

    test('rank exactly as published where the contract is clean, and partial ones stay unranked', async () => {
      const verdicts: Verdict[] = await checkBids(engine, {
        tendersFile: tendersFile ?? '',
        bidsFile: bidsFile ?? '',
        limit: CONTRACTS,
        onVerdict: () => {},
      });
      expect(verdicts).toHaveLength(CONTRACTS);
      expect(verdicts.filter((verdict) => verdict.clean && !isAsPublished(verdict))).toEqual([]);
      expect(verdicts.flatMap((verdict) => verdict.rankedPartial)).toEqual([]);
    });
  },
);
