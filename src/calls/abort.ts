/**
 * Aborts inside of the program. An `AbortSignal` is an `EventTarget`, and costs ten times as much as what calls need of it:
 * each has three.
 */

/** What calls ask a signal. Every `AbortSignal` is one. */
export interface Signal {
  readonly aborted: boolean;
  /** Once it has aborted. */
  readonly reason: Error;
  readonly throwIfAborted: () => void;
  readonly addEventListener: (type: 'abort', listener: () => void, options?: { readonly once: true }) => void;
  readonly removeEventListener: (type: 'abort', listener: () => void) => void;
}

/** Stands where an `AbortController` and its signal would, as long as no library is given them. */
export class Aborter implements Signal {
  aborted = false;
  reason!: Error;
  #listeners: (() => void)[] = [];

  /** Only the first call has an effect. */
  abort(reason: Error): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    // One that is removed meanwhile is not called.
    for (let next = this.#listeners.shift(); next !== undefined; next = this.#listeners.shift()) next();
  }

  throwIfAborted(): void {
    if (this.aborted) throw this.reason;
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    if (!this.aborted && !this.#listeners.includes(listener)) this.#listeners.push(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    const at = this.#listeners.indexOf(listener);
    if (at !== -1) this.#listeners.splice(at, 1);
  }
}
