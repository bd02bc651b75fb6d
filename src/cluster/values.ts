/** Entries as text for the store, and back: with this process's times, and checked, because others have written them. */
import type { Clock } from '../platform/clock.ts';
import type { SharedFormat } from '../jobs/reading/shared-reads.ts';
import type { Entry } from '../jobs/reading/store.ts';
import type { Found } from './records.ts';

/** Entries as texts in the store, checked when they are read. */
export interface Values<T extends Entry> {
  /** Undefined if it is too long. */
  readonly encode: (name: string, entry: T) => string | undefined;
  /** Undefined if it is not an entry of this name, which is reported. Never throws. */
  readonly decode: (name: string, found: Found) => T | undefined;
}

/** The clocks by which times are translated, and who hears of refused values. */
interface ValuesOptions extends Clock {
  readonly onRefused: (reason: 'version' | 'shape') => void;
}

/** Begins every value. What it is of follows. */
const version = '2';

/** Refuses texts that are longer than `maxLength` bytes and entries that `isValid` rejects. */
export function createValues<T extends Entry>(
  { isValid, maxLength }: Pick<SharedFormat<T>, 'isValid' | 'maxLength'>,
  { now, monotonic, onRefused }: ValuesOptions,
): Values<T> {
  /** May throw. */
  function read(name: string, { value, age, askedAt }: Found): T | undefined {
    const start = version.length + name.length;
    if (value.length > maxLength || !value.startsWith(name, version.length)) return undefined;
    const entry: unknown = JSON.parse(value.slice(start));
    if (typeof entry !== 'object' || entry === null || !isValid(entry)) return undefined;
    const readAt = askedAt - age;
    const fetchedAt = new Date(now() - (monotonic() - readAt)).toISOString();
    // It has been checked.
    return { ...entry, ...('fetchedAt' in entry ? { fetchedAt } : {}), bytes: value.length, readAt } as unknown as T;
  }

  return {
    encode: (name, { readAt: _readAt, bytes: _bytes, ...entry }) => {
      const value = `${version}${name}${JSON.stringify(entry)}`;
      return Buffer.byteLength(value) > maxLength ? undefined : value;
    },
    decode: (name, found) => {
      if (!found.value.startsWith(version)) {
        onRefused('version');
        return undefined;
      }
      const entry = orUndefined(() => read(name, found));
      if (entry === undefined) onRefused('shape');
      return entry;
    },
  };
}

/** Another process has written the value. A value that cannot be read counts as absent. */
function orUndefined<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
