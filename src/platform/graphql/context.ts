import type DataLoader from 'dataloader';
import { GraphQLError, type GraphQLResolveInfo, Kind } from 'graphql';
import type { DataSource } from 'typeorm';
import type { Actor } from '../kernel/actor.ts';
import type { Cause } from '../outbox/outbox.writes.ts';

/** What every resolver gets. One per request; one per event in subscriptions. */
export interface GraphContext {
  readonly db: DataSource;
  /** `null` without a token. */
  readonly actor: Actor | null;
  readonly requestId: string;
  /** The header `Idempotency-Key`. */
  readonly idempotencyKey: string | null;
  readonly loaders: WeakMap<object, unknown>;
}

/** What a command runs with, whoever calls it. */
export interface CommandContext {
  readonly db: DataSource;
  readonly actor: Actor;
  readonly requestId?: string;
}

/** What a command runs with when the engine itself calls it, from a job or a sweeper. */
export interface EngineContext {
  readonly db: DataSource;
  readonly cause?: Cause;
}

/** The caller. Throws `UNAUTHENTICATED` when there is none. */
export function requireActor(context: GraphContext): Actor {
  if (context.actor) return context.actor;
  throw new GraphQLError('This operation needs a valid bearer token.', {
    extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } },
  });
}

/** The context of a command that a mutation calls. */
export function commandContext(context: GraphContext): CommandContext {
  return { db: context.db, actor: requireActor(context), requestId: context.requestId };
}

/**
 * The input with its idempotency key filled in from the header where it names none. The header's key stands for
 * the one mutation of the request; where there are several, each has its own, made of it and the response key.
 */
export function withKey<T extends { idempotencyKey?: string | undefined }>(
  context: GraphContext,
  info: GraphQLResolveInfo,
  input: T,
): T {
  const { idempotencyKey: header } = context;
  if (header === null || (input.idempotencyKey ?? null) !== null) return input;
  const [first, ...others] = info.operation.selectionSet.selections;
  const alone = first?.kind === Kind.FIELD && others.length === 0;
  return { ...input, idempotencyKey: alone ? header : `${header}/${String(info.path.key)}` };
}

/** Declares a DataLoader that is made once per request: reads within one tick become one statement. */
export function defineLoader<Key, Value, CacheKey = Key>(
  make: (context: GraphContext) => DataLoader<Key, Value, CacheKey>,
): (context: GraphContext) => DataLoader<Key, Value, CacheKey> {
  return (context) => {
    const known = context.loaders.get(make) as DataLoader<Key, Value, CacheKey> | undefined;
    if (known) return known;
    const loader = make(context);
    context.loaders.set(make, loader);
    return loader;
  };
}
