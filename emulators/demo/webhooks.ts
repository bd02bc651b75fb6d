/** The webhooks of the demo: from the emulators to the gateway, with a secret of this start. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { StartingDemo } from '../kit/provider-demo.ts';

interface DemoWebhooks {
  /** The key `webhooks` of each source that has any. */
  readonly settings: object;
  readonly sendTo: (origin: string) => void;
  readonly close: () => void;
}

/** As for the queue: some of what moves in the demo has no delivery. */
const safetySeconds = 30;

/** Sends nothing before it knows where to. */
export function createWebhooks(
  sources: readonly (Pick<StartingDemo, 'sendWebhooks'> & { readonly source: string })[],
): DemoWebhooks {
  const secret = randomBytes(24).toString('base64url');
  let endings: readonly (() => void)[] = [];
  return {
    settings: { secret, safetySeconds },
    sendTo: (origin) => {
      endings = sources.flatMap(({ source, sendWebhooks }) => {
        const webhook = { url: `${origin}/webhooks/${source}`, secret, createId: randomUUID };
        return sendWebhooks === undefined ? [] : [sendWebhooks(webhook)];
      });
    },
    close: () => {
      for (const end of endings) end();
    },
  };
}
