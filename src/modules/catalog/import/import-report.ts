/** What was wrong with one row of a file. */
export interface RowProblem {
  /** Line in the file, from 1. */
  readonly line: number;
  readonly message: string;
}

/** What an import did. Every row of the file (of exchange rates: every rate) is counted in exactly one of the four. */
export interface ImportReport {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: number;
  /** Why rows were refused: the first thousand, in the file's order. */
  readonly problems: readonly RowProblem[];
}

/** The file as a whole cannot be read as what it should be. The message says what is expected of it. */
export class UnusableFileError extends Error {
  override readonly name = 'UnusableFileError';
}

const MAX_KEPT = 1_000;

/** Collects refused rows while a file streams by: counts all, keeps the first thousand. */
export class RefusedRows {
  readonly #kept: RowProblem[] = [];
  #count = 0;

  add(line: number, message: string): void {
    this.#count += 1;
    if (this.#kept.length < MAX_KEPT) this.#kept.push({ line, message });
  }

  get count(): number {
    return this.#count;
  }

  get problems(): RowProblem[] {
    return this.#kept.toSorted((a, b) => a.line - b.line);
  }
}
