import type { Viewer } from '../auth/viewer.ts';
import type { JobLoader } from '../upstream/loader.ts';
import type { ReadContext } from '../upstream/reader.ts';
import type { Source } from '../upstream/source.ts';

/** What every resolver of one operation shares. */
export interface GatewayContext {
  readonly viewer: Viewer;
  /** Every configured source by its name, in the order of the configuration. */
  readonly sources: ReadonlyMap<string, Source>;
  /** For whom this operation's reads are made. */
  readonly readContext: ReadContext;
  /** The operation's own loader of a source. */
  readonly loaderOf: (source: Source) => JobLoader;
  /** Takes note that a secret field of a job was revealed to the viewer. */
  readonly noteDisclosure: (jobId: string, fieldName: string) => void;
}
