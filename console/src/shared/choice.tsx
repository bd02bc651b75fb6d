/** One of several things that can be chosen together. */
import type { ComponentChildren } from 'preact';

export interface ChoiceProps {
  readonly isTaken: boolean;
  readonly onChange: () => void;
  readonly children: ComponentChildren;
}

export function Choice({ isTaken, onChange, children }: ChoiceProps) {
  return (
    <label class="choice">
      <input type="checkbox" checked={isTaken} onChange={onChange} />
      <span>{children}</span>
    </label>
  );
}

/** The list without the value, or with it behind the others. */
export function toggle<Value>(taken: readonly Value[], value: Value): readonly Value[] {
  return taken.includes(value) ? taken.filter((other) => other !== value) : [...taken, value];
}
