/** Something that the user can put right: said in one line, exit code 2. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

const mostFaults = 10;

/** All that is wrong with one file, a line for each fault. */
export function refuseFile(file: string, faults: readonly string[]): Refusal {
  const more = faults.length - mostFaults;
  const lines = faults.slice(0, mostFaults).map((fault) => `${file}: ${fault}`);
  return new Refusal([...lines, ...(more > 0 ? [`${file}: and ${more} more`] : [])].join('\n'));
}
