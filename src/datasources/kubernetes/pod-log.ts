/**
 * The log of a container. A line's place is the time that the node put before it, and its number among lines of that time.
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.36/#read-log-pod-v1-core
 */
import { ProviderError } from '../../errors/errors.ts';
import type {
  AskedLines,
  LogBytes,
  LogCalls,
  LogIssueCode,
  LogPage,
  LogPlace,
  PlacedLine,
} from '../../provider/contract/log.ts';
import type { WireQuery } from '../../provider/contract/wire.ts';
import { decodeLogText, toLogLine } from '../../provider/decode/log-lines.ts';
import { readIsWaiting } from './pods.ts';

/** An instance of a container. */
export interface ContainerInstance {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  /** The one before the latest restart. */
  readonly isEarlier: boolean;
  readonly isComplete: boolean;
}

/** The node cuts the end of the answer, not its beginning. In bytes. */
const maxAnswer = 33_554_432;
/** How much of an answer is held while it is read through, in bytes. */
const maxHeld = 1_000_000;

/** What was read of an answer. */
interface ReadLines {
  readonly lines: readonly PlacedLine[];
  /** The time of its first line. */
  readonly beginsAt: LogPlace['at'] | undefined;
  /** Lines stand before these in the answer. */
  readonly isCut: boolean;
  /** The answer was read to its end. */
  readonly isAtEnd: boolean;
  readonly issues: readonly LogIssueCode[];
}

/** A page of a container's log. */
export async function readPodLogPage(
  instance: ContainerInstance,
  asked: AskedLines,
  calls: LogCalls,
): Promise<LogPage> {
  try {
    return await (asked.direction === 'first' ? readFirst : readLast)(instance, asked, calls);
  } catch (error) {
    return toIssuePage(await toIssueOfRefusal(instance, error, calls));
  }
}

async function readFirst(instance: ContainerInstance, asked: AskedLines, calls: LogCalls): Promise<LogPage> {
  const { from, count, since } = asked;
  const sinceTime = toLater(from === null ? null : toSecond(from), since === null ? null : formatSecond(since));
  const read = await readAnswer(instance, sinceTime === null ? {} : { sinceTime }, calls, {
    isWanted: ({ place }) => from === null || isBehind(place, from),
    isEnough: (lines) => lines > count,
  });
  const { lines, isAtEnd, issues } = read;
  return {
    lines: lines.slice(0, count),
    hasPrevious: from !== null,
    hasNext: !isAtEnd || lines.length > count,
    issues,
  };
}

async function readLast(instance: ContainerInstance, { from, count }: AskedLines, calls: LogCalls): Promise<LogPage> {
  if (from !== null) return readBefore(instance, from, count, calls);
  const tail = await readAnswer(instance, { tailLines: String(count + 1) }, calls, { keeps: count + 1 });
  const isWhole = tail.lines.length <= count && !tail.isCut;
  const [first] = tail.lines.slice(-count);
  // Lines of the time that the tail begins with may stand before it: their numbers count from a whole second on.
  const isKnown = isWhole || first === undefined || first.place.at !== tail.beginsAt;
  const { lines, issues } = isKnown
    ? tail
    : await readAnswer(instance, { sinceTime: toSecond(first.place) }, calls, { keeps: count });
  return { lines: isWhole ? lines : lines.slice(-count), hasPrevious: !isWhole, hasNext: hasMore(issues), issues };
}

/** The end is not there where the node has cut it. */
function hasMore(issues: readonly LogIssueCode[]): boolean {
  return issues.includes('LOG_TRUNCATED');
}

/** In seconds: lines of this time before the place are often enough. */
const guess = 60;

/** Up to the place; first from a time before it, then from the beginning. */
async function readBefore(instance: ContainerInstance, to: LogPlace, count: number, calls: LogCalls): Promise<LogPage> {
  const wanted = { isWanted: ({ place }: PlacedLine) => isBehind(to, place), keeps: count + 1, isUpTo: to };
  const sinceTime = formatSecond(new Date(Date.parse(toSecond(to)) - guess * 1000));
  const near = await readAnswer(instance, { sinceTime }, calls, wanted);
  const read = near.lines.length > count ? near : await readAnswer(instance, {}, calls, wanted);
  const hasPrevious = read.lines.length > count || read.isCut;
  return { lines: read.lines.slice(-count), hasPrevious, hasNext: true, issues: read.issues };
}

interface Wanted {
  /** Default: all. */
  readonly isWanted?: (line: PlacedLine) => boolean;
  /** Whether so many lines are enough: the connection is closed. Default: never. */
  readonly isEnough?: (lines: number) => boolean;
  /** How many of the latest are kept. Default: all. */
  readonly keeps?: number;
  /** Lines from here on are not read. */
  readonly isUpTo?: LogPlace;
}

/** Reads the lines of one answer. */
async function readAnswer(
  instance: ContainerInstance,
  query: WireQuery,
  calls: LogCalls,
  { isWanted = () => true, isEnough = () => false, keeps = Infinity, isUpTo }: Wanted,
): Promise<ReadLines> {
  const answer = await calls.lines(toRead(instance, { limitBytes: String(maxAnswer), ...query }));
  if (answer === undefined)
    return { lines: [], beginsAt: undefined, isCut: false, isAtEnd: true, issues: ['LOG_NOT_STARTED'] };
  const toLine = createLineReader();
  const lines: PlacedLine[] = [];
  let beginsAt: LogPlace['at'] | undefined;
  let [size, held, hasForeign, isCut] = [0, 0, false, false];
  const end = (isAtEnd: boolean): ReadLines => {
    const issues = toIssues(beginsAt !== undefined, hasForeign, size);
    return { lines, beginsAt, isCut, isAtEnd, issues };
  };
  for await (const batch of answer) {
    for (const bytes of batch) {
      size += bytes.size;
      if (!bytes.hasEnd && (!instance.isComplete || size >= maxAnswer)) continue;
      const line = toLine(bytes);
      hasForeign ||= line === undefined;
      if (line === undefined) continue;
      beginsAt ??= line.place.at;
      if (isUpTo !== undefined && !isBehind(isUpTo, line.place)) return end(false);
      if (!isWanted(line)) continue;
      lines.push(line);
      held += line.line.jsonBytes;
      while (lines.length > keeps || (keeps !== Infinity && held > maxHeld && lines.length > 1)) {
        held -= lines.shift()?.line.jsonBytes ?? 0;
        isCut = true;
      }
      if (isEnough(lines.length) || held > maxHeld) return end(false);
    }
    // A server that does not know the bound.
    if (size > maxAnswer) return end(false);
  }
  return end(size < maxAnswer);
}

/** A line without a time is the node's own word, which is not shown. */
function toIssues(hasLines: boolean, hasForeign: boolean, size: number): readonly LogIssueCode[] {
  if (hasForeign && !hasLines) return ['LOG_GONE'];
  return hasForeign || size >= maxAnswer ? ['LOG_TRUNCATED'] : [];
}

/** Opens the log as it grows. It ends when the container does. */
export async function* followPodLog(
  instance: ContainerInstance,
  from: LogPlace | null,
  calls: LogCalls,
): AsyncGenerator<readonly PlacedLine[], undefined> {
  const query = { follow: 'true', ...(from === null ? {} : { sinceTime: toSecond(from) }) };
  const answer = await calls.lines({ ...toRead(instance, query), staysOpen: true });
  if (answer === undefined) return undefined;
  const toLine = createLineReader();
  for await (const batch of answer) {
    const lines = batch.filter(({ hasEnd }) => hasEnd || instance.isComplete).flatMap((bytes) => toLine(bytes) ?? []);
    const added = lines.filter(({ place }) => from === null || isBehind(place, from));
    if (added.length > 0) yield added;
  }
  return undefined;
}

function toRead({ namespace, pod, container, isEarlier }: ContainerInstance, query: WireQuery) {
  return {
    operation: 'readNamespacedPodLog',
    request: {
      method: 'GET' as const,
      path: `/api/v1/namespaces/${namespace}/pods/${pod}/log`,
      query: { container, timestamps: 'true', ...query, ...(isEarlier ? { previous: 'true' } : {}) },
    },
  };
}

/** As nodes write it: nine digits, of the zone UTC. */
const timeOfLine = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3})(\d{6}Z)(?: |$)/;

/** Numbers lines of one time from 0: an answer begins with the first line of a second, or of the log. */
function createLineReader(): (bytes: LogBytes) => PlacedLine | undefined {
  let last: LogPlace | undefined;
  return ({ bytes }) => {
    const text = decodeLogText(bytes);
    const [prefix, written = '', rest = ''] = timeOfLine.exec(text) ?? [];
    if (prefix === undefined || Number.isNaN(Date.parse(`${written}Z`))) return undefined;
    const time = written + rest;
    const place: LogPlace = { at: time, number: last?.at === time ? last.number + 1 : 0 };
    last = place;
    return { place, line: toLogLine(`${written}Z`, text.slice(prefix.length)) };
  };
}

function isBehind(one: LogPlace, other: LogPlace): boolean {
  return one.at > other.at || (one.at === other.at && one.number > other.number);
}

/** The API server cuts times to whole seconds, so none is lost. */
function toSecond({ at }: LogPlace): string {
  return `${String(at).slice(0, 19)}Z`;
}

function formatSecond(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

function toLater(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}

/** Throws each error that is not about the log. */
async function toIssueOfRefusal(
  { namespace, pod, container, isEarlier }: ContainerInstance,
  error: unknown,
  calls: LogCalls,
): Promise<LogIssueCode> {
  const code = error instanceof ProviderError ? error.providerCode : undefined;
  if (code === 'NotFound' || (code === 'BadRequest' && isEarlier)) return 'LOG_GONE';
  if (code === 'BadRequest' && (await calls.call(readIsWaiting(namespace, pod, container)))) return 'LOG_NOT_STARTED';
  throw error;
}

function toIssuePage(issue: LogIssueCode): LogPage {
  return { lines: [], hasPrevious: false, hasNext: false, issues: [issue] };
}
