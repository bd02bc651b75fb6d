import type { DemoIds } from '../kit/demo-world.ts';
import type { ProviderDemo } from '../kit/provider-demo.ts';

/** A document for a tab of the explorer. */
export interface DemoQuery {
  readonly name: string;
  readonly query: string;
}

/** A source of the demo; ids are in the graph's spelling. */
export interface ShownSource {
  readonly source: string;
  readonly typeName: string;
  readonly demo: Pick<ProviderDemo, 'selection' | 'protectedSelection' | 'movingSelection'>;
  readonly ids: DemoIds;
  /** The moving jobs that are running now. */
  readonly listMoving: () => readonly string[];
}

/** Every concrete type with its open fields, which a viewer with `job:read` may see. */
export function formatFirstQuery(sources: readonly ShownSource[]): string {
  const fragments = sources.map(({ typeName, demo }) => `    ${formatFragment(typeName, demo.selection, '    ')}`);
  return `query FirstJobs {
  jobsById(ids: ${formatList(sources.map(({ ids }) => ids.first))}) {
    __typename
    id
    provider
    status
    rawStatus
    statusMessage
    createdAt
    endedAt
    progress { total succeeded failed fraction }
    failures { code message subject }
${fragments.join('\n')}
  }
}
`;
}

/** The tabs after the first, one per feature of the graph. */
export function listDemoQueries(sources: readonly ShownSource[]): readonly DemoQuery[] {
  return [
    { name: 'First jobs', query: formatFirstQuery(sources) },
    { name: 'One moving job', query: formatMovingQuery(sources) },
    { name: 'Protected fields', query: formatProtectedQuery(sources) },
    { name: 'Why did it fail?', query: formatLogQuery(sources) },
    { name: 'What goes wrong', query: formatFailingQuery(sources) },
    { name: 'Sources', query: sourcesQuery },
    { name: 'Newest jobs', query: newestQuery },
    { name: 'Live', query: formatLiveQuery(sources) },
  ];
}

function formatMovingQuery(sources: readonly ShownSource[]): string {
  const shown = sources.find(({ demo }) => demo.movingSelection !== undefined) ?? sources[0];
  const [id = ''] = shown?.listMoving() ?? [];
  return `# Its counts climb for three minutes: run it again and again.
# Then the next one begins: open this page anew for its id.
query OneMovingJob {
  job(id: ${JSON.stringify(id)}) {
    status
    rawStatus
    isTerminal
    progress { total succeeded failed fraction }
    fetchedAt
    ${formatFragment(shown?.typeName ?? 'Job', shown?.demo.movingSelection ?? 'id', '    ')}
  }
}
`;
}

function formatProtectedQuery(sources: readonly ShownSource[]): string {
  const jobs = sources.flatMap(({ typeName, demo: { protectedSelection }, ids, source }) =>
    ids.protected === undefined || protectedSelection === undefined
      ? []
      : [
          `  ${source.replaceAll('-', '_')}: job(id: ${JSON.stringify(ids.protected)}) {
    statusMessage
    ${formatFragment(typeName, protectedSelection, '    ')}
  }`,
        ],
  );
  return `# Needs a token of job:read, job:sensitive and job:credentials. The explorer
# puts one into the headers; without it these fields are null, each with its
# reason. To get another: npm run --silent token -- --scope "job:read …"
query ProtectedFields {
${jobs.join('\n')}
}
`;
}

function formatLogQuery(sources: readonly ShownSource[]): string {
  const logs = sources.flatMap(({ source, ids: { logged } }) =>
    logged === undefined
      ? []
      : [
          `  ${source.replaceAll('-', '_')}: jobLog(id: ${JSON.stringify(logged)}, last: 10) {
    part { name status exitCode failedStep endedAt }
    lines { time kind text }
    issues { code message }
  }`,
        ],
  );
  return `# The last lines of what failed. Needs a token of job:read and job:logs:
# each log that is read is recorded.
query WhyDidItFail {
${logs.join('\n')}
}
`;
}

function formatFailingQuery(sources: readonly ShownSource[]): string {
  const failing = sources.flatMap(({ ids }) => [ids.throttled, ids.denied, ids.unknown]);
  return `# Each fails alone: throttled, denied and unknown jobs beside one that answers.
query WhatGoesWrong {
  jobsById(ids: ${formatList([...sources.slice(0, 1).map(({ ids }) => ids.first), ...failing])}) {
    id
    status
  }
}
`;
}

const sourcesQuery = `query Sources {
  jobSources {
    name
    provider
    region
    lifecycle
    canList
    listsStatus
    health { state lastSuccessAt lastErrorAt lastErrorCode requestsInFlight requestsQueued }
  }
}
`;

const newestQuery = `query NewestJobs {
  jobs(first: 20) {
    nodes { __typename id status createdAt }
    pageInfo { hasNextPage endCursor }
    issues { source { name } code message isRetryable }
  }
}
`;

function formatLiveQuery(sources: readonly ShownSource[]): string {
  return `subscription Live {
  jobUpdated(ids: ${formatList(sources.flatMap(({ listMoving }) => listMoving()))}) {
    id
    status
    isTerminal
    progress { total succeeded failed fraction }
  }
}
`;
}

function formatList(ids: readonly string[]): string {
  return `[\n${ids.map((id) => `    ${JSON.stringify(id)}\n`).join('')}  ]`;
}

function formatFragment(typeName: string, selection: string, indent: string): string {
  const lines = selection.split('\n').map((line) => `${indent}  ${line.trim()}`);
  return `... on ${typeName} {\n${lines.join('\n')}\n${indent}}`;
}
