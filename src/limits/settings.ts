/** The limits on operations, with what follows from others filled in. */

/** As the configuration has them; those left out follow `aliases` where it is raised. */
export interface LimitSettings {
  readonly depth: number;
  readonly aliases: number;
  readonly tokens: number;
  readonly jobsPerOperation: number;
  readonly upstreamCalls: number;
  readonly jobsPerMinute: number;
  readonly answerFields: number;
  readonly answerBytes: number;
  readonly rootFields?: number | undefined;
  readonly directives?: number | undefined;
  readonly listArguments?: number | undefined;
}

export interface Limits {
  /** Levels of fields, the root's counted. */
  readonly depth: number;
  readonly aliases: number;
  readonly tokens: number;
  readonly rootFields: number;
  readonly directives: number;
  /** Entries of one list, in an argument or in a variable. */
  readonly listArguments: number;
  /** Distinct jobs that one operation touches. */
  readonly jobsPerOperation: number;
  /** Calls that one operation costs at worst, retries left out. */
  readonly upstreamCalls: number;
  /** Distinct jobs of one viewer; 0 = no budget. */
  readonly jobsPerMinute: number;
  /** Selected fields, times the entries of the lists that arguments decide. */
  readonly answerFields: number;
  /** Of one answer, as JSON. */
  readonly answerBytes: number;
}

/** Above what any argument takes by itself, so that its own rule speaks first. */
const leastListArguments = 1000;

export function toLimits(settings: LimitSettings): Limits {
  const { aliases } = settings;
  return {
    ...settings,
    rootFields: settings.rootFields ?? aliases,
    directives: settings.directives ?? aliases,
    listArguments: settings.listArguments ?? Math.max(leastListArguments, aliases),
  };
}
