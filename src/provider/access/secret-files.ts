/** Files that settings name: what each must hold, and how it is read. */
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { CredentialsFault } from '../contract/signer.ts';

interface FileKind {
  /** Completes the sentence "must be …". */
  readonly expected: string;
  readonly isValid: (text: string) => boolean;
}

/** Keys of a source's settings that name a file, relative to the configuration's folder. Checked at the start. */
export const fileKinds = {
  tokenFile: {
    expected: 'a file of one token, in visible ASCII characters',
    isValid: (text) => toToken(text) !== undefined,
  },
  secretFile: {
    expected: 'a file of one secret of 16 to 256 bytes',
    isValid: (text) => toWebhookSecret(text) !== undefined,
  },
  privateKeyFile: { expected: 'a file of an RSA private key in PEM', isValid: (text) => toRsaKey(text) !== undefined },
  caFile: { expected: 'a file of certificates in PEM', isValid: areCertificates },
} as const satisfies Readonly<Record<string, FileKind>>;

/** Reads the token again whenever it is called. Throws `CredentialsFault`. */
export async function readTokenFile(file: string): Promise<string> {
  return readAs(file, toToken);
}

/** Reads the secret again whenever it is called. Throws `CredentialsFault`. */
export async function readSecretFile(file: string): Promise<string> {
  return readAs(file, toWebhookSecret);
}

/** Reads the key again whenever it is called. Throws `CredentialsFault`. */
export async function readRsaKeyFile(file: string): Promise<KeyObject> {
  return readAs(file, toRsaKey);
}

/** The causes may name the file or quote it, so they are dropped. */
async function readAs<T>(file: string, parse: (text: string) => T | undefined): Promise<T> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  const value = text === undefined ? undefined : parse(text);
  if (value === undefined) throw new CredentialsFault('CREDENTIAL_FILE_UNFIT');
  return value;
}

/** Blanks and line breaks at the ends are cut: most tools end a file with a line break. */
function toToken(text: string): string | undefined {
  const token = text.trim();
  return /^[\x21-\x7e]+$/.test(token) ? token : undefined;
}

/** What a webhook's secret must be. */
export const webhookSecretExpected = 'text of 16 to 256 bytes';

/** Whether deliveries may be signed with it. */
export function isWebhookSecret(text: string): boolean {
  const bytes = Buffer.byteLength(text);
  return bytes >= 16 && bytes <= 256;
}

function toWebhookSecret(text: string): string | undefined {
  const secret = text.trim();
  return isWebhookSecret(secret) ? secret : undefined;
}

/** PKCS#1, as GitHub gives it, or PKCS#8. */
function toRsaKey(pem: string): KeyObject | undefined {
  try {
    const key = createPrivateKey(pem);
    return key.asymmetricKeyType === 'rsa' ? key : undefined;
  } catch {
    return undefined;
  }
}

const certificate = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/** At least one, and all of them sound. */
function areCertificates(pem: string): boolean {
  const all = pem.match(certificate) ?? [];
  try {
    return all.map((one) => new X509Certificate(one)).length > 0 && pem.split('-----BEGIN').length === all.length + 1;
  } catch {
    return false;
  }
}
