/** Takes the deliveries of one source's webhooks: a delivery that is signed and new becomes a hint. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createTokenBucket } from '../../calls/token-bucket.ts';
import { orUnreadable, tellVerdict, type PushedSource } from '../pushes/checked-hints.ts';
import { CredentialsFault } from '../../provider/contract/signer.ts';
import type { SourceWebhooks } from '../../provider/contract/webhooks.ts';
import { parseJsonObject } from '../../provider/decode/json-fields.ts';
import { createSeenDeliveries, type SeenDeliveries } from './seen-deliveries.ts';

/** A delivery whose body has come whole. */
interface Delivery {
  /** HMAC-SHA-256 of the body, as 64 lower-case hexadecimal digits. */
  readonly signature: string;
  /** `x-github-event`. */
  readonly event: string | undefined;
  /** `x-github-delivery`. */
  readonly id: string | undefined;
  readonly body: Buffer;
}

/** The status of the answer: 202 for a hint, 204 if there is nothing to do. */
export type DeliveryStatus = 202 | 204 | 400 | 401;

/** What the path of a source's webhooks leads to. */
export interface WebhookDoor {
  /** From now on deliveries may come. */
  readonly open: () => void;
  /** Whether one more may come now. */
  readonly admits: () => boolean;
  /** A delivery has no signature of the right form. */
  readonly refuse: () => void;
  /** Waits for no read of a job. Never rejects. */
  readonly take: (delivery: Delivery) => Promise<DeliveryStatus>;
}

/** The source, and the clock of its deliveries. */
interface WebhookDoorOptions extends PushedSource {
  readonly webhooks: SourceWebhooks;
  readonly monotonic: () => number;
}

/** Deliveries a second, and at once after a quiet time. */
const rate = { requestsPerSecond: 500, burst: 1000 };

/** Remembers no delivery at first. */
export function createWebhookDoor(options: WebhookDoorOptions): WebhookDoor {
  const { reader, monotonic } = options;
  const bucket = createTokenBucket(rate, monotonic);
  const seen = createSeenDeliveries(monotonic);
  const refuse = (): void => {
    reader.dropped('refused');
  };

  return {
    open: reader.answered,
    admits: () => bucket.spend(0) === 0,
    refuse,
    take: async (delivery) => {
      const secret = await readSecret(options);
      if (secret !== undefined && isSignedWith(secret, delivery)) return judge(options, seen, delivery);
      refuse();
      return 401;
    },
  };
}

/** Undefined if the secret's file cannot be read: then nothing is signed with it. */
async function readSecret({ webhooks, reader }: WebhookDoorOptions): Promise<string | undefined> {
  try {
    const secret = await webhooks.readSecret();
    reader.answered();
    return secret;
  } catch (error) {
    if (!(error instanceof CredentialsFault)) throw error;
    reader.failed({ code: 'PROVIDER_ACCESS_DENIED', cause: error.kind, isPermanent: true });
    return undefined;
  }
}

function isSignedWith(secret: string, { signature, body }: Delivery): boolean {
  const expected = createHmac('sha256', secret).update(body).digest();
  return timingSafeEqual(expected, Buffer.from(signature, 'hex'));
}

const idPattern = /^[A-Za-z0-9-]{1,64}$/;

/** Of a delivery that is signed. */
function judge(options: WebhookDoorOptions, seen: SeenDeliveries, delivery: Delivery): DeliveryStatus {
  const { reader, webhooks } = options;
  const { event, id = '', signature, body } = delivery;
  const payload = orUnreadable(() => parseJsonObject(body));
  if (payload === 'unreadable' || event === undefined || event === '' || !idPattern.test(id)) {
    reader.dropped('unreadable');
    return 400;
  }
  if (!seen.note(id, signature)) return tellVerdict(options, () => webhooks.toVerdict(event, payload)) ? 202 : 204;
  reader.dropped('repeated');
  return 204;
}
