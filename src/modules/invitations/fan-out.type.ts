import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({ simpleResolvers: true, description: 'One wave of invitations.' })
export class FanOutWave {
  @Field(() => Int, { description: 'Its number, from 1.' })
  wave!: number;

  @Field(() => Int, { description: 'Invitations sent so far.' })
  invited!: number;

  @Field(() => Boolean, { description: 'Whether all of the wave has been sent.' })
  done!: boolean;
}

@ObjectType({
  simpleResolvers: true,
  description: 'How far a request’s invitations have gone out. Tells nothing of answers.',
})
export class FanOut {
  @Field(() => Int, { description: 'Suppliers on the shortlist; 0 before matching.' })
  selected!: number;

  @Field(() => Int, { description: 'Invitations sent so far, in all waves.' })
  invited!: number;

  @Field(() => [FanOutWave], { description: 'The waves begun, in order.' })
  waves!: readonly FanOutWave[];
}
