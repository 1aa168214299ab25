import type { ClassType } from 'type-graphql';
import type { GraphContext } from '../../platform/graphql/context.ts';
import type { EventDefinition } from '../../platform/outbox/define-event.ts';
import { type RfqEvent, type RfqEventKind, RfqStateEvent } from './rfq-event.type.ts';
import { rfqCancelled, rfqClosed, rfqPublished } from './rfq.events.ts';

/** How a fact about an RFQ is told to its buyer's side. Facts without one are not told. */
export interface RfqActivity {
  /** Name of the fact. */
  readonly fact: string;
  readonly kind: RfqEventKind;
  /**
   * Whether it tells that a supplier has looked or answered. On a sealed RFQ such facts are never told, not even
   * once it has opened: so the stream is the same whenever it is read, and its ids and gaps give nothing away.
   */
  readonly tellsOfAnswers: boolean;
  /** The event's type, and what its fields are beyond those of every event; read with the event's own context. */
  readonly show: (context: GraphContext, payload: unknown) => { readonly __typename: string };
}

/** What an event has beyond every event's fields; those given as functions are read only when they are asked for. */
export type OwnFields<Event extends RfqEvent> = {
  [Field in Exclude<keyof Event, keyof RfqEvent>]: Event[Field] | (() => Promise<Event[Field]>);
};

/** Declares how a fact is told; its payload is checked against its schema first. */
export function defineActivity<Payload, Event extends RfqEvent>(
  fact: EventDefinition<Payload>,
  activity: {
    readonly kind: RfqEventKind;
    readonly type: ClassType<Event>;
    readonly tellsOfAnswers?: true;
    readonly fields: (context: GraphContext, payload: Payload) => OwnFields<Event>;
  },
): RfqActivity {
  const { kind, type, tellsOfAnswers = false, fields } = activity;
  return {
    fact: fact.name,
    kind,
    tellsOfAnswers,
    show: (context, payload) => ({ __typename: type.name, ...fields(context, fact.schema.parse(payload)) }),
  };
}

/** Declares a fact that is told as a change of the RFQ's state. */
export const stateActivity = <Payload>(fact: EventDefinition<Payload>, kind: RfqEventKind): RfqActivity =>
  defineActivity(fact, { kind, type: RfqStateEvent, fields: () => ({}) });

export const rfqActivities: readonly RfqActivity[] = [
  stateActivity(rfqPublished, 'PUBLISHED'),
  stateActivity(rfqClosed, 'CLOSED'),
  stateActivity(rfqCancelled, 'CANCELLED'),
];
