import type { DataSource } from 'typeorm';
import { findRunningRfqs } from '../../modules/rfqs/index.ts';
import type { Config } from '../../platform/config/config.ts';
import { purgeIdempotency } from '../../platform/idempotency/purge.ts';
import { purgeOutbox } from '../../platform/outbox/purge.ts';
import type { Logger } from '../../platform/telemetry/logger.ts';
import { type Loop, startLoop } from './loop.ts';

const INTERVAL_MS = 3_600_000;

export interface PurgeOptions {
  readonly db: DataSource;
  readonly config: Pick<Config, 'FACT_RETENTION_DAYS' | 'IDEMPOTENCY_RETENTION_DAYS'>;
  readonly log: Logger;
}

/** Deletes, once an hour, what was kept long enough: worked-off facts of requests that are over, and idempotency keys. */
export function runPurge({ db, config, log }: PurgeOptions): Loop {
  return startLoop(
    'purge',
    INTERVAL_MS,
    async (signal) => {
      const facts = await purgeOutbox(db, {
        retentionDays: config.FACT_RETENTION_DAYS,
        keep: findRunningRfqs,
        signal,
      });
      const keys = await purgeIdempotency(db, config.IDEMPOTENCY_RETENTION_DAYS, signal);
      if (facts + keys > 0) log.info({ facts, keys }, 'old facts and idempotency keys were deleted');
      return false;
    },
    log,
  );
}
