import { describe, expect, it } from 'vitest';
import { faultsOf, load } from '../../config/config-file.ts';

const toFile = (settings: string): string =>
  `auth: { mode: none }\nsources:\n  - { name: builds, provider: codebuild, region: us-east-1${settings} }\n`;
const project = 'the name of a project, 2 to 150 letters, digits, "_" and "-" that begin with a letter or digit';
const list = 'a list of 1 to 100 names of projects';
const names = (count: number): string => Array.from({ length: count }, (_, index) => `p${index}`).join(', ');

describe('the projects of a CodeBuild source', () => {
  it.each([`[${names(100)}]`, `[${'p'.repeat(150)}]`, '[web-app, 0_, A-]'])('may be %s', (projects) => {
    expect(load(toFile(`, projects: ${projects}`)).sources[0]).toHaveProperty('projects');
  });

  it.each([
    ['[]', `sources[0].projects must be ${list}, but got an empty list`],
    [`[${names(101)}]`, `sources[0].projects must be ${list}, but got a list of 101`],
    ['web-app', `sources[0].projects must be ${list}, but got a value that is not shown (text of 7 characters)`],
    ['[""]', `sources[0].projects[0] must be ${project}, but got empty text`],
    ['[a]', `sources[0].projects[0] must be ${project}, but got "a"`],
    ['[-a]', `sources[0].projects[0] must be ${project}, but got "-a"`],
    ['[a.b]', `sources[0].projects[0] must be ${project}, but got "a.b"`],
    ['[77]', `sources[0].projects[0] must be ${project}, but got 77, which needs quotes to be text`],
  ])('may not be %s', (projects, fault) => {
    expect(faultsOf(toFile(`, projects: ${projects}`))).toEqual([fault]);
  });

  it('need no word where all builds of the account are meant, but the region does', () => {
    expect(load(toFile('')).sources[0]).not.toHaveProperty('projects');
    expect(faultsOf(toFile('').replace(', region: us-east-1', '')).join()).toContain('sources[0].region');
  });
});
