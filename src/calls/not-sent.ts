import type { ProviderError } from '../errors/errors.ts';

/** A call that was never sent, so it says nothing about the source. Carries the error for the caller. */
export class NotSent extends Error {
  override readonly name = 'NotSent';
  readonly error: ProviderError;

  constructor(error: ProviderError) {
    super(error.message, { cause: error });
    this.error = error;
  }
}
