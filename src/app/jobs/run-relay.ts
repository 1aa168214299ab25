import type { DataSource } from 'typeorm';
import { relayOnce } from '../../platform/outbox/relay.ts';
import { channelOf, OUTBOX_CHANNEL, type PubSub } from '../../platform/pubsub/pubsub.ts';
import type { AnyJob } from '../../platform/queue/define-job.ts';
import type { Queues } from '../../platform/queue/queues.ts';
import type { Logger } from '../../platform/telemetry/logger.ts';
import { type Loop, startLoop } from './loop.ts';

export interface RelayOptions {
  readonly db: DataSource;
  readonly queues: Queues;
  readonly pubsub: PubSub;
  readonly jobs: readonly AnyJob[];
  /** Longest wait for new facts when no wake-up arrives. */
  readonly pollMs: number;
  readonly log: Logger;
}

/** Hands facts to their jobs and tells subscribers that there is one. Woken through pub/sub, polling anyhow. */
export async function runRelay({ db, queues, pubsub, jobs, pollMs, log }: RelayOptions): Promise<Loop> {
  const announce = (fact: { aggregateId: string }) =>
    pubsub.publish(channelOf(fact.aggregateId), JSON.stringify(fact));
  const loop = startLoop('relay', pollMs, async () => (await relayOnce(db, jobs, queues, announce)) > 0, log);
  // While Redis is away the subscription waits for it; polling goes on meanwhile.
  const subscription = pubsub.subscribe(OUTBOX_CHANNEL, () => loop.wake()).catch(() => null);
  return {
    wake: loop.wake,
    async stop() {
      await loop.stop();
      void subscription.then((unsubscribe) => unsubscribe?.());
    },
  };
}
