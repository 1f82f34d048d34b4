import { help, readArguments } from './arguments.js';
import { Refusal } from './refusal.js';
import { review } from './review.js';

async function main(): Promise<number> {
  try {
    const run = readArguments(process.argv.slice(2));
    console.log(run === 'help' ? help : await review(run));
    return 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(error.message);
    return 2;
  }
}

process.exitCode = await main();
