/** Prints the lines of a log in the form that the options name, and whose they are on standard error. */
import type { Row } from './columns.ts';
import type { LogPage, LogPart } from './log-graph.ts';
import { formatLine, type LogLine } from './log-text.ts';
import { logLineFields } from './operations.ts';
import { chooseFields, refuseForms } from './options.ts';
import type { Session } from './session.ts';

/** Where lines go. */
export interface LogPrinting {
  /** What is asked of each line. */
  readonly lineFields: string;
  /** Says whose lines follow, or how that part stands now; each once. */
  readonly head: (part: LogPart | null) => void;
  readonly lines: (part: LogPart | null, lines: readonly Row[]) => void;
  /** Whether `end` needs all lines. */
  readonly isKept: boolean;
  /** Prints what has been kept for the end: of `json` and `yaml` all that was read. */
  readonly end: (logs: readonly LogPage[]) => Promise<void>;
}

/** What decides the form, beside the options of all commands. */
export interface LogForm {
  readonly hasTimes: boolean;
  /** Whether lines come without an end. */
  readonly isFollowed: boolean;
}

/** The names to print where --json has no value. Throws `CommandFault` for a form that there is not. */
export async function createLogPrinting(
  session: Session,
  { hasTimes, isFollowed }: LogForm,
): Promise<LogPrinting | { readonly names: readonly string[] }> {
  const { options } = session;
  const chosen = await chooseFields(options, 'JobLogLine', '');
  if ('names' in chosen) return chosen;
  refuseForms(options, isFollowed ? 'jobs logs --follow' : 'jobs logs', [
    'table',
    'jsonl',
    ...(isFollowed && options.json === undefined ? [] : (['json', 'yaml'] as const)),
  ]);
  const head = createHead(session);
  if (options.json !== undefined) return { ...printChosen(session, isFollowed), head, lineFields: chosen.selection };
  if (options.output === 'jsonl') return { ...printWithParts(session), head, lineFields: logLineFields.whole };
  if (options.output === 'json' || options.output === 'yaml')
    return { lines: () => undefined, isKept: true, end: printWhole(session), head, lineFields: logLineFields.whole };
  return { ...printText(session, hasTimes), head };
}

type Lines = Pick<LogPrinting, 'lines' | 'isKept' | 'end'>;

/** Of forms whose lines are printed as they come. */
const streamed = { isKept: false, end: (): Promise<void> => Promise.resolve() };

function printText(session: Session, hasTimes: boolean): Lines & Pick<LogPrinting, 'lineFields'> {
  const look = { ...session.view(), isTerminal: session.context.stdout.isTerminal, hasTimes };
  return {
    lineFields: look.isColored ? logLineFields.colored : logLineFields.plain,
    lines: (_part, lines) => {
      if (lines.length > 0) session.text(lines.map((line) => formatLine(line as unknown as LogLine, look)).join(''));
    },
    ...streamed,
  };
}

function printWithParts({ jsonLine }: Session): Lines {
  return {
    lines: (part, lines) => {
      for (const line of lines) jsonLine({ ...line, part: part?.key ?? null });
    },
    ...streamed,
  };
}

/** Of `--json`: the chosen fields of lines, and nothing else. */
function printChosen(session: Session, isFollowed: boolean): Lines {
  const isStreamed = isFollowed || session.options.output === 'jsonl';
  return {
    lines: (_part, lines) => {
      if (isStreamed) lines.forEach(session.jsonLine);
    },
    isKept: !isStreamed,
    end: async (logs) => {
      if (!isStreamed) await session.value(logs.flatMap(({ lines }) => lines));
    },
  };
}

/** One log is one object; of several, a list of those. */
function printWhole(session: Session): LogPrinting['end'] {
  return async (logs) => {
    const [only] = logs;
    await session.value(logs.length === 1 && only !== undefined ? only : logs);
  };
}

function createHead({ note }: Session): LogPrinting['head'] {
  let told = '';
  return (part) => {
    if (part === null) return;
    const line = `==> ${describePart(part)} <==`;
    if (line !== told) note(line);
    told = line;
  };
}

/** For example `main (load-x7k2p), attempt 2, FAILED, exit 1 (OOMKilled), failed step "test"`. */
export function describePart({ name, group, attempt, status, exitCode, reason, failedStep }: LogPart): string {
  return [
    group === null ? name : `${name} (${group})`,
    attempt === null ? '' : `attempt ${attempt}`,
    status,
    exitCode === null ? '' : `exit ${exitCode}`,
    reason,
    failedStep === null ? '' : `failed step ${JSON.stringify(failedStep)}`,
  ]
    .filter(Boolean)
    .join(', ');
}
