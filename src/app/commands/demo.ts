import { defineCommand } from 'citty';
import { createIssuer } from '../../modules/identity/index.ts';
import { readConfig } from '../../platform/config/config.ts';
import { playDemo } from '../demo/play-demo.ts';
import { playRealTender } from '../demo/play-real-tender.ts';

export const demoCommand = defineCommand({
  meta: {
    name: 'demo',
    description: 'Plays the whole job against a running engine: request, match, quotes, comparison, award.',
  },
  args: {
    url: { type: 'string', description: 'The GraphQL endpoint; that of `npm start` when left out.' },
    tender: { type: 'string', description: 'Play this published tender and its real bids instead.' },
    data: {
      type: 'string',
      description: 'Folder of tenders.jsonl and bids.jsonl; RFQ_REAL_DATA, or ../shared/data.',
    },
  },
  async run({ args }) {
    const config = readConfig(process.env);
    const url = args.url ?? `http://127.0.0.1:${config.PORT}/graphql`;
    const issuer = await createIssuer(config);
    const say = (text: string) => console.log(text);
    if (args.tender === undefined) return playDemo({ url, issuer, say });
    const dataDir = args.data ?? config.RFQ_REAL_DATA ?? '../shared/data';
    return playRealTender(url, issuer, dataDir, args.tender, say);
  },
});
