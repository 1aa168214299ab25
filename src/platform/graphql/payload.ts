import { Field, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import { DomainError } from '../kernel/domain-error.ts';
import { ERROR_CODES, type ErrorCode } from '../kernel/error-code.ts';

const codes = Object.fromEntries(Object.keys(ERROR_CODES).map((code) => [code, code])) as {
  [Code in ErrorCode]: Code;
};

registerEnumType(codes, {
  name: 'ErrorCode',
  description: 'Why a mutation changed nothing.',
  valuesConfig: Object.fromEntries(
    Object.entries(ERROR_CODES).map(([code, { meaning, next }]) => [
      code,
      { description: `${meaning} ${next}` },
    ]),
  ),
});

/** Describes the field `idempotencyKey` of every mutation's input. */
export const IDEMPOTENCY_KEY =
  'Makes the request safe to repeat: the same key with the same input takes effect once. At most 200 characters, of your choice and new for each intent, such as a UUID; the header `Idempotency-Key` does the same. See docs/api/idempotency.md.';

/** How to repeat a mutation; ends the description of each of them. */
export const SAFE_TO_RETRY =
  'Safe to retry: send the same input with the same `idempotencyKey` until an answer comes.';

@ObjectType({
  simpleResolvers: true,
  description: 'What was wrong with a mutation’s input, and what to do about it.',
})
export class UserError {
  @Field(() => codes, { description: 'For programs.' })
  code!: ErrorCode;

  @Field(() => [String], {
    description: 'The input field at fault, from the argument down: ["input", "lines", "0", "quantity"].',
  })
  path!: string[];

  @Field(() => String, { description: 'For people.' })
  message!: string;
}

@InterfaceType({ description: 'What every mutation answers beside its object.' })
export abstract class MutationPayload {
  @Field(() => [UserError], { description: 'Empty when the mutation took place; else nothing was changed.' })
  userErrors!: UserError[];

  @Field(() => Boolean, {
    description: 'Whether the idempotency key had been used before: the answer is the object as it is now.',
  })
  replayed!: boolean;
}

/** Runs a command and wraps its result: a `DomainError` becomes `userErrors` and a null object, all else is thrown on. */
export async function payload<T extends { replayed: boolean }>(
  run: () => Promise<T>,
): Promise<T & { userErrors: UserError[] }> {
  try {
    return { ...(await run()), userErrors: [] };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const userErrors = error.problems.map(({ code, path, message }) => ({
      code,
      message,
      path: ['input', ...path.map(String)],
    }));
    return { replayed: false, userErrors } as unknown as T & { userErrors: UserError[] };
  }
}
