/**
 * Whether the store answers. All callers share one breaker: once their calls have failed, no further call waits for the
 * store.
 */
import type { Connection } from './connection.ts';
import type { Script } from './script.ts';
import { StoreFault, type StoreFaultKind } from './store-fault.ts';
import type { Command } from './store-session.ts';

/** `JOINED`: the store answers. `ALONE`: it does not, and is not asked; this process works by itself. */
export type ClusterState = 'JOINED' | 'ALONE';

/** Calls the store while it answers. While it is away, calls return undefined at once. */
export interface Link {
  /**
   * The script's result; undefined if the store is away, does not answer in time, refuses, or answers something else.
   * Never rejects. Nothing is repeated.
   */
  readonly run: <Result>(
    script: Script<Result>,
    keys: readonly string[],
    values: Command,
  ) => Promise<Result | undefined>;
  readonly state: () => ClusterState;
  /** How many times the store was joined. After a join, the store may have lost all that it held before. */
  readonly joins: () => number;
  /** Asks now whether the store is there, rather than when it is time. First called when it is connected. */
  readonly tryNow: () => void;
  readonly close: () => void;
}

/** Receives reports about the store. */
export interface LinkReport {
  /** `outcome`: OK, or why the store gave no answer. */
  readonly onCall: (operation: string, outcome: 'OK' | StoreFaultKind, milliseconds: number) => void;
  /** `fault`: why; null for `JOINED`. */
  readonly onState: (state: ClusterState, fault: StoreFaultKind | null) => void;
}

/** The connection that a link watches, and how it probes the store. */
interface LinkOptions extends LinkReport {
  readonly connection: Pick<Connection, 'run' | 'renew'>;
  /** Asks the store for a sign of life, beside everything else. Rejects with `StoreFault`. */
  readonly probe: (run: Connection['run']) => Promise<unknown>;
  readonly monotonic: () => number;
}

/** Failures in a row, of any calls, after which the store is away. */
const maxFailures = 3;
const beatMilliseconds = 1000;
/** Of a store that is away: at first sooner. */
const firstProbeMilliseconds = 500;
/** After so many failed probes in a row, new connections are opened: the name may lead to another host by now. */
const probesPerConnection = 5;

interface Presence {
  readonly state: () => ClusterState;
  readonly joins: () => number;
  readonly noteAnswer: () => void;
  readonly noteFailure: (fault: StoreFaultKind) => void;
  readonly join: () => void;
}

/** What the last calls say: any answer ends a row of failures, and only a sign of life joins. */
function createPresence(onState: LinkReport['onState']): Presence {
  let state: ClusterState | undefined;
  let failures = 0;
  let joins = 0;

  function setState(next: ClusterState, fault: StoreFaultKind | null): void {
    if (next === state) return;
    state = next;
    if (next === 'JOINED') joins += 1;
    onState(next, fault);
  }

  return {
    state: () => state ?? 'ALONE',
    joins: () => joins,
    join: () => {
      setState('JOINED', null);
    },
    noteAnswer: () => {
      failures = 0;
    },
    noteFailure: (fault) => {
      // A store that is full still answers.
      if (fault === 'FULL') return;
      failures += 1;
      if (failures >= maxFailures || state === undefined) setState('ALONE', fault);
    },
  };
}

/** Makes calls, and notes how they end. */
function createAsk(
  { connection, monotonic, onCall }: Pick<LinkOptions, 'connection' | 'monotonic' | 'onCall'>,
  { noteAnswer, noteFailure }: Pick<Presence, 'noteAnswer' | 'noteFailure'>,
): Connection['run'] {
  return async (script, keys, values) => {
    const startedAt = monotonic();
    try {
      const reply = await connection.run(script, keys, values);
      onCall(script.name, 'OK', monotonic() - startedAt);
      noteAnswer();
      return reply;
    } catch (error) {
      const fault = error instanceof StoreFault ? error.kind : 'REFUSED';
      onCall(script.name, fault, monotonic() - startedAt);
      noteFailure(fault);
      throw error;
    }
  };
}

/** Begins alone, until the store has answered. Probes it until it is closed. */
export function createLink(options: LinkOptions): Link {
  let isClosed = false;
  const presence = createPresence((state, fault) => {
    if (!isClosed) options.onState(state, fault);
  });
  const ask = createAsk(options, presence);
  let probing: Promise<void> | undefined;
  let failedProbes = 0;
  let timer = setTimeout(tryNow, beatMilliseconds);

  async function tryStore(): Promise<void> {
    clearTimeout(timer);
    const was = presence.state();
    try {
      await options.probe(ask);
      presence.join();
      failedProbes = 0;
    } catch {
      // It has been noted.
      failedProbes += 1;
      if (failedProbes % probesPerConnection === 0 && presence.state() === 'ALONE') options.connection.renew();
    }
    probing = undefined;
    const hasJustLeft = was === 'JOINED' && presence.state() === 'ALONE';
    if (!isClosed) timer = setTimeout(tryNow, hasJustLeft ? firstProbeMilliseconds : beatMilliseconds);
  }

  function tryNow(): void {
    if (!isClosed) probing ??= tryStore();
  }

  return {
    run: async (script, keys, values) => {
      if (presence.state() !== 'JOINED') return undefined;
      return ask(script, keys, values).catch(() => undefined);
    },
    state: presence.state,
    joins: presence.joins,
    tryNow,
    close: () => {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}
