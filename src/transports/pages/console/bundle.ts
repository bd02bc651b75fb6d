/** The console's files as the page needs them: what it loads, ready to be sent, and the operations that it sends itself. */
import { createAssetSender, isAssetName, readIcon, toAssetType, toContentHash, type SendAsset } from '../assets.ts';
import type { BuiltFile, FindFiles } from './files.ts';

/** The console's files, ready to be sent. */
export interface ConsoleBundle {
  /** File names, of the four that the page names itself. */
  readonly script: string;
  readonly style: string;
  readonly icon: string;
  /** File names of the parts that the page loads by need, by the names of these. */
  readonly parts: Readonly<Record<string, string>>;
  /** The icon of a page on which jobs failed. */
  readonly failedIcon: string;
  /** By file name. */
  readonly assets: ReadonlyMap<string, SendAsset>;
  /** The texts of all operations that the page sends. */
  readonly operations: readonly string[];
}

/** What manifest.json says. */
type Manifest = Pick<ConsoleBundle, 'script' | 'style' | 'parts'>;

/** Undefined if no files exist and they cannot be built. */
export type LoadBundle = () => Promise<ConsoleBundle | undefined>;

/**
 * Reads the files once, when they are first requested. If no files exist, the next request looks again.
 * @param onLoad called with them, once
 */
export function createBundleLoader(find: FindFiles, onLoad: (bundle: ConsoleBundle) => void): LoadBundle {
  let loading: ReturnType<LoadBundle> | undefined;
  const load: LoadBundle = async () => {
    let bundle: ConsoleBundle | undefined;
    try {
      const files = await find();
      bundle = files && (await toBundle(files));
    } finally {
      if (bundle === undefined) loading = undefined;
    }
    if (bundle !== undefined) onLoad(bundle);
    return bundle;
  };
  return () => (loading ??= load());
}

async function toBundle(files: readonly BuiltFile[]): Promise<ConsoleBundle> {
  const contents = new Map(files.map(({ name, content }) => [name, Buffer.from(content)]));
  const { script, style, parts = {} } = readJson(contents, 'manifest.json') as Partial<Manifest>;
  if (script === undefined || style === undefined)
    throw new TypeError('manifest.json of the console must name its script and its style');
  const icon = await readIcon();
  const failedIcon = addMark(icon);
  const iconName = `icon-${toContentHash(icon)}.svg`;
  const failedIconName = `icon-${toContentHash(failedIcon)}.svg`;
  const assets = new Map<string, SendAsset>([
    [iconName, createAssetSender({ type: toAssetType('icon.svg'), content: icon })],
    [failedIconName, createAssetSender({ type: toAssetType('icon.svg'), content: failedIcon })],
  ]);
  for (const [name, content] of contents) {
    if (!isAssetName(name)) continue;
    const br = contents.get(`${name}.br`);
    const gzip = contents.get(`${name}.gz`);
    const compressed = { ...(br && { br }), ...(gzip && { gzip }) };
    assets.set(name, createAssetSender({ type: toAssetType(name), content, compressed }));
  }
  return {
    script,
    style,
    icon: iconName,
    parts,
    failedIcon: failedIconName,
    assets,
    operations: Object.values(readJson(contents, 'operations.json') as Readonly<Record<string, string>>),
  };
}

/** The icon with a red disc over its corner. */
function addMark(icon: Buffer): Buffer {
  const mark = '<circle cx="24" cy="8" r="8" fill="#dc2626" stroke="#fff" stroke-width="1.5" />';
  return Buffer.from(icon.toString().replace('</svg>', `${mark}</svg>`));
}

/** An absent file is empty. */
function readJson(contents: ReadonlyMap<string, Buffer>, name: string): object {
  return JSON.parse(String(contents.get(name) ?? '{}')) as object;
}
