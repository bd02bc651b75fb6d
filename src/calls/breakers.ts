/** The breakers of one source: one per operation of the provider, because one may fail while others work. */
import {
  createBreaker,
  type Breaker,
  type BreakerOptions,
  type BreakerState,
  type BreakerDependencies,
} from './breaker.ts';

export interface Breakers {
  /** By the provider's name of the operation. */
  readonly of: (operation: string) => Breaker;
  /** The source's state: open if no operation answers, half open if only some fail. */
  readonly state: () => BreakerState;
}

interface Entry {
  readonly breaker: Breaker;
  readonly openedAt: () => number;
}

/** A breaker begins with the first call of its operation. While one is open, two failures open another. */
export function createBreakers(
  options: BreakerOptions,
  { monotonic, onOpen, onAnswer }: Pick<BreakerDependencies, 'monotonic' | 'onOpen' | 'onAnswer'>,
): Breakers {
  const entries = new Map<string, Entry>();
  let answeredAt = -Infinity;

  function create(operation: string): Entry {
    let openedAt = -Infinity;
    const breaker = createBreaker(options, {
      monotonic,
      onOpen: () => {
        openedAt = monotonic();
        onOpen?.();
      },
      onAnswer: () => {
        answeredAt = monotonic();
        onAnswer?.();
      },
      isSourceFailing: () =>
        [...entries].some(([name, other]) => name !== operation && other.breaker.state() === 'open'),
    });
    return { breaker, openedAt: () => openedAt };
  }

  return {
    of: (operation) => {
      const entry = entries.get(operation) ?? create(operation);
      entries.set(operation, entry);
      return entry.breaker;
    },
    state: () => {
      const failing = [...entries.values()].filter(({ breaker }) => breaker.state() !== 'closed');
      if (failing.length === 0) return 'closed';
      const isOpen = failing.some(({ breaker, openedAt }) => breaker.state() === 'open' && openedAt() > answeredAt);
      return isOpen ? 'open' : 'halfOpen';
    },
  };
}
