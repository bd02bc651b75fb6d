/** How often a property is tried on generated values. `FC_RUNS` makes more of them; see `.ci/run`. */
export const runs = Number(process.env['FC_RUNS'] ?? 20);
