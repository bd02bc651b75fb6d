/**
 * The log of a pod's container, as the API server and the node's kubelet give it.
 * https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.36/#read-log-pod-v1-core
 */
import {
  isReadyAnswer,
  isStreamedAnswer,
  toEmulatedError,
  toRawAnswer,
  toStreamedAnswer,
  type EmulatedError,
  type RawAnswer,
  type StreamedAnswer,
} from '../kit/emulator.ts';
import { waitUnless } from '../kit/delivery.ts';
import { isJsonObject } from '../kit/json.ts';
import type { EmulatedPod } from './emulator-pods.ts';

/** A line that a container wrote. */
export interface EmulatedLogLine {
  /** RFC 3339 with nine digits: `2026-11-22T00:02:13.407123456Z`. */
  readonly time: string;
  readonly text: string;
}

/** The lines that a container has written until now; or an answer in their place. Undefined: the node has lost them. */
export type ReadPodLog = (
  /** `namespace/name` */
  pod: string,
  container: string,
  previous: boolean,
) => readonly EmulatedLogLine[] | EmulatedError | RawAnswer | StreamedAnswer | undefined;

export interface PodLogOptions {
  readonly findPod: () => EmulatedPod | undefined;
  readonly logOf: ReadPodLog;
  /** How often the log is looked at while it is followed. */
  readonly lookMilliseconds: number;
  readonly onFollow: (end: () => void) => () => void;
}

type Query = Readonly<Record<string, string>>;
type Answer = RawAnswer | StreamedAnswer | EmulatedError;

const headers = { 'content-type': 'text/plain', 'cache-control': 'no-cache, private' };

/** Answers GET …/pods/NAME/log. @param name `namespace/name` */
export function toPodLog(name: string, query: Query, options: PodLogOptions): Answer {
  const pod = options.findPod();
  const [, short = ''] = name.split('/');
  if (pod === undefined)
    return toEmulatedError('NotFound', `pods "${short}" not found`, { details: { name: short, kind: 'pods' } });
  const refusal = toRefusal(query);
  if (refusal !== undefined) return refusal;
  const containers = listContainers(pod);
  const container = query['container'] ?? (containers.length === 1 ? containers[0] : undefined);
  if (container === undefined)
    return toEmulatedError(
      'BadRequest',
      `a container name must be specified for pod ${short}, choose one of: [${containers.join(' ')}]`,
    );
  if (!containers.includes(container))
    return toEmulatedError('BadRequest', `container ${container} is not valid for pod ${short}`);
  // Nothing has a log before there is a node.
  if (pod.spec['nodeName'] === undefined) return toRawAnswer({ status: 204 });
  const previous = query['previous'] === 'true';
  const problem = toProblem(pod, container, previous);
  if (problem !== undefined) return problem;
  const read = (): ReturnType<ReadPodLog> => options.logOf(name, container, previous);
  const found = read();
  if (found === undefined) return toLost();
  if (isReadyAnswer(found) || isStreamedAnswer(found)) return found;
  if (query['follow'] === 'true') return toFollowed(found, read, query, container, options);
  return toRawAnswer({ headers, body: cut(formatLines(select(found, query), query), query) });
}

/** The node's own word, with a status of success. */
function toLost(): RawAnswer {
  return toRawAnswer({
    headers,
    body: 'unable to retrieve container logs for containerd://9c1f0d7c61b2f3a84a0f9d3c1b5a2e4d6788',
  });
}

/** The parameters that the API server checks itself. */
function toRefusal(query: Query): EmulatedError | undefined {
  const { tailLines, limitBytes, sinceTime, sinceSeconds } = query;
  const wrong =
    (tailLines !== undefined && !/^\d+$/.test(tailLines)) ||
    (limitBytes !== undefined && !/^[1-9]\d*$/.test(limitBytes)) ||
    (sinceSeconds !== undefined && !/^[1-9]\d*$/.test(sinceSeconds)) ||
    (sinceTime !== undefined && (sinceSeconds !== undefined || Number.isNaN(Date.parse(sinceTime))));
  return wrong ? toEmulatedError('Invalid', 'PodLogOptions "" is invalid', { status: 422 }) : undefined;
}

function listContainers({ spec }: EmulatedPod): readonly string[] {
  const before = Array.isArray(spec['initContainers'])
    ? (spec['initContainers'] as EmulatedPod['spec']['containers'])
    : [];
  return [...spec.containers, ...before].map(({ name }) => name);
}

function toProblem(pod: EmulatedPod, container: string, previous: boolean): EmulatedError | undefined {
  const { state, lastState } = findStatus(pod, container);
  const named = `container "${container}" in pod "${pod.metadata.name}"`;
  if (previous)
    return isJsonObject(lastState) && lastState['terminated'] !== undefined
      ? undefined
      : toEmulatedError('BadRequest', `previous terminated ${named} not found`);
  const waiting = isJsonObject(state) ? state['waiting'] : undefined;
  if (!isJsonObject(waiting)) return undefined;
  return toEmulatedError('BadRequest', `${named} is waiting to start: ${String(waiting['reason'])}`);
}

function findStatus({ status }: EmulatedPod, container: string): Readonly<Record<string, unknown>> {
  const statuses: readonly unknown[] = [status['containerStatuses'], status['initContainerStatuses']].flat();
  return statuses.filter(isJsonObject).find(({ name }) => name === container) ?? {};
}

/** The API server sends whole seconds to the node. The tail counts lines of the file, whatever their times. */
function select(lines: readonly EmulatedLogLine[], { tailLines, sinceTime }: Query): readonly EmulatedLogLine[] {
  const tail = tailLines === undefined ? lines : lines.slice(Math.max(0, lines.length - Number(tailLines)));
  if (sinceTime === undefined) return tail;
  const since = new Date(Math.floor(Date.parse(sinceTime) / 1000) * 1000).toISOString().slice(0, 19);
  return tail.filter(({ time }) => time.slice(0, 19) >= since);
}

function formatLines(lines: readonly EmulatedLogLine[], { timestamps }: Query): Buffer {
  return Buffer.from(lines.map(({ time, text }) => `${timestamps === 'true' ? `${time} ` : ''}${text}\n`).join(''));
}

/** From where the tail begins: it is the newest lines that are missing. */
function cut(bytes: Buffer, { limitBytes }: Query): Buffer {
  return limitBytes === undefined ? bytes : bytes.subarray(0, Number(limitBytes));
}

/** What stands there, then what is added, until the container has ended. */
function toFollowed(
  first: readonly EmulatedLogLine[],
  read: () => ReturnType<ReadPodLog>,
  query: Query,
  container: string,
  { findPod, lookMilliseconds, onFollow }: PodLogOptions,
): StreamedAnswer {
  return toStreamedAnswer({
    headers,
    run: async (send, gone) => {
      const ended = new AbortController();
      const forget = onFollow(() => {
        ended.abort();
      });
      let [lines, sent] = [first, first.length];
      send(formatLines(select(first, query), query));
      while (!gone.aborted && !ended.signal.aborted && isRunning(findPod(), container)) {
        await waitUnless(AbortSignal.any([gone, ended.signal]), lookMilliseconds);
        lines = toLines(read()) ?? lines;
        send(formatLines(lines.slice(sent), query));
        sent = lines.length;
      }
      forget();
      if (ended.signal.aborted) throw new Error('the log is cut');
    },
  });
}

function toLines(found: ReturnType<ReadPodLog>): readonly EmulatedLogLine[] | undefined {
  return found === undefined || isReadyAnswer(found) || isStreamedAnswer(found) ? undefined : found;
}

function isRunning(pod: EmulatedPod | undefined, container: string): boolean {
  if (pod === undefined) return false;
  const { state } = findStatus(pod, container);
  return isJsonObject(state) && state['running'] !== undefined;
}
