import type { EmulatedCall } from './emulator.ts';
import type { EmulatedTarget } from './protocol.ts';
import type { EmulatedRequest } from './request.ts';

/** One request from its arrival to the end of its answer. */
export interface Exchange {
  /** Records the call, once the request is complete. */
  readonly record: (request: EmulatedRequest, target: EmulatedTarget) => EmulatedCall;
  /** Records the status that is sent; null if none will be. */
  readonly answered: (status: number | null) => void;
  /** Marks the connection as ended by the emulator, so that the call does not count as aborted by the client. */
  readonly brokenOff: () => void;
  /** The answer ended, or its connection did. */
  readonly end: (whole: boolean) => void;
}

/** Records the requests to an emulator. */
export interface Recorder {
  readonly calls: readonly EmulatedCall[];
  readonly inFlight: number;
  readonly maxInFlight: number;
  readonly begin: () => Exchange;
  readonly reset: () => void;
  /** Connections that end from now on are ended by the emulator. */
  readonly stop: () => void;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Keeps the newest `limit` calls and the number of requests in flight. */
export function createRecorder(now: () => Date, limit: number): Recorder {
  const calls: EmulatedCall[] = [];
  const attempts = createAttempts(limit);
  let inFlight = 0;
  let maxInFlight = 0;
  let stopped = false;

  function begin(): Exchange {
    let call: Mutable<EmulatedCall> | undefined;
    let ours = false;
    inFlight += 1;
    maxInFlight = Math.max(maxInFlight, inFlight);
    return {
      record: (request, target) => {
        call = { ...toCall(request, target), attempt: attempts.next(target), at: now() };
        calls.push(call);
        if (calls.length > limit) calls.shift();
        return call;
      },
      answered: (status) => {
        if (call !== undefined) call.status = status;
      },
      brokenOff: () => {
        ours = true;
      },
      end: (whole) => {
        inFlight -= 1;
        if (call !== undefined) call.aborted = !whole && !ours && !stopped;
      },
    };
  }

  return {
    calls,
    get inFlight() {
      return inFlight;
    },
    get maxInFlight() {
      return maxInFlight;
    },
    begin,
    reset: () => {
      calls.length = 0;
      attempts.reset();
      maxInFlight = inFlight;
    },
    stop: () => {
      stopped = true;
    },
  };
}

/** Counts calls by operation and id. Bounded, because a demo may run for months and its clients choose the ids. */
function createAttempts(limit: number): {
  readonly next: (target: EmulatedTarget) => number;
  readonly reset: () => void;
} {
  const attempts = new Map<string, number>();
  return {
    next: (target) => {
      const key = `${target.operation} ${target.id ?? ''}`;
      const attempt = (attempts.get(key) ?? 0) + 1;
      attempts.delete(key);
      attempts.set(key, attempt);
      const [oldest] = attempts.keys();
      if (attempts.size > limit && oldest !== undefined) attempts.delete(oldest);
      return attempt;
    },
    reset: () => {
      attempts.clear();
    },
  };
}

function toCall(request: EmulatedRequest, target: EmulatedTarget): Omit<EmulatedCall, 'attempt' | 'at'> {
  return {
    operation: target.operation,
    id: target.id,
    method: request.method,
    path: request.path,
    query: request.query,
    body: request.body.toString('utf8'),
    headers: request.headers,
    status: null,
    aborted: false,
  };
}
