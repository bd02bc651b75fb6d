/**
 * What a provider gives the conformance kit: one value of `ProviderUnderTest`, exported by
 * `test/datasources/<name>/under-test.ts`. Its texts and tables are written from the provider's pages and from the
 * contract alone; nothing of them may be read from `src`, except the emulator. `conform` runs every property from it.
 */
import type fc from 'fast-check';
import type {
  EmulatedCall,
  EmulatedError,
  Emulator,
  EmulatorSettings,
  RawAnswer,
} from '../../emulators/kit/emulator.ts';
import type { AnswerOrFault } from './world.ts';

/** Stands where something does not apply, with the reason. It is counted and shown by name. */
export interface None {
  readonly none: string;
}

export function isNone(value: object): value is None {
  return 'none' in value;
}

export type Bytes = string | Uint8Array;

/** What the provider says of one job. */
export interface WireJob {
  /** The whole answer of a describe; where describes are batched, the job's record in that answer. */
  readonly body: Bytes;
  /** The whole answer of the read that completes the job, if the provider has one. */
  readonly second?: Bytes;
}

/** The jobs of an emulator: exact bytes, or jobs in the emulator's own form. */
export interface EmulatedJobs<Job> {
  readonly describe: (key: string) => Job | EmulatedError | RawAnswer | undefined;
  readonly list: () => readonly Job[];
  /** The answer of the read that completes the job of this key; undefined: nothing that completes it. */
  readonly complete: (key: string) => RawAnswer | EmulatedError | undefined;
}

/** `Job` is a job in the form that the provider's emulator takes. */
export interface ProviderUnderTest<Job = unknown> {
  /** Its word in the configuration, e.g. `panorama`. */
  readonly name: string;
  /** Its value of `JobProvider`. */
  readonly provider: string;
  readonly typeName: string;
  /** Whether it says when work began. Default: it does. */
  readonly reportsStart?: false;
  /** The name of the source, which begins the ids. */
  readonly sourceName: string;
  /** The source's entry in the configuration. */
  toSource(endpoint: string): object;
  /** Passes `settings` on, among them the faults. */
  startEmulator(jobs: EmulatedJobs<Job>, settings: EmulatorSettings): Promise<Emulator>;
  readonly keys: KeysUnderTest;
  readonly requests: RequestsUnderTest;
  readonly answers: AnswersUnderTest;
  readonly statuses: StatusesUnderTest;
  readonly lists: ListsUnderTest<Job> | None;
  readonly batches: BatchesUnderTest | None;
  readonly errors: ErrorsUnderTest;
}

export interface KeysUnderTest {
  /** Two keys of the provider's form, and one that it never gave out. */
  readonly good: string;
  readonly ill: string;
  readonly unseen: string;
  /** The whole key, as the contract has it. Keys are generated from it. */
  readonly pattern: RegExp;
  /** Distinct keys of the form, odd ones first. */
  readonly toKey: (index: number) => string;
  /** What the provider itself calls the job. Default: the key. */
  readonly toProviderJobId?: (key: string) => string;
  /** The whole of what it may call a job, if texts of this form are no keys. Default: `pattern`. */
  readonly providerJobIdPattern?: RegExp;
  /** Near misses of this form. The kit adds what is malformed everywhere. */
  readonly malformed: readonly string[];
  /** Two spellings of one job, of which the first is the id's. */
  readonly spellings: readonly (readonly [canonical: string, other: string])[] | None;
  /** The typed root field, and its arguments for a key. */
  readonly rootField: string;
  readonly toArguments: (key: string) => Readonly<Record<string, string>>;
}

/** A request as the provider documents it. Headers of the connection, the signature and its date are left out. */
export interface ExpectedRequest {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Byte for byte. Default: none. */
  readonly body?: string;
}

export interface RequestsUnderTest {
  /** The keys of the jobs that a call is about. Default: the call's id. */
  readonly keysOf?: (call: EmulatedCall) => readonly string[];
  /** All operations that may ever be called, each with its method. Every one of them only reads. */
  readonly operations: Readonly<Record<string, 'GET' | 'POST'>>;
  /** The describe of these keys: one, unless describes are batched. */
  readonly toDescribe: (keys: readonly string[]) => ExpectedRequest;
  /** Other requests, by the query that causes them. */
  readonly others: readonly {
    readonly name: string;
    /** What the provider says of the good key's job. Default: the good answer. */
    readonly wire?: WireJob;
    readonly query: string;
    readonly requests: readonly ExpectedRequest[];
  }[];
  /** Where the source's requests go when no endpoint is configured, e.g. `https://panorama.us-west-2.amazonaws.com`. */
  readonly origin: string;
  /** Entries of the configuration whose calls the emulator must refuse: another key, another region. */
  readonly refused: readonly (readonly [name: string, toSource: (endpoint: string) => object])[];
  /** By how much the provider's clock may be ahead and behind, where the signature has a date. */
  readonly clock: { readonly aheadMinutes: number; readonly behindMinutes: number } | None;
}

export interface ProtectedFields {
  readonly areProtected: true;
  /** By a protected field, those of its values that an open field shows as well. Default: none. */
  readonly alsoOpen?: Readonly<Record<string, RegExp>>;
}

export interface AnswersUnderTest {
  readonly protocol: 'json' | XmlUnderTest;
  /** A good answer with every member that is read. */
  readonly toBody: (key: string) => string;
  /** Members of it that are not read, by path in JSON and by name in XML: of any type they change nothing. */
  readonly unread?: readonly string[];
  /** Objects whose members may be of any type: they are shown as JSON. */
  readonly anyJson?: readonly string[];
  readonly samples: readonly Sample[];
  /** Jobs of every shape, each beside what the graph must say of it; see `toGeneratedJobs`. */
  readonly generated: fc.Arbitrary<GeneratedJob>;
  /** What must be refused for its job alone, beside what is refused of every provider. */
  readonly hostile: readonly HostileAnswer[];
  /** Changes of the good answer, and what a field of the graph is then. */
  readonly values: readonly ValueCase[];
  /** Whether the type has protected fields; each is in the good answer, with more than three characters. */
  readonly secrets: ProtectedFields | None;
  /** A member that holds any text, and the field that shows it. */
  readonly text: { readonly place: RegExp; readonly field: string };
}

export interface XmlUnderTest {
  /** An element that holds text, and stands once in the good answer. */
  readonly textElement: string;
  /** Names of elements that a list has many of. */
  readonly listElements: readonly string[];
}

/** A name, and what a job is answered with, made of its good answer; nothing may ever ask the address. */
export type HostileAnswer = readonly [
  name: string,
  toAnswer: (body: string, address: string, key: string) => AnswerOrFault,
];

export const refused: unique symbol = Symbol('refused');

export interface ValueCase {
  readonly name: string;
  /** What stands in the good answer, and what takes its place. */
  readonly from: string | RegExp;
  readonly to: string;
  /** Of the job; `a.b` for a nested one. */
  readonly field: string;
  readonly is: unknown;
}

/** A job's fields in the graph. Left out are those that the kit knows: see `toWholeJob`. */
export type ExpectedJob = Readonly<Record<string, unknown>>;

export interface Sample {
  readonly name: string;
  readonly key: string;
  readonly wire: WireJob;
  /** For a viewer with every scope; `refused` where the answer cannot be read. */
  readonly job: ExpectedJob | typeof refused;
}

export type Viewer = 'open' | 'whole';

export interface GeneratedJob {
  /** What is printed where a property does not hold. */
  readonly model: unknown;
  readonly toWire: (key: string) => WireJob;
  /** By a mapping written from the contract alone; protected fields are left out for `open`. */
  readonly toJob: (key: string, viewer: Viewer) => ExpectedJob;
}

export interface StatusesUnderTest {
  /** The provider's words in full, in any order. Each stands in `rows`. */
  readonly words: readonly string[] | None;
  /** Every row of the contract's table. */
  readonly rows: readonly StatusRow[];
  /** A job with any word, or none. */
  readonly toWire: ((key: string, word: string | null) => WireJob) | None;
  /** Names of rows that a job goes through, the last of them terminal. */
  readonly moves: readonly string[];
  /** Jobs with nothing done, some, and all. */
  readonly progress: readonly ProgressCase[] | None;
}

export interface ProgressCase {
  readonly name: string;
  readonly toWire: (key: string) => WireJob;
  readonly progress:
    (Readonly<Record<'total' | 'succeeded' | 'failed', string | null>> & { readonly fraction: number | null }) | null;
}

export interface StatusRow {
  readonly name: string;
  readonly toWire: (key: string) => WireJob;
  readonly status: string;
  readonly rawStatus: string | null;
  readonly statusSource: 'PROVIDER' | 'DERIVED' | 'NOT_REPORTED';
}

/** A page whose headers say where the next one begins. */
export interface PageAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Bytes;
}

export interface ListsUnderTest<Job> {
  /** The one that answers pages of jobs, and all that a list may call before anything is described. */
  readonly operation: string;
  readonly operations: readonly string[];
  /** Where a call begins: the `next` of `toPage`; null for the first page. */
  readonly tokenOf: (call: EmulatedCall) => string | null;
  /** Facts that every row contains; `a.b` for a nested one. */
  readonly rowFacts: readonly string[];
  /** A describe answers for each of them. At least one of every status; some lack what may be absent. */
  readonly jobs: readonly { readonly key: string; readonly job: Job }[];
  /** The n-th job of a world of many, all in one container. */
  readonly toJob: (index: number) => { readonly key: string; readonly job: Job };
  /** Rows of a page at most. */
  readonly maxPageSize: number;
  /** A page with rows of these keys; `next` is null for the last page, else a token, which is the last row's key. */
  readonly toPage: (keys: readonly string[], next: string | null) => Bytes | PageAnswer;
  /** Keys that a row may not have. */
  readonly illKeys: readonly string[];
  /** Whether rows say that a job of this status has ended. Default: they do. */
  readonly saysEnd?: (status: string) => boolean;
}

export interface BatchesUnderTest {
  readonly operation: string;
  readonly maxKeys: number;
  /** A whole answer. `missing` are the keys asked for that have no record. */
  readonly toBody: (records: readonly Bytes[], missing: readonly string[]) => Bytes;
}

export interface ErrorsUnderTest {
  /** The header that names a request. */
  readonly requestIdHeader: string;
  /** Every code, status and form. */
  readonly cases: readonly ErrorCase[];
  /** Answers that hold no code. Default: as AWS's and COS's are read. */
  readonly codeless?: readonly ErrorCase[];
}

/** An answer that is not 2xx. Its texts hold `upstreamText`, its request id is `request-7`. */
export interface WordedFailure {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ExpectedFailure {
  readonly code: string;
  /** Null where the answer holds no code. */
  readonly providerCode: string | null;
  /** Default: `request-7`. */
  readonly requestId?: string | null;
}

export type ErrorCase = readonly [name: string, worded: WordedFailure, expected: ExpectedFailure];
