import { Engine } from '../engine/client.ts';
import { buy } from './buy.ts';

const DAY_MS = 86_400_000;
const { RFQ_URL = 'http://127.0.0.1:4000/graphql', RFQ_TOKEN, PURCHASE = 'brackets-1' } = process.env;
if (!RFQ_TOKEN) throw new Error('Set RFQ_TOKEN: npm run --silent token -- --role buyer');

await buy(
  new Engine(RFQ_URL, RFQ_TOKEN),
  {
    title: '500 stainless brackets',
    currency: 'EUR',
    deliverTo: { country: 'DE', place: 'Hamburg' },
    closesAt: new Date(Math.ceil(Date.now() / DAY_MS + 7) * DAY_MS).toISOString(),
    lines: [
      {
        category: { code: '44530000' },
        description: 'Angle bracket, stainless steel 316L, 40 x 40 x 3 mm',
        quantity: { value: '500', unit: 'C62' },
      },
    ],
  },
  { name: PURCHASE, quotesWanted: 2, log: console.log },
);
