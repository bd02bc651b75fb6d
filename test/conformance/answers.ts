/** Answers: what a good one becomes, and what is refused. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { trickyTexts } from '../datasources/generated-values.ts';
import { pickField, toWholeJob, type Kit } from './kit.ts';
import { refused, type GeneratedJob, type ProviderUnderTest, type Viewer } from './provider-under-test.ts';
import { toRuns } from '../runs.ts';
import { addUnknownMembers, escapeText, listMistyped, swap, type MistypedBody } from './wire-changes.ts';

/** Shrinks and prints by the model alone. */
export function toGeneratedJobs<Model>(
  model: fc.Arbitrary<Model>,
  toWire: (key: string, job: Model) => ReturnType<GeneratedJob['toWire']>,
  toJob: (key: string, job: Model, viewer: Viewer) => ReturnType<GeneratedJob['toJob']>,
): fc.Arbitrary<GeneratedJob> {
  return model.map((job) => ({
    model: job,
    toWire: (key) => toWire(key, job),
    toJob: (key, viewer) => toJob(key, job, viewer),
    [fc.toStringMethod]: () => fc.stringify(job),
  }));
}

export function showAnswers(kit: Kit): void {
  showSamples(kit);
  showGenerated(kit);
  showChanges(kit);
  showMistyped(kit);
}

function showSamples({ subject, show, world }: Kit): void {
  const { samples } = subject.answers;
  show('answers: samples', async () => {
    expect(samples.some(({ job }) => job !== refused)).toBe(true);
    for (const { name, key, wire, job } of samples) {
      world().clear();
      world().put(key, wire);

      const { jobs, errors } = await world().askWhole([key]);

      const codes = errors.map(({ extensions }) => extensions.code);
      expect([name, codes, jobs]).toEqual(
        job === refused ? [name, ['PROVIDER_BAD_RESPONSE'], [null]] : [name, [], [toWholeJob(subject, key, job)]],
      );
    }
  });
}

function showGenerated({ subject, show, world }: Kit): void {
  const some = fc.array(subject.answers.generated, { minLength: 1, maxLength: 20, size: 'max' });
  show('answers: generated', () =>
    fc.assert(
      fc.asyncProperty(some, async (generated) => {
        world().clear();
        const jobs = generated.map((job, index) => ({ job, key: subject.keys.toKey(index) }));
        for (const { job, key } of jobs) world().put(key, job.toWire(key));
        const keys = jobs.map(({ key }) => key);

        const whole = await world().askWhole(keys);
        const open = await world().askOpen(keys);

        expect([...whole.errors, ...open.errors]).toEqual([]);
        expect(whole.jobs).toEqual(jobs.map(({ job, key }) => toWholeJob(subject, key, job.toJob(key, 'whole'))));
        expect(open.jobs).toEqual(jobs.map(({ job, key }) => toWholeJob(subject, key, job.toJob(key, 'open'))));
        expect(Object.prototype).not.toHaveProperty('polluted');
      }),
      { numRuns: toRuns(8) },
    ),
  );
}

/** The whole job of each body, asked for by keys of its own in one query; undefined where it was refused. */
async function askBodies(
  { subject, world }: Kit,
  toBodies: readonly ((key: string) => string | Uint8Array)[],
): Promise<readonly unknown[]> {
  world().clear();
  const keys = toBodies.map((_toBody, index) => subject.keys.toKey(index));
  toBodies.forEach((toBody, index) => {
    const key = keys[index] ?? '';
    world().put(key, { body: toBody(key) });
  });
  const { jobs, errors } = await world().askWhole(keys);
  const codes = new Set(errors.map(({ extensions }) => extensions.code));
  expect([...codes].filter((code) => code !== 'PROVIDER_BAD_RESPONSE')).toEqual([]);
  return jobs.map((job) => job ?? undefined);
}

function withoutKey(subject: ProviderUnderTest, job: unknown, key: string): unknown {
  // A part of the key may be a field of its own, or begin one. Names may contain a slash.
  const parts = [...key.split('/'), ...Object.values(subject.keys.toArguments(key))];
  const blankPart = (part: string): string => (parts.includes(part) ? '*' : part);
  const blank = (text: string): string =>
    blankPart(text)
      .replaceAll(key, '*')
      .replaceAll(key.replace(/^.*[/:]/, ''), '*')
      .replace(/^[^/]+(?=\/)/, blankPart);
  const text = JSON.stringify(job, (_name, value: unknown) => (typeof value === 'string' ? blank(value) : value));
  expect(text).toContain(subject.typeName);
  return JSON.parse(text) as unknown;
}

function showChanges(kit: Kit): void {
  const { subject, show, world } = kit;
  const { answers, keys } = subject;

  show('answers: unknown members', async () => {
    world().clear();
    world().put(keys.good, { body: answers.toBody(keys.good) });
    const plain = await world().askWhole([keys.good]);
    world().put(keys.good, { body: addUnknownMembers(answers, answers.toBody(keys.good)) });

    expect(await world().askWhole([keys.good])).toEqual(plain);
    expect(plain.errors).toEqual([]);
    expect(Object.prototype).not.toHaveProperty('polluted');
  });

  show('answers: values', async () => {
    const jobs = await askBodies(
      kit,
      answers.values.map(
        ({ from, to }) =>
          (key) =>
            swap(answers.toBody(key), from, to),
      ),
    );

    expect(answers.values.length).toBeGreaterThan(0);
    expect(
      answers.values.map(({ name, field }, index) => [
        name,
        jobs[index] === undefined ? 'refused' : pickField(jobs[index], field),
      ]),
    ).toEqual(answers.values.map(({ name, is }) => [name, is === refused ? 'refused' : is]));
  });

  const texts = [
    ...trickyTexts,
    ' ',
    '0',
    'x'.repeat(1_000_000),
    ...(answers.protocol === 'json' ? ['\0', 'a\u0001b'] : []),
  ];
  show('answers: texts', async () => {
    const { place, field } = answers.text;

    const jobs = await askBodies(
      kit,
      texts.map((text) => (key) => swap(answers.toBody(key), place, escapeText(answers, text))),
    );

    expect(jobs.map((job) => pickField(job, field))).toEqual(texts);
  });
}

function showMistyped(kit: Kit): void {
  const { subject, show, world } = kit;
  const { answers, keys } = subject;

  show('answers: mistyped', async () => {
    const good = keys.toKey(0);
    world().clear();
    world().put(good, { body: answers.toBody(good) });
    const whole = withoutKey(subject, (await world().askWhole([good])).jobs[0], good);
    const { anyJson = [] } = answers;
    const cases = listMistyped(answers, answers.toBody(good)).filter(
      ({ name }) => !anyJson.some((object) => name.startsWith(`${object}.`)),
    );
    const isUnread = ({ name }: MistypedBody): boolean =>
      answers.unread?.some((member) => name.startsWith(`${member} `)) === true;

    const jobs = await askBodies(
      kit,
      cases.map(
        ({ toBody }) =>
          (key) =>
            toBody(answers.toBody(key)),
      ),
    );

    expect(cases.filter((one, index) => !isUnread(one) && jobs[index] !== undefined)).toEqual([]);
    for (const [index, one] of cases.entries())
      if (isUnread(one))
        expect([one.name, withoutKey(subject, jobs[index], keys.toKey(index))]).toEqual([one.name, whole]);
    expect(cases.filter((one) => !isUnread(one)).length).toBeGreaterThan(cases.length / 2);
  });
}
