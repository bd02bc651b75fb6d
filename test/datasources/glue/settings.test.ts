import { describe, expect, it } from 'vitest';
import { faultsOf, load } from '../../config/config-file.ts';

const toFile = (settings: string): string =>
  `auth: { mode: none }\nsources:\n  - { name: etl, provider: glue, region: us-east-1${settings} }\n`;
const job = 'the name of a job, 1 to 255 characters without control characters, but not "." or ".."';
const list = 'a list of 1 to 100 names of jobs';
const map = 'a map of 1 to 50 tags, whose keys have 1 to 128 characters';
const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

describe('the jobs of a Glue source', () => {
  it.each([
    `[${numbers(100)
      .map((number) => `j${number}`)
      .join(', ')}]`,
    `["${'🦠'.repeat(255)}"]`,
    '["nightly etl", "lake/clean", "...", "/", " ", "Ladevorgang Ü"]',
  ])('may be %s', (jobs) => {
    expect(load(toFile(`, jobs: ${jobs}`)).sources[0]).toHaveProperty('jobs');
  });

  it.each([
    ['[]', `sources[0].jobs must be ${list}, but got an empty list`],
    [
      `[${numbers(101)
        .map(() => 'j')
        .join(', ')}]`,
      `sources[0].jobs must be ${list}, but got a list of 101`,
    ],
    ['[""]', `sources[0].jobs[0] must be ${job}, but got empty text`],
    ['["."]', `sources[0].jobs[0] must be ${job}, but got "."`],
    ['[".."]', `sources[0].jobs[0] must be ${job}, but got ".."`],
    [String.raw`["a\tb"]`, expect.stringContaining(`sources[0].jobs[0] must be ${job}, but got `)],
    [`["${'x'.repeat(256)}"]`, expect.stringContaining(`sources[0].jobs[0] must be ${job}, but got `)],
    ['[7]', `sources[0].jobs[0] must be ${job}, but got 7, which needs quotes to be text`],
  ])('may not be %s', (jobs, fault) => {
    expect(faultsOf(toFile(`, jobs: ${jobs}`))).toEqual([fault]);
  });

  it('need no word where the first of the account are meant', () => {
    expect(load(toFile('')).sources[0]).not.toHaveProperty('jobs');
  });
});

describe('the tags of a Glue source', () => {
  it.each([
    '{ team: data }',
    '{ team: "" }',
    `{ "${'🦠'.repeat(128)}": "${'🦠'.repeat(256)}" }`,
    `{ ${numbers(50)
      .map((number) => `t${number}: x`)
      .join(', ')} }`,
  ])('may be %s', (tags) => {
    expect(load(toFile(`, tags: ${tags}`)).sources[0]).toHaveProperty('tags');
  });

  it.each([
    ['{}', `sources[0].tags must be ${map}, but got `],
    ['team', `sources[0].tags must be ${map}, but got "team"`],
    ['{ "": x }', `sources[0].tags must be ${map}, but got `],
    [`{ "${'x'.repeat(129)}": x }`, `sources[0].tags must be ${map}, but got `],
    [
      `{ ${numbers(51)
        .map((number) => `t${number}: x`)
        .join(', ')} }`,
      `sources[0].tags must be ${map}, but got `,
    ],
    [`{ team: "${'x'.repeat(257)}" }`, 'sources[0].tags.team must be text of at most 256 characters, but got '],
    ['{ team: 7 }', 'sources[0].tags.team must be text of at most 256 characters, but got 7'],
    ['{ team: data }, jobs: [load]', 'sources[0].tags must be left out with jobs, but got both'],
  ])('may not be %s', (tags, fault) => {
    expect(faultsOf(toFile(`, tags: ${tags}`))).toEqual([expect.stringContaining(fault)]);
  });
});
