/**
 * Something in the way of starting that the person at the keyboard can clear. Its message says what and how,
 * so the entry point prints it alone, without a stack.
 */
export class StartupError extends Error {
  override readonly name: string = 'StartupError';
}
