/** `Query.jobSourceChecks`: asks sources for all that their settings name. */
import type { GraphQLResolveInfo } from 'graphql';
import { InputError } from '../errors/errors.ts';
import type { SourceCheck } from '../jobs/checks/source-checks.ts';
import type { Source } from '../jobs/source.ts';
import { requestOf, type ReadRootField } from './asked.ts';
import type { GatewayContext } from './context.ts';

/** The findings about one source. */
export interface SourceCheckNode extends SourceCheck {
  readonly source: Source;
}

/** The sources, in the order of the settings. */
export const readSourceChecksField: ReadRootField<readonly Source[]> = (args, { sources }) => {
  const ids = args['sources'] as readonly string[] | null | undefined;
  for (const id of ids ?? [])
    if (!sources.has(id))
      throw new InputError(`\`sources\` must name configured sources, but got ${JSON.stringify(id.slice(0, 200))}.`, {
        argument: 'sources',
      });
  const request = [...sources.values()].filter(({ name }) => ids == null || ids.includes(name));
  return { request, cost: () => ({ entries: request.length }) };
};

/** All at once. What a check has found is never kept: see `GatewayContext.noteUnstorable`. */
export async function checkSources(
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<readonly SourceCheckNode[]> {
  context.noteUnstorable();
  const sources = requestOf(context, info, readSourceChecksField);
  return Promise.all(sources.map(async (source) => ({ source, ...(await source.check('viewer')) })));
}
