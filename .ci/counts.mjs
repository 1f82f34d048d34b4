// Reads vitest's JSON report: what was skipped by name, then the closing line. A file that could not be loaded counts as a failure.
import { readFileSync } from 'node:fs';

const [path, status] = process.argv.slice(2);

function read() {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, testResults: [] };
  }
}

const { numPassedTests, numFailedTests, testResults } = read();
const brokenFiles = testResults.filter(
  (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
);
for (const { name } of brokenFiles) console.log(`failed to load: ${name}`);
const skipped = testResults.flatMap(({ assertionResults }) =>
  assertionResults.filter((test) => test.status !== 'passed' && test.status !== 'failed'),
);
for (const { fullName } of skipped) console.log(`skipped: ${fullName}`);

const counted = numFailedTests + brokenFiles.length;
// A run that fails without a failed test (a type error, a crash) is one failure and not none.
const failed = counted === 0 && status !== '0' ? 1 : counted;
console.log(`${numPassedTests} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
