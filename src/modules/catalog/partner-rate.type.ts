import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { decodeNodeId, encodeNodeId, isUuid } from '../../platform/kernel/ids.ts';
import type { GraphContext } from '../../platform/graphql/context.ts';
import { connectionOf, Node } from '../../platform/graphql/relay.ts';
import { CurrencyCodeScalar, DateTimeScalar, DecimalScalar } from '../../platform/graphql/scalars.ts';
import type { LogisticsRateKey } from './logistics-rate.rules.ts';
import { LogisticsBasis, LogisticsComponent } from './logistics.rules.ts';
import { partnerRateLoader, type PartnerRateRecord } from './partner-rate.queries.ts';

registerEnumType(LogisticsComponent, {
  name: 'LogisticsComponent',
  description: 'A step of the journey that a quote’s Incoterm may leave to the buyer.',
  valuesConfig: {
    ORIGIN: { description: 'From the supplier’s door to the ship, with export clearance.' },
    MAIN: { description: 'The main carriage.' },
    INSURANCE: { description: 'Insurance of 110 % of the CIF value; a percentage is of that.' },
    DESTINATION: { description: 'From arrival to the buyer’s door, without duty.' },
  },
});

registerEnumType(LogisticsBasis, {
  name: 'LogisticsBasis',
  description:
    'What a rate is charged on. Where several are stated for one step, the first that the request’s data allows holds, in this order; the one per shipment comes on top.',
  valuesConfig: {
    PER_KG: { description: 'Per kilogram.' },
    PER_M3: { description: 'Per cubic metre.' },
    PER_UNIT: { description: 'Per unit of the line.' },
    PERCENT_OF_VALUE: { description: 'In percent of the goods’ value.' },
    PER_SHIPMENT: { description: 'Once a shipment.' },
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'What one step of a journey costs a partner’s buyers. For each step the nearest stated places count: the partner’s before the engine’s, a country before its customs union before "*".',
})
export class LogisticsRate implements Node {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;

  @Field(() => String, { description: 'Where goods come from: a country, "EU", or "*" for anywhere.' })
  origin!: string;

  @Field(() => String, { description: 'Where they go to: a country, "EU", or "*" for anywhere.' })
  destination!: string;

  @Field(() => LogisticsComponent, { description: 'The step.' })
  component!: LogisticsComponent;

  @Field(() => LogisticsBasis, { description: 'What it is charged on.' })
  basis!: LogisticsBasis;

  @Field(() => DecimalScalar, { description: 'Money per basis, or percent.' })
  rate!: string;

  @Field(() => CurrencyCodeScalar, { nullable: true, description: 'Its currency; null for a percentage.' })
  currency!: string | null;

  @Field(() => String, {
    description: 'Where it comes from: "PARTNER" where it was set through the API, else who supplied it.',
  })
  source!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was set through the API; null for one that was imported.',
  })
  setAt!: Date | null;
}

export const LogisticsRateConnection = connectionOf<LogisticsRate>('LogisticsRate', () => LogisticsRate);

/** A rate as the API shows it. */
export const toLogisticsRate = (record: PartnerRateRecord): LogisticsRate => ({
  id: encodeNodeId(
    'LogisticsRate',
    record.partnerId,
    record.origin,
    record.destination,
    record.component,
    record.basis,
  ),
  origin: record.origin,
  destination: record.destination,
  component: record.component,
  basis: record.basis,
  rate: record.rate,
  currency: record.currency,
  source: record.source,
  setAt: record.setAt,
});

/** The key in a rate's global id; `null` when it is none. */
export function keyOfLogisticsRate(id: string): LogisticsRateKey | null {
  const node = decodeNodeId(id);
  return node?.type === 'LogisticsRate' ? readKey(node.key) : null;
}

function readKey([partnerId, origin, destination, component, basis, ...rest]: readonly string[]) {
  if (partnerId === undefined || !isUuid(partnerId) || origin === undefined || destination === undefined)
    return null;
  const known = isIn(LogisticsComponent, component) && isIn(LogisticsBasis, basis) && rest.length === 0;
  return known ? { partnerId, origin, destination, component, basis } : null;
}

const isIn = <Value extends string>(
  values: Readonly<Record<Value, Value>>,
  text: string | undefined,
): text is Value => text !== undefined && Object.hasOwn(values, text);

/** A rate by the key of its global id, for whoever asks. */
export async function loadLogisticsRateNode(
  context: GraphContext,
  parts: readonly string[],
): Promise<LogisticsRate | null> {
  const key = readKey(parts);
  const record = key && (await partnerRateLoader(context).load(key));
  return record && toLogisticsRate(record);
}
