/** What a provider says about a failure, made safe to print. */
import { toPrintable } from '../../errors/part-words.ts';
import type { SignedRequest, WireAnswer } from '../../provider/contract/wire.ts';

const maxLength = 500;

/**
 * The sentence of an answer that is an error; null if no sentence can be found.
 * @param secrets texts that are replaced by `[hidden]`
 */
export function readProviderMessage({ body }: WireAnswer, secrets: readonly string[]): string | null {
  const text = new TextDecoder().decode(body);
  const found = readOfJson(text) ?? readOfXml(text);
  if (found === null || found.trim() === '') return null;
  const hidden = secrets.reduce((shown, secret) => shown.replaceAll(secret, '[hidden]'), found.trim());
  return Array.from(toPrintable(hidden)).slice(0, maxLength).join('');
}

function readOfJson(text: string): string | null {
  try {
    const body = JSON.parse(text) as Readonly<Record<string, unknown>> | null;
    const message = body?.['message'] ?? body?.['Message'];
    return typeof message === 'string' ? message : null;
  } catch {
    return null;
  }
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function readOfXml(text: string): string | null {
  const [, message] = /<Message>([^<]*)<\/Message>/.exec(text) ?? [];
  return message?.replace(/&(lt|gt|quot|apos|amp);/g, (_all, name: string) => entities[name] ?? '') ?? null;
}

const secretName = /secret|token|privatekey|password/i;
/** A shorter text would hide words that mean something else. */
const minSecretLength = 4;

/** The secrets of a source's settings, and those that a signed request carries. */
export function listSecrets(settings: object, request: SignedRequest | undefined): readonly string[] {
  const { authorization = '', 'x-amz-security-token': session = '' } = request?.headers ?? {};
  const sent = [session, ...listCredentials(authorization)];
  return [...listTexts(settings, false), ...sent].filter((text) => text.length >= minSecretLength);
}

/** A bearer token of any length; the parts of a signature that are too long for a word, such as the signature itself. */
function listCredentials(authorization: string): readonly string[] {
  const [, bearer] = /^(?:bearer|token) +(\S+)$/i.exec(authorization) ?? [];
  return bearer === undefined ? authorization.split(/[ ,=&]+/).filter((part) => part.length >= 20) : [bearer];
}

function listTexts(value: unknown, isSecret: boolean): readonly string[] {
  if (typeof value === 'string') return isSecret ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => listTexts(inner, isSecret || secretName.test(name)));
}
