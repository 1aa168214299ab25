import type { Issuer } from '../../../src/modules/identity/index.ts';
import type { World } from '../world.ts';

/** Who may do something: a role in an organisation; the person does not matter. */
export interface Caller {
  readonly role: Parameters<Issuer['issue']>[0]['role'];
  readonly org?: string;
}

/** A mutation that would go through, in a situation of its own. */
export interface MutationCase {
  readonly by: Caller;
  /** Names every field that can be given, so that each of them can be spoilt; without its idempotency key. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Inputs with the fields that cannot be given together with those of `input`. */
  readonly variants?: readonly Readonly<Record<string, unknown>>[];
  /** Another request about the same object: under the same key it must be refused. */
  readonly other: { readonly mutation?: string; readonly input: Readonly<Record<string, unknown>> };
}

/** Prepares a situation in which a mutation would go through; every call makes a new one. */
export type MutationSituation = (world: World) => Promise<MutationCase>;

export const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
