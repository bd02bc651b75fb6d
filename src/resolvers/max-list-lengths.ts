/** How many entries a root field's list argument may have. */
export const maxListLengths = { jobsById: 200, jobUpdated: 100, _entities: 1000 } as const;
