/** What jobgraph asks of GitHub, out of GitHub's own description of its API. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { descriptions } from './prism.ts';

export const description = join(descriptions, '@octokit/openapi/generated/api.github.com.deref.json');

interface Operation {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly schema: object }[];
  readonly responses: Readonly<Record<string, { readonly headers?: Readonly<Record<string, object>> }>>;
}

interface Description {
  readonly openapi: string;
  readonly info: object;
  readonly paths: Readonly<Record<string, { readonly get: Operation }>>;
}

const runs = '/repos/{owner}/{repo}/actions/runs';

/** `created` is a range of times in the words of its description, and one time by its format. */
function withRanges(get: Operation): Operation {
  const parameters = get.parameters.map((one) =>
    one.name === 'created' ? { ...one, schema: { type: 'string' } } : one,
  );
  return { ...get, parameters };
}

/** A read, as GitHub describes it. */
export function readOperation(path: string): Operation {
  const { paths } = JSON.parse(readFileSync(description, 'utf8')) as Description;
  return paths[path]!.get;
}

/** Writes the reads of runs to a file of the folder, and gives its name. */
export function writeGitHubExcerpt(folder: string): string {
  const { openapi, info, paths } = JSON.parse(readFileSync(description, 'utf8')) as Description;
  const kept = [runs, `${runs}/{run_id}`, `${runs}/{run_id}/jobs`].map((path) => {
    const operation = paths[path]?.get;
    if (operation === undefined) throw new Error(`the description has no path ${path}`);
    return [path, { get: withRanges(operation) }];
  });
  const file = join(folder, 'actions.json');
  writeFileSync(file, JSON.stringify({ openapi, info, paths: Object.fromEntries(kept) as object }));
  return file;
}
