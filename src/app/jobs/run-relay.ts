import type { DataSource } from 'typeorm';
import { relayOnce } from '../../platform/outbox/relay.ts';
import {
  type Announcement,
  channelOf,
  channelOfName,
  OUTBOX_CHANNEL,
  type PubSub,
} from '../../platform/pubsub/pubsub.ts';
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
  /** Told of what was handed over, for measurements; a failure of it is passed over. */
  readonly observe: (facts: readonly Announcement[]) => Promise<void>;
  readonly log: Logger;
}

/** Hands facts to their jobs and tells subscribers that there is one. Woken through pub/sub, polling anyhow. */
export async function runRelay(options: RelayOptions): Promise<Loop> {
  const { db, queues, pubsub, jobs, observe, log } = options;
  const announce = async (fact: Announcement) => {
    const message = JSON.stringify(fact);
    await pubsub.publish(channelOf(fact.aggregateId), message);
    await pubsub.publish(channelOfName(fact.name), message);
  };
  const turn = async () => {
    const facts: Announcement[] = [];
    await relayOnce(db, jobs, queues, async (fact) => {
      facts.push(fact);
      await announce(fact);
    });
    await observe(facts).catch((error: unknown) => log.debug({ err: error }, 'facts were not measured'));
    return facts.length > 0;
  };
  const loop = startLoop('relay', options.pollMs, turn, log);
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
