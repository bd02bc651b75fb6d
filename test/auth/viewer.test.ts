import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { satisfies, toAnonymousViewer, toOpenViewer } from '../../src/auth/viewer.ts';
import type { Viewer } from '../../src/auth/viewer.ts';

function toTokenViewer(...scopes: readonly string[]): Viewer {
  return { kind: 'token', subject: 'ada', scopes: new Set(scopes), expiresAt: new Date(0) };
}

describe('satisfies', () => {
  it.each([
    [['job:read'], [['job:read']], true],
    [['job:read'], [['job:credentials']], false],
    [['job:read', 'job:credentials'], [['job:read', 'job:credentials']], true],
    [['job:read'], [['job:read', 'job:credentials']], false],
    [['job:sensitive'], [['job:credentials'], ['job:sensitive']], true],
    [['job:read'], [], false],
    [['job:read'], [[]], false],
    [['job:read'], [[], ['job:read']], true],
    [['JOB:READ', 'job:read ', 'job:*', 'job', '*'], [['job:read']], false],
    [['job:readmore'], [['job:read']], false],
    [[''], [['']], true],
    [[], [['__proto__'], ['constructor'], ['has']], false],
  ])('%j against %j: %j', (scopes, required, expected) => {
    expect(satisfies(toTokenViewer(...scopes), required)).toBe(expected);
  });

  it('is an OR of ANDs, for whatever scopes', () => {
    const scope = fc.constantFrom('a', 'b', 'c', 'd', 'job:read');
    const required = fc.array(fc.array(scope, { maxLength: 4 }), { maxLength: 4 });

    fc.assert(
      fc.property(fc.array(scope), required, (held, lists) => {
        const expected = lists.some((all) => all.length > 0 && all.every((each) => held.includes(each)));

        expect(satisfies(toTokenViewer(...held), lists)).toBe(expected);
      }),
    );
  });

  it('grants nothing more when a scope is taken away', () => {
    const scope = fc.constantFrom('a', 'b', 'c');

    fc.assert(
      fc.property(fc.uniqueArray(scope), fc.array(fc.array(scope)), (held, lists) => {
        const isMet = satisfies(toTokenViewer(...held), lists);

        for (const lost of held) {
          if (satisfies(toTokenViewer(...held.filter((kept) => kept !== lost)), lists)) expect(isMet).toBe(true);
        }
      }),
    );
  });

  it('denies when the check throws', () => {
    const scopes = new Set(['job:read']);
    scopes.has = () => {
      throw new Error('broken');
    };

    expect(satisfies({ ...toTokenViewer(), scopes }, [['job:read']])).toBe(false);
  });

  it('denies when nothing that was required can be read', () => {
    expect(satisfies(toTokenViewer('job:read'), undefined as unknown as string[][])).toBe(false);
    expect(satisfies(toTokenViewer('job:read'), [null] as unknown as string[][])).toBe(false);
  });

  it.each(['anonymous', 'open'] as const)('lets an %s viewer read jobs at most, whatever it claims to hold', (kind) => {
    const viewer: Viewer = { kind, subject: null, scopes: new Set(['job:read', 'job:credentials']), expiresAt: null };

    expect(satisfies(viewer, [['job:read']])).toBe(true);
    expect(satisfies(viewer, [['job:credentials']])).toBe(false);
  });
});

describe('viewers without a token', () => {
  it('an anonymous viewer holds what the settings say', () => {
    expect(toAnonymousViewer([])).toEqual({ kind: 'anonymous', subject: null, scopes: new Set(), expiresAt: null });
    expect(toAnonymousViewer(['job:read']).scopes).toEqual(new Set(['job:read']));
  });

  it('an open viewer reads jobs', () => {
    expect(toOpenViewer()).toEqual({ kind: 'open', subject: null, scopes: new Set(['job:read']), expiresAt: null });
  });
});
