import type { ErrorCode } from './error-code.ts';

/** Where a failure stands in the input: field names and list positions, from the input's root. */
export type ErrorPath = readonly (string | number)[];

export interface Problem {
  readonly code: ErrorCode;
  readonly path: ErrorPath;
  /** A sentence for people: what is wrong and what to do next. Never SQL, hosts or stacks. */
  readonly message: string;
}

/**
 * A failure that the caller can act on. Thrown inside commands, shown as `userErrors` outside;
 * everything that is not a `DomainError` is a fault of ours and is masked.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly problems: readonly [Problem, ...Problem[]];

  constructor(...problems: [Problem, ...Problem[]]) {
    super(problems.map((problem) => `${problem.code}: ${problem.message}`).join('; '));
    this.problems = problems;
  }

  get code(): ErrorCode {
    return this.problems[0].code;
  }
}

/** Makes a `DomainError` with one problem. */
export function fail(code: ErrorCode, message: string, path: ErrorPath = []): DomainError {
  return new DomainError({ code, message, path });
}
