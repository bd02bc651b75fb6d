/**
 * Moto's server: AWS's APIs as others read its pages, with signatures and policies in force. Its own page:
 * https://docs.getmoto.org/en/latest/docs/server_mode.html
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe } from 'vitest';

export interface MotoKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface Moto {
  readonly url: string;
  /**
   * A call as the account's owner, to make what a test needs. Only before `enforce`, because its signature is none.
   * Returns the answer's body. Throws if it is not 2xx.
   */
  readonly call: (service: string, request: MotoRequest) => Promise<string>;
  /** The keys of a new user who may do what this policy says, and nothing else. */
  readonly createUser: (policy: unknown) => Promise<MotoKeys>;
  /** From now on every call needs a valid signature and a policy that allows it. */
  readonly enforce: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface MotoRequest {
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Where the server's program is; undefined if this machine has none. */
export function findMoto(): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'moto_server'))
    .find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Tests that need the server. Without it they are skipped by name, and the reason is printed. */
export function describeWithMoto(name: string, tests: () => void): void {
  const isThere = findMoto() !== undefined;
  if (!isThere) process.stderr.write(`\n!!! SKIPPED, because there is no moto_server in PATH: ${name}\n`);
  describe.skipIf(!isThere)(name, tests);
}

/** @param settings Moto's own, by service: https://docs.getmoto.org/en/latest/docs/configuration/index.html */
export async function startMoto(settings: object = {}): Promise<Moto> {
  const file = findMoto();
  if (file === undefined) throw new Error('moto_server must be in PATH, but is not');
  // A process group of its own, because the program may be a wrapper around another.
  const server = spawn(file, ['-H', '127.0.0.1', '-p', '0'], { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  const url = await readUrl(server);
  const close = async (): Promise<void> => {
    const ended = once(server, 'exit');
    process.kill(-(server.pid ?? 0), 'SIGTERM');
    await ended;
  };
  try {
    await post(`${url}/moto-api/config`, { body: JSON.stringify(settings) });
  } catch (error) {
    await close();
    throw error;
  }
  const call: Moto['call'] = (service, { path = '/', headers = {}, body }) =>
    post(url + path, { headers: { ...headers, authorization: toOwnerOf(service) }, body });
  return {
    url,
    call,
    createUser: (policy) => createUser(call, policy),
    // With a form's content type, which is the default of others, it fails.
    enforce: async () => {
      await post(`${url}/moto-api/reset-auth`, { headers: { 'content-type': 'text/plain' }, body: '0' });
    },
    close,
  };
}

async function readUrl({ stderr }: ChildProcess): Promise<string> {
  if (stderr === null) throw new Error('the server has no output');
  for await (const line of createInterface(stderr)) {
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
    if (url === undefined) continue;
    // What it prints later must not fill the pipe.
    stderr.resume();
    return url;
  }
  throw new Error('moto_server ended before it listened');
}

/** The scope alone says which service is called; nobody checks the signature before `enforce`. */
function toOwnerOf(service: string): string {
  return `AWS4-HMAC-SHA256 Credential=OWNER/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=none`;
}

async function post(url: string, init: { readonly headers?: Readonly<Record<string, string>>; readonly body: string }) {
  const response = await fetch(url, { method: 'POST', ...init });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 500)}`);
  return text;
}

let users = 0;

async function createUser(call: Moto['call'], policy: unknown): Promise<MotoKeys> {
  users += 1;
  const name = `user-${users}`;
  const iam = (action: string, parameters: Readonly<Record<string, string>>): Promise<string> =>
    call('iam', {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: String(new URLSearchParams({ Action: action, Version: '2010-05-08', UserName: name, ...parameters })),
    });
  await iam('CreateUser', {});
  await iam('PutUserPolicy', { PolicyName: 'all-that-it-may', PolicyDocument: JSON.stringify(policy) });
  const keys = await iam('CreateAccessKey', {});
  return { accessKeyId: readElement(keys, 'AccessKeyId'), secretAccessKey: readElement(keys, 'SecretAccessKey') };
}

function readElement(xml: string, name: string): string {
  const [, text] = new RegExp(`<${name}>([^<]+)</${name}>`).exec(xml) ?? [];
  if (text === undefined) throw new Error(`no ${name} in the answer`);
  return text;
}
