/** Nobody waits for the answer any more. The reason of every abort except timeouts. */
export class Abandoned extends Error {
  override readonly name = 'Abandoned';

  constructor() {
    super('Nobody waits for the answer any more.');
  }
}
