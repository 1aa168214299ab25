import { Field, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../../platform/graphql/scalars.ts';

@ObjectType({
  simpleResolvers: true,
  description:
    'What this request costs and what its caller may still spend, in points. `extensions.cost` and the headers `RateLimit` and `X-Query-Cost` say the same.',
})
export class RateLimit {
  @Field(() => Int, { description: 'Points that this request costs.' })
  requested!: number;

  @Field(() => Int, { description: 'Points that the caller’s organisation has per minute.' })
  limit!: number;

  @Field(() => Int, { description: 'Points that are left, this request paid.' })
  remaining!: number;

  @Field(() => DateTimeScalar, { description: 'When the budget is whole again.' })
  resetAt!: Date;
}
