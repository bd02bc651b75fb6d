export const toRuns = {};
