/** The form of the documents: lines and cells that fit a screen. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const pages = execFileSync('git', ['ls-files', 'README.md', 'CONTRIBUTING.md', 'docs', 'bench/README.md'], {
  cwd: root,
  encoding: 'utf8',
})
  .trim()
  .split('\n')
  .filter((file) => file.endsWith('.md') && existsSync(join(root, file)));

const maxColumns = 140;
const maxCell = 120;

/** Without blocks of code. */
const listLines = (text: string): readonly string[] => text.replaceAll(/^ *```[^]*?^ *```$/gm, '').split('\n');

/** A line with a word that is longer than the rest of it cannot be broken: an address. */
const isBreakable = (line: string): boolean => line.trim().split(' ').length > 2;

it.each(pages)('%s has no line of more than 140 characters outside of tables and code', (page) => {
  const long = listLines(readFileSync(join(root, page), 'utf8')).filter(
    (line) => !line.trimStart().startsWith('|') && line.length > maxColumns && isBreakable(line),
  );

  expect(long).toEqual([]);
});

it.each(pages)('%s has no cell of more than 120 characters', (page) => {
  const rows = listLines(readFileSync(join(root, page), 'utf8')).filter((line) => line.startsWith('|'));
  const cells = rows.flatMap((row) => row.split(/(?<!\\)\|/).map((cell) => cell.trim()));

  expect(cells.filter((cell) => cell.length > maxCell && !/^-+$/.test(cell))).toEqual([]);
});
