/** The containers of generated jobs, in the three ways in which Batch spells them. */
import fc from 'fast-check';
import type { Viewer } from '../../conformance/provider-under-test.ts';
import { member, someText, toSortedEntries, wholeNumber } from '../generated-values.ts';
import { toWireObject, type WireJson } from '../wire-json.ts';

type Maybe<T> = T | null | undefined;
type ModelOf<A> = A extends fc.Arbitrary<infer T> ? T : never;

export const whole = wholeNumber;
export type Whole = ModelOf<typeof whole>;

const text = fc.oneof(someText, fc.constant(''));
const texts = fc.array(text, { maxLength: 3 });
const variables = fc.array(fc.record({ name: member(text), value: member(text) }), { maxLength: 3 });

const container = fc.record({
  name: member(text),
  image: member(text),
  command: member(texts),
  args: member(texts),
  exitCode: member(whole),
  reason: member(text),
  logStreamName: member(text),
  environment: member(variables),
  secrets: member(variables),
});
type Container = ModelOf<typeof container>;

const some = fc.array(container, { maxLength: 2 });

export const containersModel = fc.record({
  only: member(
    fc.record({
      container,
      jobRoleArn: member(text),
      executionRoleArn: member(text),
      resources: member(fc.array(fc.record({ type: someText, value: member(text) }), { maxLength: 3 })),
    }),
  ),
  tasks: member(
    fc.array(fc.record({ taskRoleArn: member(text), executionRoleArn: member(text), containers: member(some) }), {
      maxLength: 2,
    }),
  ),
  pod: member(fc.record({ containers: member(some) })),
});
export type Containers = ModelOf<typeof containersModel>;

/** The members of a job, or of a range of nodes, that hold containers. */
export function toContainerMembers({ only, tasks, pod }: Containers): Readonly<Record<string, WireJson>> {
  return {
    container:
      only &&
      toWireObject({
        ...toEcsMembers(only.container),
        jobRoleArn: only.jobRoleArn,
        executionRoleArn: only.executionRoleArn,
        resourceRequirements: only.resources?.map((one) => toWireObject(one)),
      }),
    ecsProperties:
      tasks &&
      toWireObject({
        taskProperties: tasks.map(({ taskRoleArn, executionRoleArn, containers }) =>
          toWireObject({
            taskRoleArn,
            executionRoleArn,
            containers: containers?.map((one) => toWireObject({ name: one.name, ...toEcsMembers(one) })),
          }),
        ),
      }),
    eksProperties:
      pod &&
      toWireObject({
        podProperties: toWireObject({
          containers: pod.containers?.map((one) =>
            toWireObject({
              name: one.name,
              image: one.image,
              command: one.command,
              args: one.args,
              env: toWireVariables(one.environment, 'value'),
              exitCode: toNumber(one.exitCode),
              reason: one.reason,
            }),
          ),
        }),
      }),
  };
}

function toEcsMembers(one: Container): Readonly<Record<string, WireJson>> {
  return {
    image: one.image,
    command: one.command,
    exitCode: toNumber(one.exitCode),
    reason: one.reason,
    logStreamName: one.logStreamName,
    environment: toWireVariables(one.environment, 'value'),
    secrets: toWireVariables(one.secrets, 'valueFrom'),
  };
}

function toNumber(value: Maybe<Whole>): WireJson {
  return value && { number: value.wire };
}

function toWireVariables(list: Container['environment'], valueName: string): WireJson {
  return list?.map(({ name, value }) => toWireObject({ name, [valueName]: value }));
}

/** A container that comes as `kind` says it. */
interface Found {
  readonly kind: 'only' | 'ecs' | 'eks';
  readonly one: Container;
}

function findAll(all: readonly Containers[]): readonly Found[] {
  return all.flatMap(({ only, tasks, pod }) => [
    ...(only ? [{ kind: 'only', one: only.container } as const] : []),
    ...(tasks ?? []).flatMap(({ containers }) => (containers ?? []).map((one) => ({ kind: 'ecs', one }) as const)),
    ...(pod?.containers ?? []).map((one) => ({ kind: 'eks', one }) as const),
  ]);
}

/** `containers` and `environmentVariables` as the graph has them. */
export function listContainers(all: readonly Containers[], viewer: Viewer): object {
  const found = findAll(all);
  if (found.length === 0) return { containers: null, environmentVariables: null };
  const isWhole = viewer === 'whole';
  return {
    containers: found.map(({ kind, one }) => ({
      name: toName({ kind, one }),
      image: one.image ?? null,
      ...(isWhole ? { command: toCommand({ kind, one }) } : {}),
      exitCode: one.exitCode?.value ?? null,
      reason: one.reason ?? null,
      logStreamName: kind === 'eks' ? null : (one.logStreamName ?? null),
    })),
    environmentVariables: found.flatMap(({ kind, one }) => [
      ...(one.environment ?? []).map(({ name, value }) => ({
        name: name ?? null,
        ...(isWhole ? { value: value ?? null } : {}),
        valueFrom: null,
        type: null,
        container: toName({ kind, one }),
      })),
      ...(kind === 'eks' ? [] : (one.secrets ?? [])).map(({ name, value }) => ({
        name: name ?? null,
        ...(isWhole ? { value: null } : {}),
        valueFrom: value ?? null,
        type: null,
        container: toName({ kind, one }),
      })),
    ]),
  };
}

function toName({ kind, one }: Found): string | null {
  return kind === 'only' ? null : (one.name ?? null);
}

function toCommand({ kind, one }: Found): readonly string[] | null {
  if (kind !== 'eks') return one.command ?? null;
  return one.command || one.args ? [...(one.command ?? []), ...(one.args ?? [])] : null;
}

/** What the graph says of the only container's roles and resources. */
export function rolesOf({ only, tasks }: Containers): object {
  const first = tasks?.[0];
  return {
    roleArn: only?.jobRoleArn ? only.jobRoleArn : (first?.taskRoleArn ?? null),
    executionRoleArn: only?.executionRoleArn ? only.executionRoleArn : (first?.executionRoleArn ?? null),
    resources: only?.resources ? sortResources(only.resources) : null,
  };
}

function sortResources(
  resources: readonly { readonly type: string; readonly value: Maybe<string> }[],
): readonly object[] {
  return toSortedEntries(resources.map(({ type, value }) => [type, value ?? null] as const));
}
