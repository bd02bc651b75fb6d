/** What each work asks of a gateway, by the work's name: works.js compares peers by it, compare.js two checkouts. */
import { toJobId } from './world.js';

/** For the gateway's `cache`: nothing is answered from memory. */
export const noCache = { runningSeconds: 0, terminalSeconds: 0 };

/** With `keepsJobs`, peers keep the jobs that they have read, too. */
const keepsJobs = { runningSeconds: 3600, terminalSeconds: 3600, keepsJobs: true };

/** W4's and W8's records are answered from memory for so long. */
export const freshSeconds = 2;

/** Running jobs get stale, as where they are polled. */
export const pollingCache = { runningSeconds: freshSeconds, terminalSeconds: 3600 };

/**
 * `cache` is the gateway's setting, `latency` the providers' in milliseconds, `load` what the clients do (load.js).
 * `isPaced`: viewers wait between their queries, so that rounds have to be longer.
 */
export const loads = {
  W1: {
    title: '50 distinct jobs, nothing cached',
    cache: noCache,
    load: { clients: 4, jobs: 50, isFresh: true },
  },
  W2: {
    title: '20 jobs from memory',
    cache: keepsJobs,
    load: { clients: 10, jobs: 20, isFresh: false },
  },
  W2v: {
    title: 'another 20 of 1,000 jobs from memory in each query',
    cache: keepsJobs,
    load: { clients: 10, jobs: 20, isFresh: false, from: 1000 },
  },
  W3: {
    title: 'providers that take 50 ms',
    cache: noCache,
    latency: 50,
    load: { clients: 1, jobs: 50, isFresh: true },
  },
  W4: {
    title: '100 viewers',
    cache: pollingCache,
    latency: 20,
    isPaced: true,
    load: { clients: 100, jobs: 50, isFresh: false, step: 2, pauseMilliseconds: 1000 },
  },
};

/** W5: W1 with so many jobs in a query. */
export const jobsInQuery = [1, 10, 50, 200];

/** @returns W1's load with another number of jobs in a query */
export function withJobs(jobs) {
  return { ...loads.W1, title: `${jobs} jobs in a query, nothing cached`, load: { ...loads.W1.load, jobs } };
}

/** Has each of the jobs read once that a load with `from` takes its own from. */
export async function readAll(peer, { from = 0 }) {
  const ids = Array.from({ length: from }, (_, number) => toJobId(number));
  for (let first = 0; first < from; first += 50) await peer.ask(ids.slice(first, first + 50));
}
