/** The queue that a source of AWS gets events through, and the members that events have in common. */
import type { EventKind, SourceEvents } from '../contract/events.ts';
import { BadAnswer } from '../contract/adapter.ts';
import type { AwsCredentials } from '../contract/settings.ts';
import { toEndpoint } from '../contract/signer.ts';
import { readWord, requireString, type JsonObject } from '../decode/json-fields.ts';
import { createAwsCredentials } from './credentials.ts';
import type { AwsEvents } from './event-settings.ts';
import { parseQueueUrl } from './queue-url.ts';
import { createAwsSigner } from './signer.ts';

/** The settings of a source that may have events. */
interface EventfulSettings {
  readonly region: string;
  readonly accountId?: string | undefined;
  readonly credentials?: AwsCredentials | undefined;
  readonly events?: AwsEvents | undefined;
}

/** The kinds of events about the jobs of an account in a region. */
type ToKinds = (region: string, account: string) => readonly EventKind[];

/** Undefined without `events`. */
export function toSourceEvents(
  { region, accountId, credentials, events }: EventfulSettings,
  toKinds: ToKinds,
): SourceEvents | undefined {
  const queue = parseQueueUrl(events?.queueUrl ?? '');
  if (events === undefined || queue === undefined) return undefined;
  const account = events.account ?? accountId ?? queue.account;
  return {
    queueUrl: events.queueUrl,
    account,
    region,
    kinds: toKinds(region, account),
    createSigner: (now) =>
      createAwsSigner({
        endpoint: toEndpoint(events.endpoint, queue.host),
        region: queue.region,
        service: 'sqs',
        credentials: createAwsCredentials(credentials, region, now),
      }),
  };
}

/** Longer than any word of a status: little is kept of a hint. */
const statusWord = /^\w{1,64}$/;

/** The provider's word for a status; null if the member is absent. Throws `BadAnswer` for anything else. */
export function readStatusWord(detail: JsonObject, name: string): string | null {
  const word = readWord(detail, name);
  if (word !== null && !statusWord.test(word)) throw new BadAnswer(name, 'text', 'other text');
  return word;
}

/** What follows the prefix in an ARN; undefined if the ARN begins in another way. */
export function readAfter(detail: JsonObject, name: string, prefix: string): string | undefined {
  const arn = requireString(detail, name);
  return arn.startsWith(prefix) ? arn.slice(prefix.length) : undefined;
}
