/** Every path and heading that a document names is there: a file or folder of this repository, or what a command makes. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
const folders = new Set(tracked.map((file) => file.split('/')[0] ?? ''));
const documents = tracked.filter(
  (file) => file.endsWith('.md') && file !== 'CHANGELOG.md' && existsSync(join(root, file)),
);

/** What commands make, what an example names, and what stands in a reader's own project. */
const made = /^(dist|node_modules|coverage)\/|[<>*{}…]|^src\/gql\//;

/** Paths in backticks that begin with a folder of this repository. */
function listNamed(text: string): readonly string[] {
  return [...text.matchAll(/`([\w.-]+\/[^`\s]*)`/g)]
    .map(([, path = '']) => path)
    .filter((path) => folders.has(path.split('/')[0] ?? ''));
}

/** Targets of links that are neither addresses nor places of the same page. */
function listLinked(text: string): readonly string[] {
  return [...text.matchAll(/\]\(([^)\s#]+)(?:#[^)\s]*)?\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target));
}

/** The anchors that GitHub gives a page's headings. */
function listAnchors(text: string): readonly string[] {
  const headings = text.replaceAll(/^ *```[^]*?^ *```$/gm, '').match(/^#{1,6} .+$/gm) ?? [];
  return headings.map((heading) =>
    heading
      .replace(/^#+ /, '')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Links to a heading of a page, as [page, anchor]. */
function listAnchored(file: string, text: string): readonly (readonly [page: string, anchor: string])[] {
  return [...text.matchAll(/\]\(([^)\s#:]*\.md)?#([^)\s]+)\)/g)].map(([, page, anchor = '']) => [
    page === undefined ? file : join(dirname(file), page),
    anchor,
  ]);
}

describe('a document', () => {
  it.each(documents)('%s names only paths that exist', (file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const isThere = (path: string): boolean => existsSync(join(root, path));
    // A README also names files of its own folder.
    const named = listNamed(text).filter(
      (path) => !made.test(path) && !isThere(path) && !isThere(join(dirname(file), path)),
    );
    const linked = listLinked(text).filter((target) => !isThere(join(dirname(file), target)));

    expect([...named, ...linked]).toEqual([]);
  });

  it.each(documents)('%s links only to headings that exist', (file) => {
    const links = listAnchored(file, readFileSync(join(root, file), 'utf8'));

    const dead = links.filter(
      ([page, anchor]) => !listAnchors(readFileSync(join(root, page), 'utf8')).includes(anchor),
    );

    expect(dead).toEqual([]);
  });

  it('is one of many', () => {
    expect(documents.length).toBeGreaterThan(40);
  });
});
