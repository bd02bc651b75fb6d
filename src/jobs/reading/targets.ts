/** What the settings of a source name that its lists ask for. */
import type { Adapter, CallTarget, Listing } from '../../provider/contract/adapter.ts';

/** Of the list of a source's parts, where the settings name none. */
export function toPartsTarget(): CallTarget {
  return { part: null, isNamed: true, isOfList: true, unknownCodes: [] };
}

/** Whether the settings name the parts, or the source is one part: otherwise the provider lists them. */
export function namesParts({ containers }: Pick<Listing, 'containers'>): boolean {
  return !('list' in containers);
}

/** Of a page of a part's list. Only its first page says that there is no such part. */
export function toPageTarget(listing: Listing, part: string | null, isFirst: boolean): CallTarget {
  const unknownCodes = isFirst && part !== null ? (listing.part?.unknownCodes ?? []) : [];
  return { part, isNamed: namesParts(listing), isOfList: true, unknownCodes };
}

/**
 * What must be answered before a source is healthy: each part that the settings name; null for the list of parts, for a
 * source that is one part, and for the read that checks a source without lists.
 */
export function toRequiredParts({ listing }: Pick<Adapter, 'listing'>): readonly (string | null)[] {
  return listing === undefined || 'list' in listing.containers ? [null] : listing.containers;
}

/**
 * The setting that names a part, e.g. `sources[0].queues[1]`; null where none does.
 * @param path of the source's entry, e.g. `sources[0]`
 */
export function toSetting({ listing }: Pick<Adapter, 'listing'>, path: string, part: string | null): string | null {
  if (part === null || listing?.part === undefined || 'list' in listing.containers) return null;
  const index = listing.containers.indexOf(part);
  return index === -1 ? null : `${path}.${listing.part.setting}[${index}]`;
}
