/** The port by which processes tell each other hints. */

/** A hint by names, from which neither its job nor its word can be told. */
export interface NamedHint {
  readonly job: string;
  /** Null if the hint has no word. */
  readonly word: string | null;
}

/** The hints of one source, of all processes. */
export interface SharedHints {
  /** The name of a text: the same in all processes with the same source. */
  readonly toName: (text: string) => string;
  /**
   * Gives the hint to the other processes. Resolves to when it came by the store's clock; undefined where the store cannot
   * be reached: then no other process gets it. Never rejects.
   */
  readonly tell: (hint: NamedHint) => Promise<number | undefined>;
  readonly close: () => void;
}

/** Whose hints are shared, and who gets those of other processes. */
export interface SharedHintsOptions {
  /** What sources of several processes must have in common to be the same. */
  readonly fingerprint: string;
  /** @param inStore when it came, by the store's clock */
  readonly onHint: (hint: NamedHint, inStore: number) => void;
  /** Whether this process has lost the others. Called at once where that is known. */
  readonly onAlone: (isAlone: boolean) => void;
  /** Hints of other processes may have been missed. */
  readonly onMissed: () => void;
}

/** Begins to take the hints of other processes. */
export type ShareHints = (options: SharedHintsOptions) => SharedHints;
