import type { z } from 'zod';

/** A kind of fact: its name (`rfq.published`), version and payload. Payloads carry ids and dates, never prices or names. */
export interface EventDefinition<Payload = unknown> {
  readonly name: string;
  readonly version: number;
  readonly schema: z.ZodType<Payload>;
}

/** A fact as a job receives it. */
export interface Fact<Payload = unknown> {
  readonly id: string;
  readonly rfqId: string;
  readonly name: string;
  readonly payload: Payload;
}

export function defineEvent<Payload>(
  name: string,
  version: number,
  schema: z.ZodType<Payload>,
): EventDefinition<Payload> {
  return { name, version, schema };
}
