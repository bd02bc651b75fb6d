/** No waiter is left for the answer. The reason of every abort except timeouts. */
export class Abandoned extends Error {
  override readonly name = 'Abandoned';

  constructor() {
    super('No waiter is left for the answer.');
  }
}
