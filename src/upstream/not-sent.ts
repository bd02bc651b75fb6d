import type { ProviderError } from '../errors.ts';

/** A call that never left the gateway. It says nothing about the source; the error is what the caller is told. */
export class NotSent extends Error {
  override readonly name = 'NotSent';
  readonly error: ProviderError;

  constructor(error: ProviderError) {
    super(error.message, { cause: error });
    this.error = error;
  }
}
