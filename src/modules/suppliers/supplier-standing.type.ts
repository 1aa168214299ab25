import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { IDEMPOTENCY_KEY, MutationPayload } from '../../platform/graphql/payload.ts';
import { connectionOf } from '../../platform/graphql/relay.ts';
import { DateTimeScalar } from '../../platform/graphql/scalars.ts';
import { PARTNER_ID } from '../identity/index.ts';
import { SupplierStanding } from './supplier-standing.rules.ts';
import { Supplier } from './supplier.type.ts';

registerEnumType(SupplierStanding, {
  name: 'SupplierStanding',
  description: 'What a partner thinks of a supplier; most have no standing.',
  valuesConfig: {
    PREFERRED: { description: 'Ranks higher when the partner’s buyers ask.' },
    BLOCKED: { description: 'Is never invited by the partner’s buyers.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A supplier that a partner thinks something of.' })
export class SupplierOverlayEntry {
  @Field(() => Supplier, { description: 'The supplier.' })
  supplier!: Supplier;

  @Field(() => SupplierStanding, { description: 'What the partner thinks of it.' })
  standing!: SupplierStanding;

  @Field(() => DateTimeScalar, { description: 'Since when.' })
  setAt!: Date;
}

export const SupplierOverlayEntryConnection = connectionOf<SupplierOverlayEntry>(
  'SupplierOverlayEntry',
  () => SupplierOverlayEntry,
);

@InputType({
  description: 'Which suppliers of a partner’s overlay a list shows; what is left out does not matter.',
})
export class SupplierOverlayFilter {
  @Field(() => SupplierStanding, { nullable: true, description: 'Only those of this standing.' })
  standing?: SupplierStanding;
}

@InputType({ description: 'What a partner thinks of a supplier from now on.' })
export class SetSupplierStandingInput {
  @Field(() => ID, { nullable: true, description: PARTNER_ID })
  partnerId?: string;

  @Field(() => ID, { description: 'The supplier.' })
  supplierId!: string;

  @Field(() => SupplierStanding, {
    nullable: true,
    description: 'The standing; null, or left out, takes it back. Requests published from now on follow it.',
  })
  standing?: SupplierStanding | null;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string;
}

@ObjectType({
  implements: MutationPayload,
  simpleResolvers: true,
  description: 'The supplier and what the partner thinks of it.',
})
export class SetSupplierStandingPayload extends MutationPayload {
  @Field(() => Supplier, { nullable: true, description: 'The supplier; null when there are `userErrors`.' })
  supplier!: Supplier | null;

  @Field(() => SupplierStanding, {
    nullable: true,
    description:
      'Its standing with the partner as it is now; null for none, and when there are `userErrors`.',
  })
  standing!: SupplierStanding | null;
}
