/** The parts of the explorer's pages. */
import { readFile } from 'node:fs/promises';
import { packageFile } from '../../../package-files.ts';
import { readIcon, toAssetType, toContentHash, type Asset, type AssetName } from '../assets.ts';

/** The content that a page opens with. */
export interface ExplorerContent {
  /** At least one. The page stores its state in the browser under their names. */
  readonly queries: readonly ExplorerQuery[];
  /** Sent in the headers of every tab. Null: the user enters one. */
  readonly token: string | null;
  /** Whether the gateway serves the console, to be linked to. */
  readonly hasConsole: boolean;
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

/** The id of the data block. */
export const dataId = 'explorer-data';

/** A file whose path contains the hash of its content. Relative, as all addresses in the pages: a proxy may put a prefix before them. */
export function createAsset(name: AssetName, content: Buffer): Asset {
  return { path: `explorer/${toContentHash(content)}/${name}`, type: toAssetType(name), content };
}

/** A file in this folder. */
export async function readAsset(name: AssetName): Promise<Asset> {
  return createAsset(name, await readFile(packageFile(`src/transports/pages/explorer/${name}`)));
}

/** The icon of the pages, as a file. */
export async function readIconAsset(): Promise<Asset> {
  return createAsset('icon.svg', await readIcon());
}
