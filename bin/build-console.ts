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
import { rolldown, type OutputChunk, type Plugin } from 'rolldown';
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
 * script and the style sheet and, by name, of the parts that are loaded by need, and `operations.json` with every document that
 * the page sends, by its SHA-256.
 * @param plugins see the scripts' modules
 */
export async function buildConsole(plugins: readonly Plugin[] = []): Promise<readonly BuiltFile[]> {
  const chunks = await bundleScripts(plugins);
  const main = chunks.find(({ isEntry }) => isEntry);
  if (main === undefined) throw new TypeError('rolldown made no script of console/src/main.tsx');
  const style = await joinStyles(new Set(chunks.flatMap(({ moduleIds }) => moduleIds)));
  const scripts = chunks.map(({ fileName, code }) => ({ name: fileName, content: Buffer.from(withoutNotes(code)) }));
  const assets = [...scripts, style];
  const compressed = await Promise.all(assets.map(compress));
  return [
    ...assets,
    ...compressed.flat(),
    toJsonFile('manifest.json', { script: main.fileName, style: style.name, parts: listParts(chunks) }),
    toJsonFile('operations.json', listOperations()),
  ];
}

/**
 * As text a document is a fifth of what its syntax tree is; the page parses it with the parser that urql brings. Each is a
 * module of its own, so that it comes with the part of the page that sends it.
 */
function createDocumentsPlugin(): Plugin {
  const texts = new Map(listDocuments().map(({ name, text }) => [`document:${name}`, { name, text }]));
  const all = [...texts].map(([id, { name }]) => `export { ${name} } from '${id}';`).join('\n');
  return {
    name: 'documents-as-text',
    resolveId: { filter: { id: /^document:/ }, handler: (id) => id },
    load: {
      filter: { id: /graphql\.generated\.ts$|^document:/ },
      handler: (id) => {
        const one = texts.get(id);
        return { code: one === undefined ? all : toDocumentModule(one), moduleType: 'js', moduleSideEffects: false };
      },
    },
  };
}

function toDocumentModule({ name, text }: ConsoleDocument): string {
  const short = text.replaceAll(/\s+/g, ' ').replaceAll(/ ?([{}():,]) ?/g, '$1');
  return `import { parse } from '@0no-co/graphql.web';
    export const ${name} = /* @__PURE__ */ parse(${JSON.stringify(short)}, { noLocation: true });`;
}

/** A style sheet that a part's component imports comes with that part. The page's policy allows sheets that its scripts make. */
const stylesOfParts: Plugin = {
  name: 'styles-of-parts',
  load: {
    filter: { id: /\.css$/ },
    handler: async (id) => {
      const text = JSON.stringify(shorten(await readFile(id, 'utf8')));
      const code = `
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(${text});
        document.adoptedStyleSheets.push(sheet);`;
      return { code, moduleType: 'js', moduleSideEffects: true };
    },
  },
};

/** All that the first rows need is one file, and each part that is loaded by need another. */
async function bundleScripts(plugins: readonly Plugin[]): Promise<readonly OutputChunk[]> {
  const bundle = await rolldown({
    input: fileURLToPath(new URL('src/main.tsx', sources)),
    platform: 'browser',
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    tsconfig: fileURLToPath(new URL('tsconfig.json', sources)),
    plugins: [createDocumentsPlugin(), stylesOfParts, ...plugins],
  });
  const { output } = await bundle.generate({
    format: 'esm',
    minify: true,
    entryFileNames: '[name]-[hash].js',
    chunkFileNames: '[name]-[hash].js',
    codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] },
  });
  await bundle.close();
  return output.filter((part) => part.type === 'chunk');
}

/** The files that the page imports by need, each by the name of its module. */
function listParts(chunks: readonly OutputChunk[]): Readonly<Record<string, string>> {
  return Object.fromEntries(chunks.filter((chunk) => !chunk.isEntry).map(({ name, fileName }) => [name, fileName]));
}

/** Without the minifier's notes to itself. */
function withoutNotes(code: string): string {
  return code.replaceAll(/(\w?) *\/\* @__PURE__ \*\/ */g, (_note, letter: string) =>
    letter === '' ? '' : `${letter} `,
  );
}

/**
 * console.css, then those that stand beside their components, by path.
 * @param ofParts paths of those that come with a part
 */
async function joinStyles(ofParts: ReadonlySet<string>): Promise<BuiltFile> {
  const names = (await readdir(new URL('src/', sources), { recursive: true })).filter((name) => name.endsWith('.css'));
  const paths = ['console.css', ...names.toSorted().map((name) => `src/${name}`)]
    .map((path) => fileURLToPath(new URL(path, sources)))
    .filter((path) => !ofParts.has(path));
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
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

interface ConsoleDocument {
  readonly name: string;
  readonly text: string;
}

/** As the page's client prints them: with the type's name in each selection. */
function listDocuments(): readonly ConsoleDocument[] {
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
