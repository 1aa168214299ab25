import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { encodeNodeId } from '../../platform/kernel/ids.ts';
import { IDEMPOTENCY_KEY, MutationPayload, UserError } from '../../platform/graphql/payload.ts';
import { connectionOf, Node } from '../../platform/graphql/relay.ts';
import { DateTimeScalar } from '../../platform/graphql/scalars.ts';
import { MatchReason, toMatchReasons } from '../matching/index.ts';
import type { InboxRecord, InvitationRecord } from './invitation.queries.ts';
import { DeclineCode, InvitationState } from './invitation.rules.ts';

registerEnumType(InvitationState, {
  name: 'InvitationState',
  description:
    'Where an invitation stands. Until a sealed request is opened, the buyer’s side sees every invitation as SENT.',
  valuesConfig: {
    SELECTED: { description: 'On the shortlist, not sent yet.' },
    SENT: { description: 'In the supplier’s inbox.' },
    VIEWED: { description: 'The supplier has looked at it.' },
    QUOTED: { description: 'The supplier has a quote.' },
    DECLINED: { description: 'The supplier will not quote, and said why.' },
    SUPPRESSED: { description: 'Not sent after all.' },
    CLOSED_NO_REPLY: { description: 'The request closed, or was called off, without an answer.' },
  },
});

registerEnumType(DeclineCode, {
  name: 'DeclineCode',
  description: 'Why a supplier does not quote.',
  valuesConfig: {
    NO_CAPACITY: { description: 'No capacity in the time wanted.' },
    PRICE: { description: 'It cannot be competitive on price.' },
    MINIMUM_ORDER: { description: 'The quantity is under its minimum order.' },
    LEAD_TIME: { description: 'It cannot deliver in time.' },
    NOT_OUR_PRODUCT: { description: 'It does not make or trade this.' },
    CANNOT_SHIP: { description: 'It cannot deliver to this place.' },
    TERMS: { description: 'The terms are not acceptable.' },
    OTHER: { description: 'Something else; see the comment.' },
  },
});

@ObjectType({ implements: Node, simpleResolvers: true, description: 'One supplier asked on one request.' })
export class Invitation implements Node {
  @Field(() => ID, { description: 'Global id; quotes and declines name it.' })
  id!: string;

  @Field(() => Int, { description: 'The wave it went out in, from 1.' })
  wave!: number;

  @Field(() => InvitationState, { description: 'Where it stands.' })
  state!: InvitationState;

  @Field(() => Float, { description: 'How well the supplier fits, 0 to 1, as of the shortlist.' })
  score!: number;

  @Field(() => [MatchReason], { description: 'Where the score comes from.' })
  reasons!: readonly MatchReason[];

  @Field(() => DateTimeScalar, { description: 'When it was sent.' })
  sentAt!: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the supplier first looked; null before.',
  })
  viewedAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the supplier last quoted or declined; null when it has not, or has withdrawn.',
  })
  respondedAt!: Date | null;

  @Field(() => DeclineCode, {
    nullable: true,
    description: 'Why the supplier will not quote; null unless it declined.',
  })
  declineCode!: DeclineCode | null;

  @Field(() => String, { nullable: true, description: 'What the supplier said beside; null when nothing.' })
  declineComment!: string | null;

  /** For edges; later rooms hang theirs on it. */
  record!: InvitationRecord;

  /** What the inbox lists of the RFQ, where the invitation was found there. */
  listed!: InboxRecord | null;
}

export const InvitationConnection = connectionOf('Invitation', () => Invitation);

/** An invitation as the API shows it. */
export const toInvitation = (record: InvitationRecord, listed: InboxRecord | null = null): Invitation => ({
  ...record,
  id: encodeNodeId('Invitation', record.rfqId, record.supplierId),
  reasons: toMatchReasons(record.reasons),
  record,
  listed,
});

@InputType({ description: 'Which invitation was looked at.' })
export class MarkInvitationViewedInput {
  @Field(() => ID, { description: 'The invitation.' })
  invitationId!: string;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string;
}

@InputType({ description: 'Which invitation is declined, and why.' })
export class DeclineInvitationInput {
  @Field(() => ID, { description: 'The invitation.' })
  invitationId!: string;

  @Field(() => DeclineCode, { description: 'Why.' })
  code!: DeclineCode;

  @Field(() => String, {
    nullable: true,
    description: 'Anything beside, for the buyer; at most 1,000 characters.',
  })
  comment?: string;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string;
}

abstract class InvitationPayload extends MutationPayload {
  invitation!: Invitation | null;
}

/** Each mutation has a payload type of its own, so that it can grow by itself. */
function payloadOf(name: string, description: string): new () => InvitationPayload {
  @ObjectType(name, { implements: MutationPayload, simpleResolvers: true, description })
  class Payload extends InvitationPayload {
    @Field(() => Invitation, {
      nullable: true,
      description: 'The invitation as it is now; null when there are `userErrors`.',
    })
    declare invitation: Invitation | null;

    @Field(() => [UserError], {
      description: 'Empty when the mutation took place; else nothing was changed.',
    })
    declare userErrors: UserError[];

    @Field(() => Boolean, { description: 'Whether the idempotency key had been used before.' })
    declare replayed: boolean;
  }
  return Payload;
}

export const MarkInvitationViewedPayload = payloadOf('MarkInvitationViewedPayload', 'The viewed invitation.');
export const DeclineInvitationPayload = payloadOf('DeclineInvitationPayload', 'The declined invitation.');
