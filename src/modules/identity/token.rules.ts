import { z } from 'zod';
import { Role } from '../../platform/kernel/actor.ts';
import { keyOf } from '../../platform/kernel/ids.ts';
import { API_KEY_USER } from './api-key.rules.ts';

/** What `exp`, `nbf` and `iat` may be off, for clocks that differ. */
export const CLOCK_TOLERANCE_SECONDS = 30;

/** Longer ones are refused unread: ours have about 400 characters, and a header as a whole 16 kB. */
const MAX_TOKEN_LENGTH = 8_192;
const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;

/** The token of an `Authorization` header; `null` when it holds no bearer token in compact form. */
export function bearerTokenOf(header: string): string | null {
  if (header.length > MAX_TOKEN_LENGTH) return null;
  return BEARER.exec(header)?.[1] ?? null;
}

// Control characters and halves of surrogate pairs cannot be stored as text; callers with an API key have names of their own.
const sub = z
  .string()
  .regex(/^[^\p{Cc}\p{Cs}]{1,200}$/u)
  .refine((text) => !text.startsWith(API_KEY_USER));

/** An organisation by its UUID, or by its global id as the API shows it. */
const idOf = (type: 'Buyer' | 'Supplier' | 'Partner') =>
  z
    .string()
    .transform((text) => keyOf(type, text, 1)?.[0] ?? text)
    .pipe(z.uuid().toLowerCase());

const Claims = z.discriminatedUnion('role', [
  z.object({ role: z.literal('buyer'), sub, org: idOf('Buyer') }),
  z.object({ role: z.literal('supplier'), sub, org: idOf('Supplier') }),
  z.object({ role: z.literal('partner'), sub, org: idOf('Partner') }),
  z.object({ role: z.literal('agent'), sub, org: idOf('Partner') }),
  z.object({ role: z.literal('operator'), sub, org: z.undefined().optional() }),
]);

/** What a verified token says of its bearer: `org` is the id of the buyer, the supplier, or (partner, agent) the partner. */
export type Claims = z.infer<typeof Claims>;

/** Reads the claims; `null` when one is missing, malformed or does not fit the role. */
export function readClaims(payload: unknown): Claims | null {
  return Claims.safeParse(payload).data ?? null;
}

/** Our roles as tokens spell them. */
export const CLAIM_OF_ROLE = {
  BUYER: 'buyer',
  SUPPLIER: 'supplier',
  PARTNER: 'partner',
  AGENT: 'agent',
  OPERATOR: 'operator',
} as const satisfies Record<Role, Claims['role']>;

/** The role that a token's spelling stands for; `null` for any other word. */
export const roleOfClaim = (text: string): Role | null =>
  Object.values(Role).find((role) => CLAIM_OF_ROLE[role] === text) ?? null;
