/** The parents of resolvers: the job's facts under the graph's names, and its secrets unopened. */
import type { CosOperation } from '../datasources/cosbatch/index.ts';
import {
  toDurationSeconds,
  type Instant,
  type JobFacts,
  type JobProvider,
  type JobSecrets,
} from '../provider/contract/job.ts';
import { formatJobId } from '../jobs/reading/job-id.ts';
import type { RegisteredProvider } from '../providers.ts';
import type { Secret } from '../provider/contract/secret.ts';
import type { Provider } from '../provider/contract/provider.ts';
import type { ReadRecord } from '../jobs/reading/reader.ts';
import type { Source } from '../jobs/source.ts';

interface SharedNode<EnumValue extends JobProvider> {
  /** By which graphql-js finds the concrete type. */
  readonly __typename: string;
  readonly id: string;
  readonly provider: EnumValue;
  readonly source: Source;
  readonly durationSeconds: number | null;
  readonly fetchedAt: Instant;
  readonly secrets: JobSecrets;
}

type NodeOf<P> =
  P extends Provider<infer _Settings, infer Facts, infer _Name, infer EnumValue>
    ? Facts & SharedNode<EnumValue>
    : never;

/** A job of any provider. */
export type JobNode = NodeOf<RegisteredProvider>;

/** A job of the provider with this concrete type. */
export type JobNodeOf<TypeName extends RegisteredProvider['typeName']> = NodeOf<
  Extract<RegisteredProvider, { readonly typeName: TypeName }>
>;

/** An entry whose value is still a secret. */
export interface CodePipelineConfigurationEntryNode {
  readonly jobId: string;
  readonly key: string;
  readonly value: Secret<string | null> | undefined;
}

/** The parent of the resolvers of a COS batch operation. */
export type CosBatchOperationNode = CosOperation;

/** The parent of the resolvers of a source. */
export type JobSourceNode = Source;

const nodeOf = new WeakMap<ReadRecord, JobNode>();
const knownNodes = new WeakSet<object>();

/** The node of a record that a memory returns repeatedly. The node is made once. */
export function toKnownNode(job: NamedJob, record: ReadRecord): JobNode {
  let node = nodeOf.get(record);
  if (node === undefined) {
    node = toJobNode(job, record);
    nodeOf.set(record, node);
    knownNodes.add(node);
  }
  return node;
}

/** Whether the value is the node of a record that a memory returns repeatedly. */
export function isKnownNode(value: object): boolean {
  return knownNodes.has(value);
}

const noSecrets: JobSecrets = {};

/** A job's source and its id, as the request or the row names it. */
interface NamedJob {
  readonly source: Source;
  readonly id: string;
}

/** A source's records have its provider's types, because its adapter made them. */
export function toJobNode(
  { source, id }: NamedJob,
  { facts, secrets = noSecrets, fetchedAt, key }: ReadRecord,
): JobNode {
  const shared: JobFacts & SharedNode<JobProvider> = {
    ...facts,
    __typename: source.typeName,
    consoleUrl: source.consoleUrlOf(facts),
    id: key === undefined ? id : formatJobId(source.name, key),
    provider: source.provider,
    source,
    durationSeconds: toDurationSeconds(facts, fetchedAt, source.adapter.reportsStart ?? true),
    fetchedAt,
    secrets,
  };
  return shared as JobNode;
}
