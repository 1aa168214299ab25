import { DomainError, type ErrorPath, type Problem } from './domain-error.ts';
import type { ErrorCode } from './error-code.ts';
import { type Fixed, fixed } from './fixed.ts';

/** Collects everything that is wrong with an input, so that people see all of it at once. */
export class Problems {
  readonly #found: Problem[] = [];

  add(path: ErrorPath, message: string, code: ErrorCode = 'VALIDATION_FAILED'): void {
    this.#found.push({ code, path, message });
  }

  /** Text of so many characters; NUL cannot be kept, and other control characters have no business in it. */
  text(path: ErrorPath, value: string, minLength: number, maxLength: number): void {
    const length = value.trim().length;
    if (length < minLength || value.length > maxLength) {
      this.add(
        path,
        minLength > 0 ? `Give ${minLength} to ${maxLength} characters.` : `At most ${maxLength} characters.`,
      );
    }
    // oxlint-disable-next-line no-control-regex -- looking for control characters is the point
    if (/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/.test(value))
      this.add(path, 'Control characters are not allowed.');
    if (/\p{Surrogate}/u.test(value)) this.add(path, 'The text is not well-formed Unicode.');
  }

  /** A decimal within bounds; `null` (with the problem noted) when it is none. */
  decimal(
    path: ErrorPath,
    value: string,
    bounds: { above?: string; from?: string; to?: string },
  ): Fixed | null {
    const number = fixed(value);
    const tooLow =
      (bounds.above !== undefined && number <= fixed(bounds.above)) ||
      (bounds.from !== undefined && number < fixed(bounds.from));
    if (tooLow || (bounds.to !== undefined && number > fixed(bounds.to))) {
      const low =
        bounds.above === undefined
          ? bounds.from === undefined
            ? ''
            : `at least ${bounds.from}`
          : `more than ${bounds.above}`;
      const high = bounds.to === undefined ? '' : `at most ${bounds.to}`;
      this.add(path, `Give a number that is ${[low, high].filter(Boolean).join(' and ')}.`);
      return null;
    }
    return number;
  }

  /** A whole number within bounds, both included. */
  whole(path: ErrorPath, value: number, from: number, to: number): void {
    if (!Number.isInteger(value) || value < from || value > to)
      this.add(path, `Give a whole number from ${from} to ${to}.`);
  }

  /** A list of so many items. */
  count(path: ErrorPath, list: readonly unknown[], from: number, to: number): void {
    if (list.length < from || list.length > to)
      this.add(path, `Give ${from} to ${to} items; there are ${list.length}.`);
  }

  /** Throws everything that was found; does nothing when that is nothing. */
  throwIfAny(): void {
    const [first, ...rest] = this.#found;
    if (first) throw new DomainError(first, ...rest.slice(0, 99));
  }
}
