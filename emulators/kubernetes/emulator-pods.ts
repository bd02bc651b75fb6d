/** Pods of an emulated cluster, listed by selectors and in pages. https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/ */
import { toEmulatedError, type EmulatedError } from '../kit/emulator.ts';
import { isJsonObject, parseJsonObject, type JsonObject } from '../kit/json.ts';
import { parsePageSize } from '../kit/paging.ts';
import { compareText } from '../kit/request.ts';

/** A Pod as the API server holds it. */
export interface EmulatedPod extends JsonObject {
  readonly metadata: JsonObject & { readonly namespace: string; readonly name: string; readonly uid: string };
  readonly spec: JsonObject & { readonly containers: readonly EmulatedPodContainer[] };
  readonly status: JsonObject & { readonly phase: string };
}

/** A container of a pod's `spec`. */
export interface EmulatedPodContainer extends JsonObject {
  readonly name: string;
}

export interface PodLists {
  readonly toPage: (
    namespace: string,
    query: Readonly<Record<string, string>>,
  ) => { readonly object: JsonObject } | EmulatedError;
  /** Lists that have begun are too old. */
  readonly expire: () => void;
}

export function createPodLists(list: () => readonly EmulatedPod[]): PodLists {
  let version = 5000;
  return {
    toPage: (namespace, query) => {
      const size = parsePageSize(query['limit'], { min: 0, max: 1_000_000, byDefault: 0 });
      const selects = toPodSelection(query);
      if (size === undefined || selects === undefined)
        return toEmulatedError('BadRequest', 'limit, fieldSelector or labelSelector: Invalid value');
      const from = parseJsonObject(Buffer.from(query['continue'] ?? '', 'base64url').toString('utf8'));
      if (from === undefined) return toEmulatedError('BadRequest', 'continue key is not valid');
      const after = typeof from['after'] === 'string' ? from['after'] : '';
      if (after !== '' && from['version'] !== version)
        return toEmulatedError('Expired', 'The provided continue parameter is too old.', { status: 410 });
      const rest = list()
        .filter((pod) => pod.metadata.namespace === namespace && selects(pod) && pod.metadata.name > after)
        .toSorted((one, other) => compareText(one.metadata.name, other.metadata.name));
      const items = size === 0 ? rest : rest.slice(0, size);
      return { object: toPodList(items, rest.length - items.length, version) };
    },
    expire: () => {
      version += 1;
    },
  };
}

function toPodList(items: readonly EmulatedPod[], remaining: number, version: number): JsonObject {
  const after = items.at(-1)?.metadata.name ?? '';
  const token = Buffer.from(JSON.stringify({ version, after })).toString('base64url');
  const more = remaining === 0 ? {} : { continue: token, remainingItemCount: remaining };
  return { kind: 'PodList', apiVersion: 'v1', metadata: { resourceVersion: String(version), ...more }, items };
}

type Selects = (pod: EmulatedPod) => boolean;

/** Undefined for a selector that cannot be read. */
function toPodSelection({ fieldSelector, labelSelector }: Readonly<Record<string, string>>): Selects | undefined {
  const fields = parseRequirements(fieldSelector ?? '');
  const labels = parseRequirements(labelSelector ?? '');
  if (fields === undefined || labels === undefined) return undefined;
  return (pod) =>
    fields.every((fits) => fits({ 'status.phase': pod.status.phase, 'metadata.name': pod.metadata.name })) &&
    labels.every((fits) => fits(isJsonObject(pod.metadata['labels']) ? pod.metadata['labels'] : {}));
}

type Requirement = (values: Readonly<Record<string, unknown>>) => boolean;

/** Commas part requirements, but not within parentheses. */
function parseRequirements(text: string): readonly Requirement[] | undefined {
  if (text === '') return [];
  const parts = text.split(/,(?![^(]*\))/).map(toRequirement);
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

function toRequirement(text: string): Requirement | undefined {
  const [, absent = '', present = ''] = /^(?:!([\w./-]+)|([\w./-]+))$/.exec(text) ?? [];
  if (absent !== '') return (values) => values[absent] === undefined;
  if (present !== '') return (values) => values[present] !== undefined;
  const [, set = '', word = '', members = ''] = /^([\w./-]+) (in|notin) \(([\w.,-]*)\)$/.exec(text) ?? [];
  if (set !== '') return (values) => members.split(',').includes(String(values[set])) === (word === 'in');
  const [, name = '', operator = '', value = ''] = /^([\w./-]+)(!=|==|=)([\w.-]*)$/.exec(text) ?? [];
  return name === '' ? undefined : (values) => (values[name] === value) === (operator !== '!=');
}
