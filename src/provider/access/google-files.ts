/**
 * Files of Google's credentials: a service account's key, and an external account (workload identity federation).
 * @see https://google.aip.dev/auth/4112 and https://google.aip.dev/auth/4117
 */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { isLoopbackHost } from '../../platform/loopback.ts';
import { isSection } from '../../settings/kinds.ts';

/** Keys and tokens are sent there. */
const safeUrl = z.url().refine((address) => {
  const { protocol, hostname, username, password } = new URL(address);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(hostname));
  return isSafe && username === '' && password === '';
});

const keyFile = z.object({
  type: z.literal('service_account'),
  client_email: z.string().min(1),
  private_key_id: z.string().optional(),
  private_key: z.string().transform(toRsaKey),
  token_uri: safeUrl.default('https://oauth2.googleapis.com/token'),
});

const federationFile = z.object({
  type: z.literal('external_account'),
  audience: z.string().min(1),
  subject_token_type: z.string().min(1),
  token_url: safeUrl,
  service_account_impersonation_url: safeUrl.optional(),
  credential_source: z.object({
    file: z.string().min(1),
    format: z
      .union([
        z.object({ type: z.literal('text') }),
        z.object({ type: z.literal('json'), subject_token_field_name: z.string().min(1) }),
      ])
      .default({ type: 'text' }),
  }),
});

/** A service account's key. */
export type GoogleKey = z.output<typeof keyFile>;
/** An external account, whose tokens another issuer writes into a file. */
export type GoogleFederation = z.output<typeof federationFile>;

function toRsaKey(pem: string, context: z.core.$RefinementCtx): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'rsa') return key;
  } catch {
    // The cause may quote the key.
  }
  context.addIssue({ code: 'custom', message: 'an RSA private key' });
  return z.NEVER;
}

/** Undefined for anything else. */
export function toGoogleKey(text: string): GoogleKey | undefined {
  return keyFile.safeParse(parseObject(text)).data;
}

/** Undefined for anything else, among it an account whose tokens come from an address, a program or another cloud. */
export function toGoogleFederation(text: string): GoogleFederation | undefined {
  return federationFile.safeParse(parseObject(text)).data;
}

/** The token in the issuer's file. Undefined if the file holds no token. */
export function toSubjectToken(text: string, { format }: GoogleFederation['credential_source']): string | undefined {
  const token = format.type === 'text' ? text.trim() : parseObject(text)?.[format.subject_token_field_name];
  return typeof token === 'string' && /^[\x21-\x7e]+$/.test(token) ? token : undefined;
}

/** Words that a message may quote of a file. */
const types = [
  ...['service_account', 'external_account', 'authorized_user', 'impersonated_service_account'],
  ...['external_account_authorized_user', 'gdch_service_account'],
] as const;
const otherSources = ['url', 'environment_id', 'executable', 'certificate'];

/** What the file says it is. Undefined for anything but Google's. */
export function findGoogleType(text: string): (typeof types)[number] | undefined {
  const type = parseObject(text)?.['type'];
  return types.find((known) => known === type);
}

/** What came in the place of a file of this type. */
export function describeGoogleFile(text: string, expected: (typeof types)[number]): string {
  const type = findGoogleType(text);
  if (type === undefined) return 'one of something else';
  if (type !== expected) return `one of type ${type}`;
  const source = parseObject(text)?.['credential_source'];
  const other = otherSources.find((name) => isSection(source) && Object.hasOwn(source, name));
  return other === undefined ? 'one that is not complete' : `one whose credential_source has ${other}`;
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isSection(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
