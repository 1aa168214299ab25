import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Role } from '../../platform/kernel/actor.ts';
import { connectionOf } from '../../platform/graphql/relay.ts';
import { DateTimeScalar } from '../../platform/graphql/scalars.ts';
import { RfqTimelineKind, RfqTimelineOrder, type TimelineRecord } from './rfq-timeline.rules.ts';

registerEnumType(RfqTimelineKind, {
  name: 'RfqTimelineKind',
  description: 'What happened to a request.',
  valuesConfig: {
    CREATED: { description: 'It was created.' },
    PUBLISHED: { description: 'It was published: suppliers may quote.' },
    MATCHED: { description: 'Suppliers were found for it; `suppliers` says how many.' },
    WAVE_SENT: { description: 'A wave of invitations had gone out; `suppliers` says how many.' },
    QUOTED: { description: 'A supplier quoted, for the first time or again after withdrawing.' },
    QUOTE_REVISED: { description: 'A supplier revised its quote.' },
    QUOTE_WITHDRAWN: { description: 'A supplier took its quote back.' },
    DECLINED: { description: 'A supplier declined to quote.' },
    CLOSED: { description: 'It stopped taking quotes.' },
    OPENED: { description: 'Its sealed quotes were opened.' },
    AWARDED: { description: 'An award was decided.' },
    AWARD_CONFIRMED: { description: 'A supplier confirmed its award.' },
    AWARD_LAPSED: { description: 'An award was not confirmed in time.' },
    UNSUCCESSFUL: { description: 'It was ended without a further award.' },
    CANCELLED: { description: 'It was called off.' },
  },
});

registerEnumType(RfqTimelineOrder, {
  name: 'RfqTimelineOrder',
  description: 'The order of a timeline.',
  valuesConfig: {
    AT_ASC: { description: 'From the beginning.' },
    AT_DESC: { description: 'The latest first.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'One thing that happened to a request.' })
export class RfqTimelineEntry {
  @Field(() => DateTimeScalar, { description: 'When, by the engine’s database clock.' })
  at!: Date;

  @Field(() => RfqTimelineKind, { description: 'What.' })
  kind!: RfqTimelineKind;

  @Field(() => Role, {
    nullable: true,
    description: 'In which role somebody did it; null where the engine did it by itself.',
  })
  role!: Role | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Who of the buyer’s side did it, as their token names them; null for suppliers and the engine.',
  })
  user!: string | null;

  @Field(() => Int, { nullable: true, description: 'Which wave went out; null for all but WAVE_SENT.' })
  wave!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many suppliers were selected or asked; null for all but MATCHED and WAVE_SENT.',
  })
  suppliers!: number | null;

  /** For edges; later rooms hang theirs on it. */
  record!: TimelineRecord;
}

export const RfqTimelineEntryConnection = connectionOf('RfqTimelineEntry', () => RfqTimelineEntry);

/** An entry as the API shows it to the buyer's side. */
export function toTimelineEntry(record: TimelineRecord): RfqTimelineEntry {
  const [role = '', ...rest] = record.actor.split(':');
  const known = Object.values(Role).find((one) => one === role.toUpperCase()) ?? null;
  return {
    at: record.at,
    kind: record.kind,
    role: known,
    user: known === null || known === 'SUPPLIER' ? null : (rest.at(-1) ?? null),
    wave: record.details.wave ?? null,
    suppliers: record.details.invited ?? record.details.selected ?? null,
    record,
  };
}
