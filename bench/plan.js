/** How long and how often each work is done: in full, and quickly. */

/** Under 25 minutes on a machine without other work. */
const full = {
  isQuick: false,
  rounds: 5,
  /** Of W3 and W5, whose ratios hardly differ between rounds. */
  slowRounds: 3,
  warmUpMilliseconds: 6000,
  milliseconds: 2500,
  pollingMilliseconds: 15_000,
  clusterMilliseconds: 8000,
  clusterRounds: 3,
  processes: [1, 2, 4],
  handOvers: 200,
  extraStarts: 4,
  subscriptions: [0, 1000, 5000],
  viewerMilliseconds: 6000,
  consoleMinutes: 60,
  fanout: { subscribers: 5000, warmUps: 3, changes: 3, followers: 1000, listChanges: 200, rounds: 3 },
  growth: {
    sources: [10, 60, 300],
    jobsInMemory: [1000, 10_000, 100_000],
    viewers: [10, 100, 1000],
    warmUpMilliseconds: 4000,
    rounds: 3,
  },
};

/** Under six minutes. Its figures are of cold programs: for whether all works, not for how fast. */
const quick = {
  isQuick: true,
  rounds: 2,
  slowRounds: 1,
  warmUpMilliseconds: 1000,
  milliseconds: 700,
  pollingMilliseconds: 3000,
  clusterMilliseconds: 3000,
  clusterRounds: 1,
  processes: [2],
  handOvers: 25,
  extraStarts: 0,
  subscriptions: [0, 1000],
  viewerMilliseconds: 1500,
  consoleMinutes: 3,
  fanout: { subscribers: 1000, warmUps: 1, changes: 1, followers: 200, listChanges: 100, rounds: 1 },
  growth: {
    sources: [10, 60, 120],
    jobsInMemory: [1000, 5000],
    viewers: [10, 100],
    warmUpMilliseconds: 500,
    rounds: 1,
  },
};

export const plans = { full, quick };
