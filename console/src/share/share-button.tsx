/** Hands a link to the job to another program where the browser can; elsewhere it copies the link. */
import { copy } from '../shared/copy-button.tsx';
import { Icon } from '../shared/icon.tsx';
import { toJobLink } from './links.ts';

export interface ShareButtonProps {
  readonly id: string;
  readonly title: string;
}

export function ShareButton({ id, title }: ShareButtonProps) {
  const share = async (): Promise<void> => {
    const url = toJobLink(id);
    if (!('share' in navigator)) return copy(url);
    // Rejected too when its user thinks better of it.
    return navigator.share({ title, url }).catch(() => undefined);
  };
  return (
    <button type="button" title="A link to this job alone" onClick={() => void share()}>
      <Icon name="external" /> Share
    </button>
  );
}
