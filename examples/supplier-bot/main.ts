import { Engine, pause } from '../engine/client.ts';
import { answerInvitations } from './bot.ts';

const { RFQ_URL = 'http://127.0.0.1:4000/graphql', RFQ_TOKEN } = process.env;
if (!RFQ_TOKEN) throw new Error('Set RFQ_TOKEN: npm run --silent token -- --role supplier');

const engine = new Engine(RFQ_URL, RFQ_TOKEN);
for (;;) {
  await answerInvitations(
    engine,
    {
      currency: 'EUR',
      deliversTo: ['DE', 'AT', 'NL'],
      validForDays: 30,
      priceList: [
        { codes: '4453', unit: 'C62', unitPrice: '5.20', minimumOrderQuantity: '100', leadTimeDays: 12 },
        { codes: '4432', unit: 'MTR', unitPrice: '0.85', packSize: '100', leadTimeDays: 5 },
      ],
    },
    console.log,
  );
  await pause(5_000);
}
