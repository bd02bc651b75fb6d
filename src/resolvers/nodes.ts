/** The parents of resolvers: the job's facts under the graph's names, and its secrets unopened. */
import type { CosOperation } from '../datasources/cosbatch/index.ts';
import {
  formatJobId,
  isTerminal,
  type Instant,
  type JobFacts,
  type JobKey,
  type JobProvider,
  type JobSecrets,
} from '../job.ts';
import type { RegisteredProvider } from '../providers.ts';
import type { Secret } from '../secret.ts';
import type { Provider } from '../provider/provider.ts';
import type { ReadRecord } from '../jobs/reader.ts';
import type { Source } from '../jobs/source.ts';

interface SharedNode<EnumValue extends JobProvider> {
  readonly id: string;
  readonly provider: EnumValue;
  readonly source: Source;
  readonly isTerminal: boolean;
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

export type CosBatchOperationNode = CosOperation;

export type JobSourceNode = Source;

const nodeOf = new WeakMap<ReadRecord, JobNode>();
const knownNodes = new WeakSet<object>();

/** The node of a record that a memory gives out again and again: made once. */
export function toKnownNode(source: Source, key: JobKey, record: ReadRecord): JobNode {
  let node = nodeOf.get(record);
  if (node === undefined) {
    node = toJobNode(source, key, record);
    nodeOf.set(record, node);
    knownNodes.add(node);
  }
  return node;
}

/** Whether it is the node of a record that a memory gives out again. */
export function isKnownNode(value: object): boolean {
  return knownNodes.has(value);
}

/** A source's records have its provider's types, because its adapter made them. */
export function toJobNode(source: Source, key: JobKey, { facts, secrets, fetchedAt }: ReadRecord): JobNode {
  const shared: JobFacts & SharedNode<JobProvider> = {
    ...facts,
    consoleUrl: source.consoleUrlOf(facts),
    id: formatJobId(source.name, key),
    provider: source.provider,
    source,
    isTerminal: isTerminal(facts.status),
    fetchedAt,
    secrets,
  };
  return shared as JobNode;
}
