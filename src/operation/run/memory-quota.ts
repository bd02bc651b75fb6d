/** Memory for one answer. */
export interface MemoryQuota {
  /** Takes more bytes. Throws the error with which the whole operation then fails. */
  readonly reserve: (bytes: number) => void;
}

/** The memory of one operation's answer, from its first byte until it is sent. */
export interface AnswerQuota extends MemoryQuota {
  /** Releases all bytes. Call it when the answer was sent or is no longer needed. */
  readonly release: () => void;
  /** Bytes taken. */
  readonly reserved: () => number;
}
