/**
 * The storage that GitHub keeps logs in: Azure's blobs behind links that end after a minute. It takes no credentials but those
 * of the link. https://learn.microsoft.com/en-us/rest/api/storageservices/get-blob
 */
import { createHmac } from 'node:crypto';
import {
  isReadyAnswer,
  toEmulatedError,
  toRawAnswer,
  toStreamedAnswer,
  type EmulatedError,
  type Emulator,
  type EmulatorSettings,
  type RawAnswer,
  type StreamedAnswer,
} from '../kit/emulator.ts';
import type { EmulatedRequest } from '../kit/request.ts';
import { createRoutes } from '../kit/routes.ts';
import { createEmulator } from '../kit/server.ts';
import { formatXmlDocument } from '../kit/xml.ts';

/** A log as a file, however large. */
export interface EmulatedLogFile {
  readonly size: number;
  /** The bytes from `from` on, before `to`. */
  readonly read: (from: number, to: number) => Uint8Array;
}

export interface LogStorageOptions extends EmulatorSettings {
  /** By the id of a job. Undefined until the job has ended. */
  readonly fileOf: (jobId: string) => EmulatedLogFile | EmulatedError | RawAnswer | undefined;
  /** Answers 200 with the whole file, whatever the range. Default: false. */
  readonly ignoresRanges?: boolean;
}

export interface LogStorage extends Emulator {
  /** A link to a job's log, good for a minute. */
  readonly toLink: (jobId: string, now: Date) => string;
}

const linkSeconds = 60;
/** How much of a whole file is sent at once. */
const partBytes = 262_144;
const blobPath = /^\/actions-results\/workflow-job-run-([1-9]\d*)\/job-logs\.txt$/;
const key = 'the key of an account that is not there';

/** A file of the text. */
export function toLogFile(text: string): EmulatedLogFile {
  const bytes = Buffer.from(text);
  return { size: bytes.length, read: (from, to) => bytes.subarray(from, to) };
}

/** Starts the storage. */
export async function createLogStorage(options: LogStorageOptions): Promise<LogStorage> {
  const { fileOf, ignoresRanges = false } = options;
  const routes = createRoutes([
    {
      operation: 'GetBlob',
      path: blobPath,
      toAnswer: (jobId, { headers }) => {
        const file = fileOf(jobId);
        if (file === undefined)
          return toEmulatedError('BlobNotFound', 'The specified blob does not exist.', { status: 404 });
        if (isReadyAnswer(file)) return file;
        return ignoresRanges || headers['range'] === undefined ? toWhole(file) : toPart(file, headers['range']);
      },
    },
  ]);
  const storage = await createEmulator(
    {
      toTarget: routes.toTarget,
      verify: toRefusal,
      toAnswer: (request, target) =>
        routes.toAnswer(request, target) ?? toEmulatedError('ResourceNotFound', 'Not found', { status: 404 }),
      formatError: ({ code, message, status = 400, headers }) =>
        toRawAnswer({
          status,
          headers: { 'content-type': 'application/xml', 'x-ms-error-code': code, ...headers },
          body: formatXmlDocument('Error', { Code: code, Message: message }),
        }),
      createRequestId: (random) => random.uuid(),
      errors: {
        throttled: toEmulatedError('ServerBusy', 'The server is busy.', { status: 503 }),
        denied: authenticationFailed,
        internal: toEmulatedError('InternalError', 'Server encountered an internal error.', { status: 500 }),
      },
    },
    options,
  );
  const toLink = (jobId: string, now: Date): string => `${storage.url}${toSignedPath(jobId, now)}`;
  return Object.defineProperties(storage, { toLink: { value: toLink } }) as LogStorage;
}

const authenticationFailed = toEmulatedError('AuthenticationFailed', 'Server failed to authenticate the request.', {
  status: 403,
});

function toSignedPath(jobId: string, now: Date): string {
  const path = `/actions-results/workflow-job-run-${jobId}/job-logs.txt`;
  const ends = new Date(now.getTime() + linkSeconds * 1000).toISOString();
  const query = new URLSearchParams({ rsct: 'text/plain', se: ends, sig: toSignature(path, ends), sp: 'r', sr: 'b' });
  return `${path}?${query.toString()}`;
}

function toSignature(path: string, ends: string): string {
  return createHmac('sha256', key).update(`${path}\n${ends}`).digest('base64');
}

/** A header of GitHub's is refused: the link is all that the storage knows. */
function toRefusal({ headers, path, query }: EmulatedRequest, now: Date): EmulatedError | undefined {
  const foreign = ['authorization', 'cookie', 'x-github-api-version', 'accept'].filter(
    (name) => headers[name] !== undefined,
  );
  if (foreign.length > 0) return authenticationFailed;
  const { se = '', sig } = query;
  return sig === toSignature(path, se) && now.getTime() < Date.parse(se) ? undefined : authenticationFailed;
}

function toWhole({ size, read }: EmulatedLogFile): StreamedAnswer {
  return toStreamedAnswer({
    headers: { 'content-type': 'text/plain', 'content-length': String(size), 'accept-ranges': 'bytes' },
    run: async (send, gone, drained) => {
      for (let from = 0; from < size && !gone.aborted; from += partBytes) {
        send(read(from, Math.min(from + partBytes, size)));
        await drained();
      }
    },
  });
}

/** Both forms that Azure reads; a suffix is none of them. */
function toPart({ size, read }: EmulatedLogFile, range: string): RawAnswer | EmulatedError {
  const [, from = '', to = ''] = /^bytes=(\d+)-(\d*)$/.exec(range) ?? [];
  if (from === '') return toEmulatedError('InvalidHeaderValue', 'The value for one of the HTTP headers is invalid.');
  const first = Number(from);
  if (first >= size)
    return toEmulatedError('InvalidRange', 'The range specified is invalid.', {
      status: 416,
      headers: { 'content-range': `bytes */${size}` },
    });
  const last = Math.min(to === '' ? size - 1 : Number(to), size - 1);
  return toRawAnswer({
    status: 206,
    headers: { 'content-type': 'text/plain', 'content-range': `bytes ${first}-${last}/${size}` },
    body: read(first, last + 1),
  });
}
