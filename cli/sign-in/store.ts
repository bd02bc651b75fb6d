/** Sign-ins that are kept for the next command: tokens.json, which only its owner can read. */
import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { CommandFault, exits } from '../exit.ts';
import { readOwnFile } from '../files.ts';
import { holdLock, toUnwritable, type Wait } from './lock.ts';

/** The tokens that a gateway's issuer gave, and the request for them. */
export interface SignIn {
  readonly issuer: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly audience?: string | undefined;
  readonly resource?: string | undefined;
  readonly accessToken: string;
  readonly refreshToken: string | null;
  /** RFC 3339. Null where the issuer did not say. */
  readonly expiresAt: string | null;
}

/** By the address of the graph. */
export type SignIns = Readonly<Record<string, SignIn>>;

/** Empty where there is no file. Throws `CommandFault` (78) for one that others can read, or that holds anything else. */
export function readSignIns(file: string): SignIns {
  const text = readOwnFile(file);
  if (text === undefined) return {};
  refuseOpenFile(file);
  const signIns = parse(text);
  if (signIns !== undefined) return signIns;
  throw new CommandFault(
    exits.config,
    `${file} must hold what "jobgraph auth login" wrote, but holds something else: remove it, and sign in again.`,
  );
}

/** Windows has no such modes. */
function refuseOpenFile(file: string): void {
  const mode = statSync(file).mode & 0o777;
  if (process.platform === 'win32' || (mode & 0o077) === 0) return;
  throw new CommandFault(
    exits.config,
    `${file} must be for its owner alone (mode 600), but its mode is ${mode.toString(8)}: others may have the tokens.`,
  );
}

function parse(text: string): SignIns | undefined {
  try {
    const value = JSON.parse(text) as { readonly gateways?: unknown } | null;
    const gateways = value?.gateways;
    if (typeof gateways !== 'object' || gateways === null) return undefined;
    return Object.values(gateways).every(isSignIn) ? (gateways as SignIns) : undefined;
  } catch {
    return undefined;
  }
}

function isSignIn(value: Readonly<Record<string, unknown>> | null): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const isTextOrNull = (name: string): boolean => value[name] === null || typeof value[name] === 'string';
  return (
    ['issuer', 'clientId', 'accessToken'].every((name) => typeof value[name] === 'string') &&
    ['refreshToken', 'expiresAt'].every(isTextOrNull) &&
    Array.isArray(value['scopes'])
  );
}

/**
 * `change` returns the new content, or undefined to keep the present one. Other commands wait meanwhile, so that only one uses a
 * refresh token.
 */
export async function changeSignIns(
  file: string,
  wait: Wait,
  change: (signIns: SignIns) => SignIns | undefined | Promise<SignIns | undefined>,
): Promise<void> {
  writing(file, () => mkdirSync(dirname(file), { recursive: true, mode: 0o700 }));
  const release = await holdLock(`${file}.lock`, wait);
  try {
    const changed = await change(readSignIns(file));
    const text = `${JSON.stringify({ gateways: changed }, null, 2)}\n`;
    if (changed !== undefined) writing(file, () => replace(file, text));
  } finally {
    release();
  }
}

function writing<Result>(file: string, write: () => Result): Result {
  try {
    return write();
  } catch (cause) {
    throw toUnwritable(file, cause);
  }
}

/** A reader sees the old file or the new one, also after a crash. */
function replace(file: string, text: string): void {
  const next = `${file}.${randomUUID()}`;
  try {
    const descriptor = openSync(next, 'wx', 0o600);
    try {
      writeSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(next, file);
  } catch (error) {
    rmSync(next, { force: true });
    throw error;
  }
}
