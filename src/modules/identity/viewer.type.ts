import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { type Actor, Role } from '../../platform/kernel/actor.ts';

registerEnumType(Role, {
  name: 'Role',
  description: 'What a caller is to the engine.',
  valuesConfig: {
    BUYER: { description: 'A person of a buying organisation: posts requests and decides awards.' },
    SUPPLIER: { description: 'A person of a supplier: answers the invitations it receives.' },
    PARTNER: {
      description:
        'A partner’s own people or servers: see what came through that partner, and manage its buyers and terms.',
    },
    AGENT: { description: 'A partner’s sourcing agent: acts for that partner’s buyers.' },
    OPERATOR: {
      description:
        'Runs the engine: sees everything that is not sealed, manages partners and suppliers, and decides nothing about requests.',
    },
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'Who is calling, as the bearer token says, and what is theirs.',
})
export class Viewer {
  @Field(() => Role, { description: 'In which role the caller acts.' })
  role!: Role;

  /** For edges; later rooms hang theirs on it. */
  actor!: Actor;
}
