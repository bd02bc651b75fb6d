/** The setting `webhooks` of a source, and the secret that it names. */
import { z } from 'zod';
import { checkedText, someText } from '../../settings/kinds.ts';
import { createRenewable } from '../contract/renewable.ts';
import { safetySeconds, toVariant } from '../contract/settings.ts';
import { isWebhookSecret, readSecretFile, webhookSecretExpected } from './secret-files.ts';

/** The key `webhooks` of a source. */
export const webhooksSettings = z
  .union(
    [
      toVariant({
        secret: checkedText(webhookSecretExpected, isWebhookSecret).describe(
          'The secret that deliveries are signed with, from the environment.',
        ),
        safetySeconds,
      }),
      toVariant({
        secretFile: someText().describe(
          'A file of the secret, relative to this file’s folder. Read again when what was read is a minute old.',
        ),
        safetySeconds,
      }),
    ],
    { error: 'a map of either secret or secretFile, and safetySeconds' },
  )
  .optional()
  .describe('What takes signed deliveries at /webhooks/ and the source’s name. Default: nothing, jobs are polled.');

type WebhooksSettings = NonNullable<z.output<typeof webhooksSettings>>;

/** A file is read again when what was read is this old. */
const rereadMilliseconds = 60_000;

/** Reads the secret: a file's is kept for a minute. */
export function createSecretReader(settings: WebhooksSettings, now: () => Date): () => Promise<string> {
  if ('secret' in settings) {
    const secret = Promise.resolve(settings.secret);
    return () => secret;
  }
  const { read } = createRenewable<{ readonly secret: string; readonly expiration?: Date }>({
    read: async () => ({ secret: await readSecretFile(settings.secretFile) }),
    isSame: (one, other) => one.secret === other.secret,
    now,
    rereadMilliseconds,
    cooldownMilliseconds: 0,
    // What a file no longer holds is not used any more.
    usesOlder: false,
  });
  return async () => (await read()).secret;
}
