import type { DataSource } from 'typeorm';
import { findSentBatches, invitationsSent } from '../../modules/invitations/index.ts';
import type { Announcement } from '../../platform/pubsub/pubsub.ts';
import type { Metrics } from '../../platform/telemetry/metrics.ts';

/**
 * Measures how requests reach their suppliers, from the facts that a relay has handed over. A relay that dies in
 * between may count a batch twice: these are measurements, not records.
 */
export function observeFanOut(
  metrics: Metrics,
  db: DataSource,
): (facts: readonly Announcement[]) => Promise<void> {
  const invitations = metrics.counter({
    name: 'rfq_invitations_total',
    help: 'Invitations that have gone out.',
  });
  const waveSize = metrics.histogram({
    name: 'rfq_invitation_wave_size',
    help: 'Invitations of a wave.',
    buckets: [1, 10, 50, 100, 200, 500, 1_000, 5_000, 20_000, 150_000],
  });
  const seconds = metrics.histogram({
    name: 'rfq_publish_to_invited_seconds',
    help: 'Time from the publication of a request to the last invitation of a wave.',
    buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3_600],
  });
  return async (facts) => {
    const sent = facts
      .filter((fact) => fact.name === invitationsSent.name)
      .map(({ aggregateId, seq }) => ({ rfqId: aggregateId, seq }));
    if (sent.length === 0) return;
    for (const { invited, wave } of await findSentBatches(db, sent)) {
      invitations.inc(invited);
      if (!wave) continue;
      waveSize.observe(wave.invited);
      seconds.observe(wave.secondsSincePublished);
    }
  };
}
