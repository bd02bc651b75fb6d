/** The parts of the explorer's pages. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { packageFile } from '../package-files.ts';

/** What a page opens with. */
export interface ExplorerContent {
  /** At least one. The page stores its state in the browser under their names. */
  readonly queries: readonly ExplorerQuery[];
  /** Sent in the headers of every tab. Null: the user enters one. */
  readonly token: string | null;
}

/** GraphiQL names a tab after its operation. */
export interface ExplorerQuery {
  readonly name: string;
  readonly query: string;
}

/** A page, its content security policy, and the files that it loads from here. */
export interface ExplorerPage {
  readonly formatHtml: (content: ExplorerContent) => string;
  readonly contentSecurityPolicy: string;
  readonly assets: readonly Asset[];
}

export interface Asset {
  readonly path: string;
  readonly type: string;
  readonly content: Buffer;
}

const types = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
} as const;

export type AssetName = `${string}.${keyof typeof types}`;

/** A file whose path contains the hash of its content. */
export function createAsset(name: AssetName, text: string): Asset {
  const content = Buffer.from(text);
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 16);
  const extension = name.slice(name.lastIndexOf('.') + 1) as keyof typeof types;
  return { path: `/explorer/${hash}/${name}`, type: types[extension], content };
}

/** A file in this folder. */
export async function readAsset(name: AssetName): Promise<Asset> {
  return createAsset(name, await readFile(packageFile(`src/explorer/${name}`), 'utf8'));
}

/**
 * A data block for the page's script, which finds it by the id `explorer-data`. No text in it can end the block or start
 * another one, even if it is parsed as JavaScript.
 */
export function formatData(data: object): string {
  const json = JSON.stringify(data).replaceAll(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `<script type="application/json" id="explorer-data">${json}</script>`;
}

/** Only the named sources are allowed, and no page of the explorer can be framed. */
export function formatPolicy(directives: Readonly<Record<string, string>>): string {
  return Object.entries({
    'default-src': "'none'",
    ...directives,
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
  })
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}
