import type { CommandContext, CommandDef } from 'citty';

// oxlint-disable-next-line typescript/no-explicit-any -- commands differ in their arguments, which only they look at
type AnyCommand = CommandDef<any>;

/** The same commands, whose failures are told in words where people can act on them, with a stack where not; the exit code is 1. */
export function explained(
  commands: Readonly<Record<string, () => Promise<AnyCommand>>>,
): Record<string, () => Promise<AnyCommand>> {
  return Object.fromEntries(
    Object.entries(commands).map(([name, load]) => [name, async () => explainedCommand(await load())]),
  );
}

const explainedCommand = (command: AnyCommand): AnyCommand => ({
  ...command,
  async run(context: CommandContext) {
    try {
      await command.run?.(context);
    } catch (error) {
      // Loaded when needed: it knows the database's errors, and a command should start at once.
      const { printFailure } = await import('./explain-error.ts');
      printFailure(error);
      process.exit(1);
    }
  },
});
