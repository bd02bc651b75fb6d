/** A file of this package. Modules are asked from `src/` and, bundled, from `dist/`: both stand one folder below it. */
export function packageFile(path: string): URL {
  return new URL(`../${path}`, import.meta.url);
}
