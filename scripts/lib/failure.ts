/** Failures that a person caused or can mend: shown as one clear message, without a stack. */

/** An expected failure; the message says what is wrong and what to do, in Japanese. */
export class Failure extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/**
 * Runs a command's main function and ends the process with its result.
 * @param main returns the exit code (undefined = 0)
 */
export async function runMain(main: () => Promise<number | void>): Promise<void> {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    if (error instanceof Failure) {
      console.error(`\n✖ ${error.message}`);
      process.exit(error.exitCode);
    }
    console.error(error);
    process.exit(1);
  }
}
