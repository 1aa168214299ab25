import { defineCommand } from 'citty';
import { StartupError } from '../embedded/startup-error.ts';
import { checkBids, isAsPublished } from '../tenders/check-bids.ts';
import { startPlayedEngine } from '../tenders/played-engine.ts';

export const checkBidsCommand = defineCommand({
  meta: {
    name: 'check:bids',
    description:
      'Plays published tenders and bids on a database of its own and compares each ranking with the published one.',
  },
  args: {
    tenders: { type: 'positional', description: 'Tenders, JSONL.', required: true },
    bids: { type: 'positional', description: 'Bids, JSONL.', required: true },
    limit: { type: 'string', description: 'Only the first so many contracts of the bids file.' },
  },
  async run({ args }) {
    const limit = args.limit === undefined ? Infinity : Number(args.limit);
    if (!(limit > 0)) throw new StartupError('--limit takes a number above 0.');
    const engine = await startPlayedEngine();
    try {
      const verdicts = await checkBids(engine, {
        tendersFile: args.tenders,
        bidsFile: args.bids,
        limit,
        onVerdict: (verdict) => {
          if (isAsPublished(verdict)) return;
          console.log(`${verdict.tenderId}${verdict.clean ? '' : ' (not clean)'} differs`);
          console.log(`  published: ${verdict.published.join(' < ')}`);
          console.log(`  ranked:    ${verdict.ranked.join(' < ')}`);
          if (verdict.rankedPartial.length > 0)
            console.log(`  partial but ranked: ${verdict.rankedPartial.join(', ')}`);
        },
      });
      const matched = (some: typeof verdicts) => `${some.filter(isAsPublished).length} / ${some.length}`;
      console.log(
        `Ranked as published: ${matched(verdicts)} (clean contracts: ${matched(verdicts.filter((verdict) => verdict.clean))})`,
      );
      if (!verdicts.filter((verdict) => verdict.clean).every(isAsPublished)) process.exitCode = 1;
    } finally {
      await engine.stop();
    }
  },
});
