/** How many a root field takes at once. */
export const longestLists = { jobsById: 200, jobUpdated: 100, _entities: 1000 } as const;
