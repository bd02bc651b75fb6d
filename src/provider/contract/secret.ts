/**
 * A value that prints as `[secret]` wherever it is printed: String(), template strings, JSON, util.inspect, loggers.
 * structuredClone drops it, because a private field is not a property. Only `auth/reveal.ts` may import `openSecret` (a
 * lint rule), so that no secret is opened without a scope check.
 */
const inspect = Symbol.for('nodejs.util.inspect.custom');
const printed = '[secret]';

/** A value that prints as `[secret]`, and cannot be cloned or serialised. */
export class Secret<T> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
    Object.freeze(this);
  }

  toString(): string {
    return printed;
  }

  toJSON(): string {
    return printed;
  }

  [Symbol.toPrimitive](): string {
    return printed;
  }

  [inspect](): string {
    return printed;
  }

  static open<T>(secret: Secret<T>): T {
    return secret.#value;
  }
}

/** The value. Called by auth/reveal.ts only, after its scope check. */
export function openSecret<T>(secret: Secret<T>): T {
  return Secret.open(secret);
}

/** Wraps a present value; an absent one stays undefined. */
export function toSecret<T>(value: T | null): Secret<T> | null {
  return value === null ? null : new Secret(value);
}
