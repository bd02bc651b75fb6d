/**
 * A value that prints as `[secret]` wherever it is printed: String(), template strings, JSON, util.inspect, loggers.
 * structuredClone strips it, because a private field is no property. Only `auth/reveal.ts` may import `openSecret`
 * (a rule of the linter), so that a scope check stands before every way out.
 */
const inspect = Symbol.for('nodejs.util.inspect.custom');
const printed = '[secret]';

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

export function openSecret<T>(secret: Secret<T>): T {
  return Secret.open(secret);
}

/** Wraps what is there; an absent secret is no secret. */
export function toSecret<T>(value: T | null): Secret<T> | null {
  return value === null ? null : new Secret(value);
}
