/** Memory for one answer. */
export interface AnswerRoom {
  /** Takes so many bytes more. Throws what the whole operation then fails with. */
  readonly take: (bytes: number) => void;
}

export interface OperationRoom extends AnswerRoom {
  /** Gives all of it back: the answer is out, or nobody waits for it. */
  readonly leave: () => void;
}
