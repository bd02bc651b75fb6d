/** Files that settings name: what each must hold, and how it is read. */
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { CredentialsFault } from '../contract/signer.ts';
import {
  describeGoogleFile,
  toGoogleFederation,
  toGoogleKey,
  toSubjectToken,
  type GoogleFederation,
  type GoogleKey,
} from './google-files.ts';

/** What a file must hold. */
export interface FileKind {
  /** Completes the sentence "must be …". */
  readonly expected: string;
  readonly isValid: (text: string) => boolean;
  /** What came, of a file that is not valid. Default: `one of something else`. Never the file's own words. */
  readonly describe?: (text: string) => string;
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
  keyFile: {
    expected: 'a JSON file of type service_account with client_email and an RSA private_key, as Google gives it',
    isValid: (text) => toGoogleKey(text) !== undefined,
    describe: (text) => describeGoogleFile(text, 'service_account'),
  },
  externalAccountFile: {
    expected: 'a JSON file of type external_account whose credential_source is a file, as Google gives it',
    isValid: (text) => toGoogleFederation(text) !== undefined,
    describe: (text) => describeGoogleFile(text, 'external_account'),
  },
} satisfies Readonly<Record<string, FileKind>>;

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

/** Reads the service account's key again whenever it is called. Throws `CredentialsFault`. */
export async function readGoogleKeyFile(file: string): Promise<GoogleKey> {
  return readAs(file, toGoogleKey);
}

/** Reads the external account again whenever it is called. Throws `CredentialsFault`. */
export async function readGoogleFederationFile(file: string): Promise<GoogleFederation> {
  return readAs(file, toGoogleFederation);
}

/** Reads the token of an external account's issuer again whenever it is called. Throws `CredentialsFault`. */
export async function readSubjectTokenFile(
  file: string,
  source: GoogleFederation['credential_source'],
): Promise<string> {
  return readAs(file, (text) => toSubjectToken(text, source));
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
