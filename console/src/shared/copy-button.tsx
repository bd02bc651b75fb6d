/** Copies a text, and says so. */
import { announce } from '../state/announcement.ts';
import { Icon } from './icon.tsx';

export interface CopyButtonProps {
  readonly text: string;
  /** The button's name, for example `Copy the id of backup`. */
  readonly label: string;
}

export function CopyButton({ text, label }: CopyButtonProps) {
  return (
    <button
      type="button"
      class="copy"
      aria-label={label}
      title={label}
      // Keys copy by `y`; a stop at each row would make the way through the list twice as long.
      tabIndex={-1}
      onClick={() => void copy(text)}
    >
      <Icon name="copy" />
    </button>
  );
}

export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    announce('Copied.');
  } catch {
    announce('The browser does not let the page copy.');
  }
}
