import { Engine } from '../engine/client.ts';
import { createShop } from './server.ts';

const { RFQ_URL = 'http://127.0.0.1:4000/graphql', RFQ_API_KEY, BUYER_ID, PORT = '4100' } = process.env;
if (!RFQ_API_KEY || !BUYER_ID)
  throw new Error('Set RFQ_API_KEY (createApiKey, role AGENT) and BUYER_ID (registerBuyer).');

const server = createShop({
  engine: new Engine(RFQ_URL, RFQ_API_KEY),
  logIn: async (number, password) =>
    password === 'demo' ? { number, name: `Customer ${number}`, buyerId: BUYER_ID } : null,
});
server.listen(Number(PORT), '127.0.0.1', () => console.log(`The shop is at http://127.0.0.1:${PORT}`));
