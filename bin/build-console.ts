/**
 * Makes the console: its script, its style sheet, both compressed, and the lists that the gateway needs. `npm run build` writes
 * them to dist/console; the gateway builds them in memory where that is missing.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { formatDocument, stringifyDocument } from '@urql/core';
import type { DocumentNode } from 'graphql';
import { rolldown, type Plugin } from 'rolldown';
import * as documents from '../console/src/graph/graphql.generated.ts';

/** A file of dist/console by its name in that folder. */
export interface BuiltFile {
  readonly name: string;
  readonly content: Uint8Array;
}

const sources = new URL('../console/', import.meta.url);
const target = new URL('../dist/console/', import.meta.url);

/**
 * The files: scripts and the style sheet by their hash, `.gz` and `.br` beside each, `manifest.json` with the names of the first
 * script and the style sheet, and `operations.json` with every document that the page sends, by its SHA-256.
 * @param plugins see the scripts' modules
 */
export async function buildConsole(plugins: readonly Plugin[] = []): Promise<readonly BuiltFile[]> {
  const [scripts, style] = await Promise.all([bundleScripts(plugins), joinStyles()]);
  const [main] = scripts;
  if (main === undefined) throw new TypeError('rolldown made no script of console/src/main.tsx');
  const assets = [...scripts, style];
  const compressed = await Promise.all(assets.map(compress));
  return [
    ...assets,
    ...compressed.flat(),
    toJsonFile('manifest.json', { script: main.name, style: style.name }),
    toJsonFile('operations.json', listOperations()),
  ];
}

/** As text a document is a fifth of what its syntax tree is; the page parses it with the parser that urql brings. */
const documentsAsText: Plugin = {
  name: 'documents-as-text',
  load: {
    filter: { id: /graphql\.generated\.ts$/ },
    handler: () => {
      const lines = listDocuments().map(({ name, text }) => {
        const short = text.replaceAll(/\s+/g, ' ').replaceAll(/ ?([{}():,]) ?/g, '$1');
        return `export const ${name} = /* @__PURE__ */ parse(${JSON.stringify(short)}, { noLocation: true });`;
      });
      return { code: ["import { parse } from '@0no-co/graphql.web';", ...lines].join('\n'), moduleType: 'js' };
    },
  },
};

/** The page's own first; parts that are loaded later follow. */
async function bundleScripts(plugins: readonly Plugin[]): Promise<readonly BuiltFile[]> {
  const bundle = await rolldown({
    input: fileURLToPath(new URL('src/main.tsx', sources)),
    platform: 'browser',
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    tsconfig: fileURLToPath(new URL('tsconfig.json', sources)),
    plugins: [documentsAsText, ...plugins],
  });
  const { output } = await bundle.generate({
    format: 'esm',
    minify: true,
    entryFileNames: '[name]-[hash].js',
    chunkFileNames: '[name]-[hash].js',
  });
  await bundle.close();
  const chunks = output.filter((part) => part.type === 'chunk');
  return chunks
    .toSorted((one, other) => Number(other.isEntry) - Number(one.isEntry))
    .map(({ fileName, code }) => ({ name: fileName, content: Buffer.from(withoutNotes(code)) }));
}

/** Without the minifier's notes to itself. */
function withoutNotes(code: string): string {
  return code.replaceAll(/(\w?) *\/\* @__PURE__ \*\/ */g, (_note, letter: string) =>
    letter === '' ? '' : `${letter} `,
  );
}

/** console.css, then those that stand beside their components, by path. */
async function joinStyles(): Promise<BuiltFile> {
  const parts = (await readdir(new URL('src/', sources), { recursive: true })).filter((name) => name.endsWith('.css'));
  const paths = ['console.css', ...parts.toSorted().map((name) => `src/${name}`)];
  const texts = await Promise.all(paths.map((path) => readFile(new URL(path, sources), 'utf8')));
  const content = Buffer.from(shorten(texts.join('\n')));
  return { name: `console-${toDigest(content).slice(0, 8)}.css`, content };
}

/** Without comments, and without blanks that mean nothing. */
function shorten(style: string): string {
  return style
    .replaceAll(/\/\*.*?\*\//gs, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([{};,]) ?/g, '$1')
    .replaceAll(';}', '}');
}

async function compress({ name, content }: BuiltFile): Promise<readonly BuiltFile[]> {
  const [gz, br] = await Promise.all([
    promisify(gzip)(content, { level: 9 }),
    promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }),
  ]);
  return [
    { name: `${name}.gz`, content: gz },
    { name: `${name}.br`, content: br },
  ];
}

/** What the page sends, by its SHA-256. */
function listOperations(): Readonly<Record<string, string>> {
  return Object.fromEntries(listDocuments().map(({ text }) => [toDigest(text), text]));
}

/** As the page's client prints them: with the type's name in each selection. */
function listDocuments(): readonly { readonly name: string; readonly text: string }[] {
  return Object.entries(documents)
    .filter(([name]) => name.endsWith('Document'))
    .map(([name, document]) => ({
      name,
      text: stringifyDocument(formatDocument<DocumentNode>(document) as DocumentNode),
    }));
}

function toJsonFile(name: string, value: object): BuiltFile {
  return { name, content: Buffer.from(`${JSON.stringify(value, null, 2)}\n`) };
}

function toDigest(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Writes dist/console anew. The parameter is that of `buildConsole`. */
export async function writeConsole(plugins?: readonly Plugin[]): Promise<void> {
  const files = await buildConsole(plugins);
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  await Promise.all(files.map(({ name, content }) => writeFile(new URL(name, target), content)));
}

if (import.meta.main) await writeConsole();
