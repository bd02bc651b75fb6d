/** The only links that leave the page. */
import type { ComponentChildren } from 'preact';
import { isSafeLink } from './safe-link.ts';

export interface OutsideLinkProps {
  readonly address: string | null;
  readonly class?: string;
  /** The key that follows it. */
  readonly shortcut?: string;
  /** Called before it opens. */
  readonly onOpen?: () => void;
  /** Shown where the address may not become a link. Default: nothing. */
  readonly otherwise?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** Opens in a tab of its own, which learns nothing of this one. */
export function OutsideLink({ address, class: name, shortcut, onOpen, otherwise = null, children }: OutsideLinkProps) {
  if (address === null || !isSafeLink(address)) return <>{otherwise}</>;
  return (
    <a class={name} href={address} target="_blank" rel="noopener noreferrer" data-key={shortcut} onClick={onOpen}>
      {children}
    </a>
  );
}
