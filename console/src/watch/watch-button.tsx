/** The bell: tells when the job has ended. */
import { Icon } from '../shared/icon.tsx';
import { isWatched, toggleWatch, type Watched } from './watched.ts';

export interface WatchButtonProps extends Watched {
  /** Whether it has ended: then there is nothing to wait for. */
  readonly isEnded: boolean;
}

export function WatchButton({ id, title, isEnded }: WatchButtonProps) {
  const is = isWatched(id);
  if (isEnded && !is) return null;
  return (
    <button
      type="button"
      data-key="w"
      aria-pressed={is}
      title={is ? 'You are told when the job ends (w)' : 'Tell me when the job ends (w)'}
      onClick={() => toggleWatch({ id, title })}
    >
      <Icon name="clock" /> Watch
    </button>
  );
}
