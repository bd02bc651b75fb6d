/** What calls ask a signal. Every `AbortSignal` is one, and so is the lighter one of calls. */
export interface Signal {
  readonly aborted: boolean;
  /** Once it has aborted. */
  readonly reason: Error;
  readonly throwIfAborted: () => void;
  readonly addEventListener: (type: 'abort', listener: () => void, options?: { readonly once: true }) => void;
  readonly removeEventListener: (type: 'abort', listener: () => void) => void;
}
