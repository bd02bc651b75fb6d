/** The schema of `sources`: each entry by its provider, and what the entries must agree on. */
import { z } from 'zod';
import { sharedSettings } from '../provider/contract/settings.ts';
import { findProvider, providers, type RegisteredProvider } from '../providers.ts';
import { formatAlternatives, isSection, someList } from '../settings/kinds.ts';

type SourceSchema = RegisteredProvider['settings'];

// The list is not empty, which the type of a mapped list does not express.
const sourceSchemas = providers.map(({ settings }) => settings) as [SourceSchema, ...SourceSchema[]];

/** One entry of `sources`. */
export const sourceSchema = z.discriminatedUnion('provider', sourceSchemas, {
  error: ({ input }) => (isSection(input) ? formatAlternatives(providers.map(({ name }) => name)) : 'a map'),
});

const isList = { when: ({ value }: { readonly value: unknown }) => Array.isArray(value) };

/** All entries of `sources`. */
export const sources = someList(sourceSchema, 'a list of at least one source')
  .superRefine(checkUnknownProviders, isList)
  .superRefine(checkNames, isList)
  .superRefine(checkSharedQueues, isList);

/** The provider decides which keys a source may have; common keys are checked without a provider, too. */
function checkUnknownProviders(all: readonly unknown[], context: z.core.$RefinementCtx): void {
  for (const [index, source] of all.entries()) {
    if (!isSection(source) || findProvider(String(source['provider'])) !== undefined) continue;
    for (const issue of sharedSettings.safeParse(source).error?.issues ?? [])
      context.addIssue({ ...issue, path: [index, ...issue.path] });
  }
}

/** Checked even if other values of the sources are invalid. */
function checkNames(all: readonly unknown[], context: z.core.$RefinementCtx): void {
  const names = all.map((source) => (isSection(source) ? source['name'] : undefined));
  for (const [index, name] of names.entries()) {
    const first = names.indexOf(name);
    if (typeof name !== 'string' || first === index) continue;
    const params = { got: `the name of sources[${first}].name` };
    context.addIssue({ code: 'custom', path: [index, 'name'], message: 'a name of its own', params });
  }
}

/** One reader serves the sources that share a queue. */
function checkSharedQueues(all: readonly unknown[], context: z.core.$RefinementCtx): void {
  const first = new Map<unknown, { readonly index: number; readonly endpoint: unknown }>();
  for (const [index, source] of all.entries()) {
    const events: unknown = isSection(source) ? source['events'] : undefined;
    if (!isSection(events) || typeof events['queueUrl'] !== 'string') continue;
    const { queueUrl, endpoint } = events;
    const known = first.get(queueUrl);
    if (known === undefined) first.set(queueUrl, { index, endpoint });
    else if (known.endpoint !== endpoint)
      context.addIssue({
        code: 'custom',
        path: [index, 'events', 'endpoint'],
        message: `the same as sources[${known.index}].events.endpoint, because they share a queue`,
        params: { got: endpoint === undefined ? 'nothing' : 'another one' },
      });
  }
}
