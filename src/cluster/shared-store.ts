/** The store that the processes share, as the shared parts of the rooms use it. */
import type { Link } from './link.ts';

/** Calls of the store, by the names that this process gives to keys and to itself. */
export interface SharedStore extends Pick<Link, 'run' | 'state' | 'joins'> {
  /** The name of a key: the namespace, the version of all formats, a kind, and a name of that kind. */
  readonly key: (kind: string, name?: string) => string;
  /** The name of this process. */
  readonly self: string;
  /** How many processes there are: the most in the last minute, before the first contact `expectedReplicas`. */
  readonly replicas: () => number;
}
