import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { encodeNodeId } from '../../platform/kernel/ids.ts';
import { MutationPayload } from '../../platform/graphql/payload.ts';
import { Node } from '../../platform/graphql/relay.ts';
import { DateTimeScalar } from '../../platform/graphql/scalars.ts';
import { Money, Quantity } from '../../platform/graphql/values.type.ts';
import { Rfq, RfqLine, type RfqLineRecord, toRfqLine } from '../rfqs/index.ts';
import type { AwardRecord } from './award.queries.ts';
import { AwardState } from './award.rules.ts';

registerEnumType(AwardState, {
  name: 'AwardState',
  description: 'Where an award stands.',
  valuesConfig: {
    PENDING: { description: 'Decided; its supplier has until `confirmBy` to confirm.' },
    CONFIRMED: { description: 'Confirmed by its supplier. Final.' },
    LAPSED: { description: 'Not confirmed in time: its quantities are free to be awarded again. Final.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'How much of one line an award gives.' })
export class AwardLine {
  @Field(() => RfqLine, { description: 'The asked line.' })
  line!: RfqLine;

  @Field(() => Int, { description: '`position` of the quote’s line that it is awarded on.' })
  quotePosition!: number;

  @Field(() => Quantity, {
    description:
      'How much, in the asked line’s unit; above the asked quantity where the quote’s packs make it so.',
  })
  quantity!: Quantity;

  @Field(() => Money, { description: 'Its price in the quote’s currency, unrounded.' })
  cost!: Money;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'What one supplier gets of a request.',
})
export class Award implements Node {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;

  @Field(() => AwardState, { description: 'Where it stands.' })
  state!: AwardState;

  @Field(() => Int, {
    description: 'Which decision it belongs to, from 1; another one is made of what has lapsed.',
  })
  round!: number;

  @Field(() => Money, {
    description:
      'What the supplier is to be paid, in the quote’s currency, unrounded: the lines, the quote’s fixed charges, and what is missing to its minimum order value. Net of VAT and sales tax.',
  })
  total!: Money;

  @Field(() => DateTimeScalar, { description: 'When it was decided.' })
  decidedAt!: Date;

  @Field(() => DateTimeScalar, {
    description: 'Until when the supplier may confirm, judged by the engine’s database clock.',
  })
  confirmBy!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was confirmed; null unless it was.' })
  confirmedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it lapsed; null unless it did.' })
  lapsedAt!: Date | null;

  /** For edges. */
  record!: AwardRecord;
}

/** An award as the API shows it. */
export function toAward(record: AwardRecord): Award {
  return {
    id: encodeNodeId('Award', record.rfqId, record.id),
    state: record.state,
    round: record.round,
    total: { amount: record.total, currency: record.currency },
    decidedAt: record.createdAt,
    confirmBy: record.confirmBy,
    confirmedAt: record.confirmedAt,
    lapsedAt: record.lapsedAt,
    record,
  };
}

/** An award's lines as the API shows them, with the asked lines that they are about. */
export function toAwardLines(record: AwardRecord, asked: readonly RfqLineRecord[]): AwardLine[] {
  return record.lines.flatMap((line) => {
    const of = asked.find((one) => one.lineNo === line.lineNo);
    if (!of) return [];
    return [
      {
        line: toRfqLine(of),
        quotePosition: line.quotePosition,
        quantity: { value: line.quantity, unit: of.unit, unitText: of.unitText },
        cost: { amount: line.cost, currency: record.currency },
      },
    ];
  });
}

@ObjectType({ implements: MutationPayload, simpleResolvers: true, description: 'The awarded request.' })
export class AwardRfqPayload extends MutationPayload {
  @Field(() => Rfq, {
    nullable: true,
    description: 'The request as it is now; null when there are `userErrors`.',
  })
  rfq!: Rfq | null;

  @Field(() => [Award], {
    nullable: true,
    description: 'The awards of its latest round as they are now; null when there are `userErrors`.',
  })
  awards!: Award[] | null;
}

@ObjectType({ implements: MutationPayload, simpleResolvers: true, description: 'The confirmed award.' })
export class ConfirmAwardPayload extends MutationPayload {
  @Field(() => Award, {
    nullable: true,
    description: 'The award as it is now; null when there are `userErrors`.',
  })
  award!: Award | null;
}

@ObjectType({ implements: MutationPayload, simpleResolvers: true, description: 'The ended request.' })
export class DeclareUnsuccessfulPayload extends MutationPayload {
  @Field(() => Rfq, {
    nullable: true,
    description: 'The request as it is now; null when there are `userErrors`.',
  })
  rfq!: Rfq | null;
}
