/** The limits on operations, with derived defaults filled in. */

/** As configured. Omitted ones rise with `aliases`. */
interface LimitSettings {
  readonly depth: number;
  readonly aliases: number;
  readonly tokens: number;
  readonly jobsPerOperation: number;
  readonly logsPerOperation: number;
  readonly upstreamCalls: number;
  readonly jobsPerMinute: number;
  readonly answerFields: number;
  readonly answerBytes: number;
  readonly rootFields?: number | undefined;
  readonly directives?: number | undefined;
  readonly listArguments?: number | undefined;
}

/** The maximum values of one operation. What each counts: docs/running.md, "Limits". */
export interface Limits {
  /** Levels of fields, including the root's. */
  readonly depth: number;
  readonly aliases: number;
  readonly tokens: number;
  readonly rootFields: number;
  readonly directives: number;
  /** Entries of one list, in an argument or in a variable. */
  readonly listArguments: number;
  /** Distinct jobs that one operation reads. */
  readonly jobsPerOperation: number;
  /** Pages of logs that one operation reads, aliases included. */
  readonly logsPerOperation: number;
  /** Maximum calls that one operation may cost, without retries. */
  readonly upstreamCalls: number;
  /** Distinct jobs per viewer; 0 = unlimited. */
  readonly jobsPerMinute: number;
  /** Selected fields, multiplied by the entries of lists whose length arguments decide. */
  readonly answerFields: number;
  /** Of one answer, as JSON. */
  readonly answerBytes: number;
}

/** Above the maximum of every argument, so that the argument's own error comes first. */
const minListArguments = 1000;

/** Limits without a setting follow `aliases`; lists may have at least 1,000 entries. */
export function toLimits(settings: LimitSettings): Limits {
  const { aliases } = settings;
  return {
    ...settings,
    rootFields: settings.rootFields ?? aliases,
    directives: settings.directives ?? aliases,
    listArguments: settings.listArguments ?? Math.max(minListArguments, aliases),
  };
}
