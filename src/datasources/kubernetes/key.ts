/** The parts of a job's key, `<namespace>/<name>/<uid>`: names are used again, uids are not. */
import type { JobKey } from '../../provider/contract/job.ts';

const namespace = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';
const name = '[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?';
const uid = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** A DNS label (RFC 1123). https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
export const namespacePattern = new RegExp(`^${namespace}$`);
/** A DNS subdomain (RFC 1123). https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
export const jobNamePattern = new RegExp(`^${name}$`);
/** A UUID in lower case, as the API server gives it. */
export const uidPattern = new RegExp(`^${uid}$`);
/** `<namespace>/<name>/<uid>`. */
export const jobKeyPattern = new RegExp(`^${namespace}/${name}/${uid}$`);

/** The parts of a job's key, as texts. */
export interface KeyParts {
  readonly namespace: string;
  readonly name: string;
  /** Empty in a part of a key that names no uid. */
  readonly uid: string;
}

/** The key must match `jobKeyPattern`, or be the part of a key without a uid. */
export function parseKey(key: JobKey): KeyParts {
  const [ofNamespace = '', ofName = '', ofUid = ''] = key.split('/');
  return { namespace: ofNamespace, name: ofName, uid: ofUid };
}

/** The inverse of `parseKey`. */
export function formatKey(parts: KeyParts): JobKey {
  return `${parts.namespace}/${parts.name}/${parts.uid}`;
}
