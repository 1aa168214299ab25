const LIMIT_MS = 2_000;

/**
 * Makes a question to a part of the process answerable in bounded time: false when the part says no, throws or is
 * late. It is never asked again while it is still busy with the last time, so that a part that hangs is not buried
 * under questions.
 */
export function createProbe(ask: () => Promise<unknown>, limitMs = LIMIT_MS): () => Promise<boolean> {
  let running: Promise<boolean> | null = null;
  const start = () =>
    Promise.resolve()
      .then(ask)
      .then(
        (answer) => answer !== false,
        () => false,
      )
      .finally(() => {
        running = null;
      });
  return async () => {
    running ??= start();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(resolve, limitMs, false);
    });
    return Promise.race([running, late]).finally(() => clearTimeout(timer));
  };
}
