/** The files of pages. Each is compressed once, when it is first requested, and browsers may keep it for ever. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { packageFile } from '../../package-files.ts';
import { chooseEncoding, type Encoding } from './encodings.ts';

const types = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
} as const;

/** The name of a file that a page can load. */
export type AssetName = `${string}.${keyof typeof types}`;

/** A file of a page, as it is sent. */
export interface Asset {
  /** Relative to the page's folder. Changes with the content. */
  readonly path: string;
  readonly type: string;
  readonly content: Buffer;
  /** Content that was compressed before. */
  readonly compressed?: Readonly<Partial<Record<Encoding, Buffer>>>;
}

/** Sends the file to one client. */
export type SendAsset = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** Whether pages can load a file of this name. */
export function isAssetName(name: string): name is AssetName {
  return Object.hasOwn(types, toExtension(name));
}

/** The media type of a file. */
export function toAssetType(name: AssetName): string {
  return types[toExtension(name) as keyof typeof types];
}

function toExtension(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** The first 16 hexadecimal digits of the content's SHA-256. */
export function toContentHash(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}

/** The icon of every page. */
export function readIcon(): Promise<Buffer> {
  return readFile(packageFile('src/transports/pages/icon.svg'));
}

/**
 * Answers with the file: compressed if the client takes that, and without its content if the client has it. The name
 * changes with the content, so browsers need not ask again.
 */
export function createAssetSender({ type, content, compressed = {} }: Omit<Asset, 'path'>): SendAsset {
  const hash = toContentHash(content);
  const made = new Map<Encoding, Promise<Buffer>>();
  const encode = (encoding: Encoding): Promise<Buffer> => {
    const known = compressed[encoding];
    const ready = made.get(encoding) ?? (known === undefined ? compressors[encoding](content) : Promise.resolve(known));
    made.set(encoding, ready);
    return ready;
  };

  return async ({ headers }, reply) => {
    const encoding = chooseEncoding(headers['accept-encoding']);
    const tag = `"${encoding === undefined ? hash : `${hash}-${encoding}`}"`;
    void reply.headers({
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=31536000, immutable',
      etag: tag,
      vary: [reply.getHeader('vary'), 'accept-encoding'].filter(Boolean).join(', '),
    });
    if (holdsTag(headers['if-none-match'], tag)) return reply.code(304).send();
    void reply.type(type);
    if (encoding === undefined) return reply.send(content);
    return reply.header('content-encoding', encoding).send(await encode(encoding));
  };
}

/** RFC 9110 section 13.1.2: tags are compared weakly. */
function holdsTag(condition: string | undefined, tag: string): boolean {
  return (condition ?? '').split(',').some((part) => ['*', tag, `W/${tag}`].includes(part.trim()));
}

const compressWithBrotli = promisify(brotliCompress);
const compressWithGzip = promisify(gzip);

/** Five megabytes take a tenth of a second, outside the thread that answers. Higher qualities save little more. */
const brotliQuality = 5;

const compressors: Readonly<Record<Encoding, (content: Buffer) => Promise<Buffer>>> = {
  br: (content) =>
    compressWithBrotli(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: brotliQuality,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
  gzip: (content) => compressWithGzip(content),
};
