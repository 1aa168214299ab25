import { DEMO_BUYER_ID, DEMO_PARTNER_ID } from '../../modules/identity/index.ts';
import { DEMO_USER_ID, type DemoCaller } from '../demo-callers.ts';
import { type SampleOperation, sampleOperations } from './sample-operations.ts';

/** A sample with the token of who runs it. */
export type DemoSample = SampleOperation & { readonly token: string };

/** The sample operations for the demonstration's callers, as of now; none where they cannot be run. */
export function demoSamples(callers: readonly DemoCaller[]): readonly DemoSample[] {
  const tokenOf = new Map(callers.toReversed().map(({ role, token }) => [role, token]));
  const supplierId = callers.find(({ role }) => role === 'SUPPLIER')?.org;
  if (supplierId === undefined) return [];
  const organisations = { buyerId: DEMO_BUYER_ID, partnerId: DEMO_PARTNER_ID, supplierId };
  const now = new Date();
  const samples = sampleOperations(
    { userId: DEMO_USER_ID, ...organisations },
    `sample-${now.getTime()}`,
    now,
  );
  return samples.map((sample) => ({ ...sample, token: tokenOf.get(sample.as) ?? '' }));
}
