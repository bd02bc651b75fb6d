/** docs/clients.md, as its readers copy from it. */
import { readFileSync } from 'node:fs';

export const page = readFileSync(new URL('../../docs/clients.md', import.meta.url), 'utf8');

export interface Block {
  readonly language: string;
  /** The file that it is, where it names one. */
  readonly file: string | undefined;
  readonly text: string;
}

export const blocks: readonly Block[] = [...page.matchAll(/^```(\w+)(?: title="(.+?)")?\n(.*?)^```/gms)].map(
  ([, language = '', file, text = '']) => ({ language, file, text }),
);
