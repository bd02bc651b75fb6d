/** Nobody waits for the answer any more: the reason of every abort that is no timeout. */
export class Abandoned extends Error {
  override readonly name = 'Abandoned';

  constructor() {
    super('Nobody waits for the answer any more.');
  }
}
