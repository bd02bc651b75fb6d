/** A line of a log. Its content is a `Secret`: logs quote all that their jobs wrote. */
import type { Instant } from './job.ts';
import { Secret } from './secret.ts';

/** The graph's `JobLogLineKind`. */
export type LogLineKind = 'TEXT' | 'COMMAND' | 'GROUP' | 'GROUP_END' | 'ERROR' | 'WARNING' | 'NOTICE' | 'DEBUG';

/** What a line says. */
export interface LogLineContent {
  /** Safe to print. */
  readonly text: string;
  readonly rawText: string;
  readonly kind: LogLineKind;
  readonly isTruncated: boolean;
}

/** A line whose content is closed: only `auth/reveal.ts` opens it. */
export interface LogLine {
  /** Null where the provider does not say. */
  readonly time: Instant | null;
  /** Of `rawText` as JSON, quotes included. */
  readonly jsonBytes: number;
  readonly content: Secret<LogLineContent>;
}

/** Closes the content. */
export function closeLine(time: Instant | null, content: LogLineContent): LogLine {
  return { time, jsonBytes: Buffer.byteLength(JSON.stringify(content.rawText)), content: new Secret(content) };
}
