import { defineCommand } from 'citty';
import { createIssuer } from '../../modules/identity/index.ts';
import { readConfig } from '../../platform/config/config.ts';
import { playDemo } from '../demo/play-demo.ts';

export const demoCommand = defineCommand({
  meta: {
    name: 'demo',
    description: 'Plays the whole job against a running engine: request, match, quotes, comparison, award.',
  },
  args: {
    url: { type: 'string', description: 'The GraphQL endpoint; that of `npm start` when left out.' },
  },
  async run({ args }) {
    const config = readConfig(process.env);
    const url = args.url ?? `http://127.0.0.1:${config.PORT}/graphql`;
    await playDemo({ url, issuer: await createIssuer(config), say: (text) => console.log(text) });
  },
});
