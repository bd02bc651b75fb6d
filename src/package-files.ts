import { readFileSync } from 'node:fs';

/** A file of this package. Modules run from `src/` and, bundled, from `dist/`: both are one folder below the package. */
export function packageFile(path: string): URL {
  return new URL(`../${path}`, import.meta.url);
}

/** The program's version. */
export function readVersion(): string {
  const { version } = JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { readonly version: string };
  return version;
}
