/**
 * How often a property is tried on generated values: so often, unless `FC_RUNS` asks for more. `.ci/run` does.
 * @param few a positive whole number; what `npm test` has time for
 */
export function toRuns(few: number): number {
  return Math.max(few, Number(process.env['FC_RUNS'] ?? 0));
}
