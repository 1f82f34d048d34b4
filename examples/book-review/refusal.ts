/** Something that the user can put right: said in one line, exit code 2. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
