/** GetLogEvents of CloudWatch Logs (JSON 1.1 RPC). */
import { ProviderError } from '../../errors/errors.ts';
import { BadAnswer, type Read } from '../contract/adapter.ts';
import { readEach } from '../contract/bad-answer.ts';
import { readWholeNumber, requireItems, requireString, toObject, type JsonObject } from '../decode/json-fields.ts';
import { shape } from '../decode/shape.ts';
import { createAwsJsonErrorReader } from './errors.ts';
import { createAwsJsonReads } from './json-reads.ts';

const readEvent = shape({ timestamp: requireTime, message: requireString });

const readPage = shape({
  events: (answer, name) => readEach(name, requireItems(answer, name), (event) => readEvent(toObject(event))),
  nextForwardToken: requireString,
  nextBackwardToken: requireString,
});
/** One answer: events, and the tokens of both directions. Times are in milliseconds. */
export type EventPage = ReturnType<typeof readPage>;

/** What one call asks for. */
interface AskedEvents {
  readonly group: string;
  readonly stream: string;
  /** Null: no bound. In milliseconds, and included. */
  readonly startTime: number | null;
  /** Not included. */
  readonly endTime: number | null;
  readonly startFromHead: boolean;
  readonly limit: number;
  readonly token: string | undefined;
}

/** Four values each, and some of the page. */
const maxValues = 50_000;
const groupName = /^[.\-_/#A-Za-z0-9]{1,512}$/;
const streamName = /^[^:*]{1,512}$/;

const toRead = createAwsJsonReads({ version: '1.1', targetPrefix: 'Logs_20140328.' });

/** Throws `ProviderError` for names that no group or stream can have: they are the answer of another provider. */
export function readLogEvents({ group, stream, startTime, endTime, token, ...asked }: AskedEvents): Read<EventPage> {
  if (!groupName.test(group) || !streamName.test(stream)) throw new ProviderError('PROVIDER_BAD_RESPONSE');
  return toRead({
    operation: 'GetLogEvents',
    input: {
      logGroupName: group,
      logStreamName: stream,
      startTime: startTime ?? undefined,
      endTime: endTime ?? undefined,
      limit: asked.limit,
      startFromHead: asked.startFromHead,
      nextToken: token,
    },
    maxValues,
    toResult: readPage,
  });
}

/** Reads the code of an answer that is not 2xx. */
export const toCloudWatchError = createAwsJsonErrorReader(
  new Map([
    ['InvalidParameterException', 'PROVIDER_REJECTED'],
    ['ServiceUnavailableException', 'PROVIDER_UNAVAILABLE'],
  ]),
);

/** The greatest time that a date can have. */
const maxTime = 8.64e15;

function requireTime(event: JsonObject, name: string): number {
  const time = readWholeNumber(event, name);
  if (time === null) throw new BadAnswer(name, 'instant', 'nothing');
  const milliseconds = Number(time);
  if (milliseconds < 0 || milliseconds > maxTime) throw new BadAnswer(name, 'instant', 'number');
  return milliseconds;
}
