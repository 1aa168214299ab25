export const Role = {
  BUYER: 'BUYER',
  SUPPLIER: 'SUPPLIER',
  PARTNER: 'PARTNER',
  AGENT: 'AGENT',
  OPERATOR: 'OPERATOR',
} as const;
export type Role = (typeof Role)[keyof typeof Role];

/** Who is calling, as the verified token says: a person (`userId`) of one organisation in one role. */
export type Actor =
  | { readonly role: 'BUYER'; readonly userId: string; readonly buyerId: string; readonly partnerId: string }
  | { readonly role: 'SUPPLIER'; readonly userId: string; readonly supplierId: string }
  | { readonly role: 'PARTNER'; readonly userId: string; readonly partnerId: string }
  | { readonly role: 'AGENT'; readonly userId: string; readonly partnerId: string }
  | { readonly role: 'OPERATOR'; readonly userId: string };

/** The organisation an actor speaks for: idempotency keys and audit rows are kept per such actor. */
export function actorKey(actor: Actor): string {
  switch (actor.role) {
    case 'BUYER':
      return `buyer:${actor.buyerId}:${actor.userId}`;
    case 'SUPPLIER':
      return `supplier:${actor.supplierId}:${actor.userId}`;
    case 'PARTNER':
      return `partner:${actor.partnerId}:${actor.userId}`;
    case 'AGENT':
      return `agent:${actor.partnerId}:${actor.userId}`;
    case 'OPERATOR':
      return `operator:${actor.userId}`;
  }
}
