/** Keeps the books of a provider's kit: which properties were shown, and which were said not to apply. */
import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { properties, shownElsewhere, type Property } from './properties.ts';
import { expectDuration, type TimedJob } from '../datasources/duration-by-hand.ts';
import { isNone, type ExpectedJob, type None, type ProviderUnderTest } from './provider-under-test.ts';
import type { World } from './world.ts';

export interface Kit {
  readonly subject: ProviderUnderTest;
  /** The world that tests of a group share. Only in a running test. */
  readonly world: () => World;
  /** A test of this property. It must expect something. */
  readonly show: (property: Property, test: () => Promise<void> | void, how?: string) => void;
  /** A test beside the properties. */
  readonly showThat: (what: string, test: () => Promise<void> | void) => void;
  /** Says that the property does not apply. */
  readonly excuse: (property: Property, { none }: None) => void;
}

export function createKit(
  subject: ProviderUnderTest,
  world: () => World,
): Kit & { readonly showThatNoneIsMissing: () => void } {
  const shown = new Set<Property>();
  const excused = new Set<Property>();
  return {
    subject,
    world,
    show: (property, test, how) => {
      shown.add(property);
      it(`${properties[property]} (${how === undefined ? property : `${property}, ${how}`})`, async () => {
        expect.hasAssertions();
        await test();
      });
    },
    showThat: (what, test) => {
      it(what, test);
    },
    excuse: (property, { none }) => {
      excused.add(property);
      it(`${property} does not apply: ${none}`, () => {
        expect(shown.has(property)).toBe(false);
        // A reason is a sentence.
        expect(none).toMatch(/^[A-Z].{15,}\.$/);
      });
    },
    showThatNoneIsMissing: () => {
      it(`shows ${shown.size} properties and excuses ${excused.size}, which are all there are`, () => {
        const missing = (Object.keys(properties) as Property[]).filter(
          (name) => !shown.has(name) && !excused.has(name),
        );

        expect(missing).toEqual([]);
        expect(Object.values(shownElsewhere).filter((file) => !existsSync(file))).toEqual([]);
      });
    },
  };
}

/** Excuses all of these, or gives what they are shown by. */
export function unless<T extends object>(kit: Kit, value: T | None, ...names: readonly Property[]): T | undefined {
  if (!isNone(value)) return value;
  for (const name of names) kit.excuse(name, value);
  return undefined;
}

const terminal = ['CANCELLED', 'SUCCEEDED', 'PARTIALLY_SUCCEEDED', 'FAILED', 'TIMED_OUT', 'SKIPPED'];

/** The job with the fields that follow from its key and its status, and with those that most providers have nothing for. */
export function toWholeJob(subject: ProviderUnderTest, key: string, job: ExpectedJob): ExpectedJob {
  const whole = {
    __typename: subject.typeName,
    id: `${subject.sourceName}:${key}`,
    providerJobId: key,
    provider: subject.provider,
    source: { name: subject.sourceName },
    isTerminal: terminal.includes(String(job['status'])),
    statusMessage: null,
    createdAt: null,
    startedAt: null,
    updatedAt: null,
    endedAt: null,
    progress: null,
    failures: [],
    consoleUrl: null,
    ...job,
  };
  const from = subject.reportsStart === false ? 'createdAt' : 'startedAt';
  return { ...whole, durationSeconds: expectDuration(whole as unknown as TimedJob, from) };
}

/** `a.b` of a job. */
export function pickField(job: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (value as Readonly<Record<string, unknown>> | null | undefined)?.[name], job);
}
