import type { Verify } from '../../../modules/identity/index.ts';
import type { Actor } from '../../../platform/kernel/actor.ts';

/** How long a check holds: a burst of events is not a burst of checks. */
const CHECK_HOLDS_MS = 1_000;

/** Who a connection speaks for. Its credentials are checked again while it lasts: tokens end, keys are revoked. */
export class Session {
  readonly #verify: () => Promise<Actor | null>;
  #caller: Promise<Actor | null>;
  #checkedAtMs = Date.now();

  private constructor(verify: () => Promise<Actor | null>, caller: Actor) {
    this.#verify = verify;
    this.#caller = Promise.resolve(caller);
  }

  /** Checks the credentials as for any request: `null` without any. Throws `InvalidTokenError` and faults as they are. */
  static async open(verify: Verify, authorization: string | undefined): Promise<Session | null> {
    const caller = await verify(authorization);
    return caller && new Session(() => verify(authorization), caller);
  }

  /** The caller, by credentials that held a second ago or less. Throws `InvalidTokenError` once they do not. */
  caller(): Promise<Actor | null> {
    if (Date.now() - this.#checkedAtMs >= CHECK_HOLDS_MS) {
      this.#checkedAtMs = Date.now();
      this.#caller = this.#verify();
    }
    return this.#caller;
  }
}
