/** Memory for one answer. */
export interface AnswerRoom {
  /** Takes more bytes. Throws the error with which the whole operation then fails. */
  readonly take: (bytes: number) => void;
}

/** The room of one operation's answer, from its first byte until it is sent. */
export interface OperationRoom extends AnswerRoom {
  /** Releases all of it: the answer was sent, or is no longer needed. */
  readonly leave: () => void;
  /** Bytes taken. */
  readonly taken: () => number;
}
