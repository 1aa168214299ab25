const PAUSE_MS = 15;
const TIMEOUT_MS = 75_000;

/**
 * Asks until the answer is `true`; any text says what is still missing, and is in the error when time runs
 * out. The limit only ends a test that would hang: it is no race against the clock.
 */
export async function waitUntil(what: string, ask: () => Promise<true | string>): Promise<void> {
  const end = Date.now() + TIMEOUT_MS;
  for (;;) {
    const answer = await ask();
    if (answer === true) return;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}; left: ${answer}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
