import { readFileSync } from 'node:fs';

/** A file of `lua/`. The bundle has another form of this module, which holds all of them: see rolldown.config.ts. */
export function readLua(name: string): string {
  return readFileSync(new URL(`./lua/${name}.lua`, import.meta.url), 'utf8');
}
