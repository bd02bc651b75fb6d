/**
 * Lists the packages whose code a build holds, and writes their licences.
 * `node bin/third-party-licenses.ts FOLDER` prints those of all packages under FOLDER/node_modules: this is how
 * bin/graphiql-licenses.txt is made (docs/releasing.md).
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'rolldown';

/** The packages that the modules of builds come from. */
interface PackageCollector {
  /** Notes the modules of a build that it takes part in. */
  readonly plugin: Plugin;
  /** The packages' folders, sorted. */
  readonly folders: () => readonly string[];
}

/** Of several builds, if all of them have its plugin. */
export function collectPackages(): PackageCollector {
  const folders = new Set<string>();
  return {
    plugin: {
      name: 'collect-packages',
      generateBundle(_options, bundle) {
        const modules = Object.values(bundle).flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []));
        for (const module of modules) {
          const folder = toPackageFolder(module);
          if (folder !== undefined) folders.add(folder);
        }
      },
    },
    folders: () => [...folders].toSorted(),
  };
}

/** `/a/node_modules/@b/c/d.js` is in `/a/node_modules/@b/c`; a module of no package is in none. */
function toPackageFolder(module: string): string | undefined {
  return /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//s.exec(module)?.[1];
}

const rule = '-'.repeat(80);

/**
 * A section for each licence's text, under the names of the packages that have it, by name. Rejects with `TypeError` for a
 * package without a licence file, unless it names MIT, or Apache-2.0 and another one brings the text.
 * @param folders packages' folders
 */
export async function formatLicenses(folders: readonly string[]): Promise<string> {
  const packages = await Promise.all(folders.map(readLicense));
  const apache = packages.find(({ text }) => /^\s*Apache License\n/.test(text))?.text;
  const byNotice = Map.groupBy(packages, ({ manifest, text }) => text || toNotice(manifest, apache));
  return [...byNotice]
    .map(([notice, those]) => ({
      notice,
      titles: [...new Set(those.map(({ manifest }) => toTitle(manifest)))].toSorted(),
    }))
    .toSorted((one, other) => ((one.titles[0] ?? '') < (other.titles[0] ?? '') ? -1 : 1))
    .map(({ notice, titles }) => `${rule}\n${titles.join('\n')}\n\n${notice}\n`)
    .join('\n');
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  /** An SPDX identifier. */
  readonly license?: string;
  readonly author?: string | { readonly name: string };
}

function toTitle({ name, version, license = 'see below' }: Manifest): string {
  return `${name} ${version} (${license})`;
}

interface Licensed {
  readonly manifest: Manifest;
  /** What must stand in copies of the package; empty if it brings nothing. */
  readonly text: string;
}

async function readLicense(folder: string): Promise<Licensed> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
  const names = (await readdir(folder)).filter((file) => /^(licen[cs]e|copying|notice|thirdpartynotices)/i.test(file));
  const texts = await Promise.all(names.toSorted().map((file) => readFile(join(folder, file), 'utf8')));
  return { manifest, text: texts.map((text) => text.replaceAll('\r\n', '\n').trim()).join('\n\n') };
}

/** For packages that only name their licence. */
function toNotice(manifest: Manifest, apache: string | undefined): string {
  if (manifest.license === 'MIT') return toMitNotice(manifest);
  if (manifest.license === 'Apache-2.0' && apache !== undefined) return apache;
  throw new TypeError(
    `The package ${toTitle(manifest)} must bring the text of its licence, but it has no file with it.`,
  );
}

/** https://spdx.org/licenses/MIT.html */
function toMitNotice({ name, author }: Manifest): string {
  const holder = (typeof author === 'object' ? author.name : author) ?? `the authors of ${name}`;
  return `MIT License

Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
}

/** Every package that is installed in a folder, also those that others brought for themselves. */
async function listInstalled(folder: string): Promise<readonly string[]> {
  const files = await readdir(join(folder, 'node_modules'), { recursive: true });
  return files
    .map((file) => join(folder, 'node_modules', file))
    .filter((file) => /\/node_modules\/(@[^/]+\/)?[^/@.][^/]*\/package\.json$/.test(file))
    .map((file) => file.replace(/\/package\.json$/, ''))
    .filter((name) => !name.includes('/node_modules/@types/'));
}

if (import.meta.main) process.stdout.write(await formatLicenses(await listInstalled(process.argv[2] ?? '.')));
