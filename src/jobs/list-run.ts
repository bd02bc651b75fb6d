/** One list of a source: which of its containers' pages it reads, and what it does about those that fail. */
import { ProviderError } from '../errors/errors.ts';
import type { ListFilter } from '../provider/adapter.ts';
import type { ContainerPages, ReadRow } from './container-pages.ts';

export interface ListRun {
  readonly filter: ListFilter;
  readonly budget: PageBudget;
  /** The containers, in the order of their first pages. Throws `ProviderError`. */
  readonly readContainers: () => Promise<readonly ContainerPages[]>;
  /** Reports a `ProviderError`, and throws anything else. */
  readonly noteFailure: (error: unknown) => void;
}

/** How many pages of a source one list may read. */
export interface PageAllowance {
  readonly pages: number;
  /** Whether a container's first page may be read beyond them. */
  readonly takeFirst: () => boolean;
  /** Whether another page may be read beyond them. Default: none may. */
  readonly takeFurther?: () => boolean;
  /** Takes back the pages that this list does not need. */
  readonly giveBack?: (pages: number) => void;
}

/** The pages that one list may still read. A page that is not allowed makes the list truncated. */
export interface PageBudget {
  readonly takeFirst: () => boolean;
  readonly takeFurther: () => boolean;
  /** More jobs follow that are not read. */
  readonly noteCut: () => void;
  /** No page is read any more. */
  readonly end: () => void;
  readonly isTruncated: () => boolean;
}

export function createPageBudget({ pages, takeFirst, takeFurther, giveBack }: PageAllowance): PageBudget {
  let left = pages;
  let isTruncated = false;

  function take(isAllowedBeyond: () => boolean): boolean {
    if (left > 0) left -= 1;
    else if (!isAllowedBeyond()) {
      isTruncated = true;
      return false;
    }
    return true;
  }

  return {
    takeFirst: () => take(takeFirst),
    takeFurther: () => take(() => takeFurther?.() === true),
    noteCut: () => {
      isTruncated = true;
    },
    end: () => {
      giveBack?.(left);
      left = 0;
    },
    isTruncated: () => isTruncated,
  };
}

/** A container whose first page has been read. */
export interface FirstPage {
  readonly container: ContainerPages;
  /** Sorted. */
  readonly rows: readonly ReadRow[];
}

/** Reads the first page of every container, without those that cannot be listed. */
export async function readFirstPages(run: ListRun): Promise<readonly FirstPage[]> {
  const pages = await Promise.all(
    (await readContainers(run)).map(async (container) => {
      const rows = await readPage(run, container);
      return rows === undefined ? [] : [{ container, rows }];
    }),
  );
  return pages.flat();
}

async function readContainers({
  readContainers: read,
  budget,
  noteFailure,
}: ListRun): Promise<readonly ContainerPages[]> {
  try {
    const containers = await read();
    return containers.filter(() => budget.takeFirst());
  } catch (error) {
    noteFailure(error);
    return [];
  }
}

/** Undefined if the container cannot be listed, which is reported. */
export async function readPage(run: ListRun, container: ContainerPages): Promise<readonly ReadRow[] | undefined> {
  try {
    return await container.readPage();
  } catch (error) {
    run.noteFailure(error);
    return undefined;
  }
}

/** The error for a container: a provider that reports an unknown job there means that it does not know the container. */
export function toListError(error: ProviderError): ProviderError {
  const { code, providerCode, requestId } = error;
  if (code !== 'JOB_NOT_FOUND' && code !== 'JOB_GONE') return error;
  return new ProviderError('PROVIDER_REJECTED', { providerCode, requestId, cause: error });
}
