/**
 * Why a source does not answer: every cause, what it means, and what to do about it, in one place. The graph's enum
 * `JobErrorCause` follows from it, with the meanings as descriptions (`npm run regenerate`).
 */

interface Cause {
  /** The description of the enum's value. */
  readonly meaning: string;
  /** The message of an error with this cause. Default: that of its code. */
  readonly sentence?: string;
  /**
   * What somebody who runs this server can do. Braces hold words that a check replaces by what it has found; empty braces
   * are left out elsewhere. Null: it passes by itself, or is the provider's.
   */
  readonly remedy: string | null;
  /**
   * What the cause says of the source. `credentials`: every call fails until somebody changes something. `settings`: the
   * same, of a call for what the settings name. Default: a failure.
   */
  readonly fault?: 'credentials' | 'settings';
}

const credentials = 'credentials';
const settings = 'settings';

const lookAtProfile =
  'Look at the profile; at the file that `credentials` names: it cannot be read, is empty or holds something else.';
const lookAtRoutes = 'Look at `endpoint`, routes and firewalls{}.';
const lookAtTls =
  'Trust the certificate: `caFile`, or NODE_EXTRA_CA_CERTS; look at http and https in `endpoint` or `server`.';
const lowerRate = "Lower `limits.requestsPerSecond` if it goes on; see who else uses the account's rate.";
const lookForProxy = "Look for a proxy that answers in the provider's place.";

/** By cause. In the order of the graph's enum. */
export const causeCatalogue = {
  NO_CREDENTIALS: {
    meaning: 'No credentials were found for it, so it was not asked.',
    sentence: 'No credentials were found.',
    remedy:
      'Give the source credentials: `credentials`, the environment, the shared files, or the role of the container or instance.',
    fault: credentials,
  },
  PROFILE_MISSING: {
    meaning: 'The profile that the settings name is in none of the shared files.',
    sentence: 'The profile that the settings name is in none of the shared files.',
    remedy: 'Write the profile into the shared AWS files, or correct `credentials.profile` or AWS_PROFILE.',
    fault: credentials,
  },
  CREDENTIAL_PROCESS_FAILED: {
    meaning: "The profile's `credential_process` failed.",
    sentence: "The profile's `credential_process` failed.",
    remedy: "Run the profile's `credential_process` by hand: it fails.",
    fault: credentials,
  },
  ROLE_REFUSED: {
    meaning: 'The role that is to be assumed was refused.',
    sentence: 'The role that is to be assumed was refused.',
    remedy: "Correct `credentials.assumeRole`, or the role's trust policy and its external id.",
    fault: credentials,
  },
  CREDENTIALS_UNREACHABLE: {
    meaning: 'Whoever gives the credentials was not reached.',
    sentence: 'Whoever gives the credentials was not reached.',
    remedy: 'Look at the way to STS, SSO or the metadata server; it is tried again by itself.',
  },
  CREDENTIALS_FAILED: {
    meaning: 'The credentials could not be had, for another reason.',
    sentence: 'The credentials could not be had.',
    remedy: lookAtProfile,
    fault: credentials,
  },
  CREDENTIAL_FILE_UNFIT: {
    meaning: 'A file with a token or key cannot be read, is empty, or holds something else.',
    sentence: 'A file with a token or key cannot be read, is empty, or holds something else.',
    remedy: lookAtProfile,
    fault: credentials,
  },
  TOKEN_REFUSED: {
    meaning: 'The provider gives no token for what was shown to it.',
    sentence: 'The provider gives no token for what was shown to it.',
    remedy:
      "Compare what `credentials` shows for a token (an App's id, key and installation; a user; a client) with what the provider has, and this machine's clock.",
    fault: credentials,
  },
  CREDENTIALS_UNKNOWN: {
    meaning: 'The provider does not know the key or token, or takes it no more.',
    sentence: 'The provider does not know the key or token, or takes it no more.',
    remedy:
      'Replace the key or token in `credentials`: the provider does not know it, or it has been revoked or has ended.',
    fault: credentials,
  },
  SIGNATURE_WRONG: {
    meaning:
      'The provider knows the key, but not this signature: the secret is another one, or something changed the request on its way.',
    sentence: 'The provider knows the key, but not this signature.',
    remedy: 'Correct the secret that belongs to the key; if it is right, look for a proxy that changes requests.',
    fault: credentials,
  },
  TOKEN_EXPIRED: {
    meaning: 'The temporary credentials have ended.',
    sentence: 'The temporary credentials have ended.',
    remedy: 'Get new temporary credentials; a role or profile renews them by itself.',
    fault: credentials,
  },
  CLOCK_SKEWED: {
    meaning: "This server's clock is too far from the provider's.",
    sentence: "This server's clock is too far from the provider's.",
    remedy: "Set this machine's clock: it is {not} the provider's.",
    fault: credentials,
  },
  NOT_PERMITTED: {
    meaning: 'The credentials are known, and may not do this.',
    sentence: 'The credentials are known, and may not do this.',
    remedy: 'Grant {the permissions of this provider}: docs/operating.md, "Permissions".',
    fault: settings,
  },
  REFUSED: {
    meaning: 'Refused without a code: by the provider, or by something in between.',
    sentence: 'The request was refused, by the provider or by something in between.',
    remedy:
      'Look at what stands in between (proxy, firewall, allow list of addresses, single sign-on of the organisation), then at the permissions.',
    fault: settings,
  },
  TARGET_UNKNOWN: {
    meaning: 'The provider does not know what the settings name: a queue, project, state machine, repository or store.',
    sentence: 'The provider does not know what the settings name.',
    remedy: 'Correct {what the settings name}, or `region` and the account{}.',
    fault: settings,
  },
  HOST_UNKNOWN: {
    meaning: 'There is no such host.',
    remedy: 'Correct `region` or `endpoint`: {there is no such host}.',
  },
  HOST_UNREACHABLE: { meaning: 'There is no way to the host.', remedy: lookAtRoutes },
  CONNECTION_REFUSED: { meaning: 'The host takes no connection on this port.', remedy: lookAtRoutes },
  CONNECTION_LOST: { meaning: 'The connection broke.', remedy: lookAtRoutes },
  CERTIFICATE: { meaning: "The server's certificate is not trusted.", remedy: lookAtTls },
  TLS: { meaning: 'No secure connection could be made.', remedy: lookAtTls },
  PROTOCOL: { meaning: 'What answered does not speak HTTP.', remedy: lookAtTls },
  TIMEOUT: { meaning: 'No answer in time.', remedy: null },
  BREAKER_OPEN: { meaning: 'Not asked, because too many calls failed before.', remedy: null },
  QUEUE_FULL: { meaning: 'Not asked, because too many calls wait.', remedy: lowerRate },
  HELD: { meaning: 'Not asked, because the provider wants no call for a while.', remedy: lowerRate },
  THROTTLED: { meaning: 'The provider wants fewer calls.', remedy: lowerRate },
  PROVIDER_FAULT: { meaning: 'The provider failed.', remedy: null },
  REQUEST_REJECTED: {
    meaning: 'The provider calls the request wrong.',
    remedy: "Give the provider's support the request id{}.",
    fault: settings,
  },
  CONFLICT: { meaning: 'The provider reports a conflict.', remedy: null },
  REDIRECTED: {
    meaning: 'The answer names another address, which is not followed.',
    sentence:
      'The provider answers with another address, which is never followed: what the source is set to may have been renamed.',
    remedy: 'Write the new name or address into the settings: what they name was moved or renamed.',
    fault: settings,
  },
  ANSWER_CUT_OFF: { meaning: 'The answer ended too early.', remedy: lookForProxy },
  ANSWER_TOO_LARGE: { meaning: 'The answer is too large.', remedy: lookForProxy },
  ANSWER_UNREADABLE: {
    meaning: 'The answer cannot be read.',
    remedy: "Compare the provider's version with the documents; report {the field that the log names}.",
  },
} as const satisfies Readonly<Record<string, Cause>>;

/** Why a source did not answer, by codes alone: a closed set, so that it can be counted and searched for. */
export type CauseKind = keyof typeof causeCatalogue;

/** There were no credentials, so no provider was called. */
export type UnaskedKind = Extract<
  CauseKind,
  | 'NO_CREDENTIALS'
  | 'PROFILE_MISSING'
  | 'CREDENTIAL_PROCESS_FAILED'
  | 'ROLE_REFUSED'
  | 'CREDENTIALS_UNREACHABLE'
  | 'CREDENTIALS_FAILED'
  | 'CREDENTIAL_FILE_UNFIT'
  | 'TOKEN_REFUSED'
>;

/** Typed alike, so that members may be absent. */
function describe(kind: CauseKind): Cause {
  return causeCatalogue[kind];
}

/** The message of an error with this cause; undefined where that of its code says as much. */
export function toCauseSentence(kind: CauseKind): string | undefined {
  return describe(kind).sentence;
}

/** What the cause says of a source: see `Cause.fault`. */
export function toFault(kind: CauseKind): 'credentials' | 'settings' | 'failure' {
  return describe(kind).fault ?? 'failure';
}

/**
 * What to do about it, in a sentence; null where nothing need be done, or nothing can.
 * @param found takes the place of the words in braces, one for each pair. Default: the words themselves
 */
export function toRemedy(kind: CauseKind | null, found: readonly (string | undefined)[] = []): string | null {
  const remedy = kind === null ? null : describe(kind).remedy;
  const left = [...found];
  return remedy?.replace(/\{([^}]*)\}/g, (_braces, words: string) => left.shift() ?? words) ?? null;
}
