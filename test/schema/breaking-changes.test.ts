import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { printTypeDefs } from '../../src/operation/sdl.ts';
import { listBreakingChanges, listNamedChanges } from './breaking-changes.ts';

const schema = new URL('../../schema/', import.meta.url);
const released = readFileSync(new URL('snapshot/released.graphql', schema), 'utf8');

/** Lines of every file of schema/changes but its README. */
const named = readdirSync(new URL('changes/', schema))
  .filter((file) => file.endsWith('.md') && file !== 'README.md')
  .flatMap((file) => listNamedChanges(readFileSync(new URL(`changes/${file}`, schema), 'utf8')));

describe('since the last release', () => {
  it('nothing is broken but what schema/changes names, word for word', () => {
    const broken = listBreakingChanges(released, printTypeDefs());

    expect([...broken].sort()).toEqual([...named].sort());
  });
});

describe('a breaking change', () => {
  it.each([
    ['a field is gone', '  rawStatus: String\n', '  rawState: String\n', 'FIELD_REMOVED: Job.rawStatus was removed.'],
    [
      'a field may be null that could not',
      '  providerJobId: String!\n',
      '  providerJobId: String\n',
      'FIELD_CHANGED_KIND: Job.providerJobId changed type from String! to String.',
    ],
    [
      'an enum value is gone',
      '  QUEUED\n',
      '  WAITING\n',
      'VALUE_REMOVED_FROM_ENUM: QUEUED was removed from enum type JobStatus.',
    ],
    [
      'an argument is needed',
      'filter: JobFilter\n',
      'filter: JobFilter!\n',
      'ARG_CHANGED_KIND: Query.jobs arg filter has changed type from JobFilter to JobFilter!.',
    ],
    [
      'a type is no entity any more',
      'type CosBatchJob implements Job @key(fields: "id")',
      'type CosBatchJob implements Job',
      'DIRECTIVES_CHANGED: CosBatchJob had @key(fields: "id") and has none.',
    ],
    [
      'an open field asks for a scope',
      '  priority: Int\n',
      '  priority: Int @requiresScopes(scopes: [["job:sensitive"]])\n',
      'DIRECTIVES_CHANGED: CosBatchJob.priority had none and has @requiresScopes(scopes: [["job:sensitive"]]).',
    ],
  ])('is seen: %s', (_name, from, to, change) => {
    expect(released).toContain(from);

    const changes = listBreakingChanges(released, released.replaceAll(from, to));

    expect(changes).toContain(change);
  });

  it('is named by a line of its own, and by nothing less', () => {
    const text =
      'Why it must be.\n\n- `FIELD_REMOVED: Job.rawStatus was removed.`\n- FIELD_REMOVED: Job.id was removed.\n';

    expect(listNamedChanges(text)).toEqual(['FIELD_REMOVED: Job.rawStatus was removed.']);
  });

  it('is none: what is new, what says more, what weighs otherwise', () => {
    const grown = released
      .replace('  QUEUED\n', '  QUEUED\n  WAITING\n')
      .replace('  rawStatus: String\n', '  rawStatus: String\n  color: String\n')
      .replaceAll('@cost(weight: 10)', '@cost(weight: 11)');

    expect(grown).not.toBe(released);
    expect(listBreakingChanges(released, grown)).toEqual([]);
  });
});
