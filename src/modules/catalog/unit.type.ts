import { Field, ObjectType } from 'type-graphql';
import { connectionOf } from '../../platform/graphql/relay.ts';
import { DecimalScalar, UnitCodeScalar } from '../../platform/graphql/scalars.ts';

@ObjectType({ simpleResolvers: true, description: 'A unit of measure of UN/ECE Recommendation 20.' })
export class Unit {
  @Field(() => UnitCodeScalar, { description: 'Its code, such as "KGM".' })
  code!: string;

  @Field(() => String, { description: 'Its English name, such as "kilogram".' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Its symbol, such as "kg"; null where it has none.' })
  symbol!: string | null;

  @Field(() => String, {
    description:
      'What it measures: "MASS", "COUNT", "TIME" …; units of one dimension convert into each other. Its own code where nothing does.',
  })
  dimension!: string;

  @Field(() => DecimalScalar, {
    description:
      'How much of the dimension’s base unit it is: "0.001" for the gram, as masses are based on the kilogram. At most 12 decimals.',
  })
  factor!: string;
}

export const UnitConnection = connectionOf('Unit', () => Unit);
