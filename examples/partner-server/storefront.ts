import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** One of the shop's own customers. */
export interface Customer {
  /** The shop's customer number. */
  readonly number: string;
  readonly name: string;
  /** The customer as the engine's buyer: its global id. */
  readonly buyerId: string;
}

/**
 * The shop's own sessions, as it would have them anyway. The engine never sees them, and a browser never sees
 * what the shop's server identifies itself to the engine by.
 */
export class Sessions {
  readonly #customers = new Map<string, Customer>();

  /** Logs a customer in; returns the value of the `set-cookie` header. */
  open(customer: Customer): string {
    const session = randomUUID();
    this.#customers.set(session, customer);
    return `session=${session}; HttpOnly; SameSite=Strict; Path=/`;
  }

  /** The customer of a request; `null` without a session. */
  customerOf(request: IncomingMessage): Customer | null {
    const session = /(?:^|;\s*)session=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1];
    return this.#customers.get(session ?? '') ?? null;
  }
}
