import { readdirSync, readFileSync } from 'node:fs';
import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { format, inspect } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { reveal } from '../src/auth/reveal.ts';
import type { Viewer } from '../src/auth/viewer.ts';
import { Secret, toSecret } from '../src/provider/contract/secret.ts';

const value = 'the-value-itself';
const secret = new Secret(value);
const nested = { deep: { list: [secret], map: new Map([['a', secret]]), set: new Set([secret]) } };

function collect(): { readonly stream: Writable; readonly text: () => string } {
  let text = '';
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      text += chunk.toString();
      done();
    },
  });
  return { stream, text: () => text };
}

describe('a secret', () => {
  it.each<readonly [way: string, printed: string, expected: string]>([
    ['String()', String(secret), '[secret]'],
    // eslint-disable-next-line @typescript-eslint/restrict-template-expressions -- what is tested
    ['a template', `${secret}`, '[secret]'],
    ['concatenation', 'a ' + (secret as unknown as string), 'a [secret]'],
    ['join', [secret, secret].join(), '[secret],[secret]'],
    ['JSON', JSON.stringify({ secret, list: [secret] }), '{"secret":"[secret]","list":["[secret]"]}'],
    ['inspect', inspect(secret), '[secret]'],
    ['inspect of a list', inspect([secret], { showHidden: true, depth: 9 }), '[ [secret], [length]: 1 ]'],
    ['format', format('%s %o %O %j', secret, secret, secret, secret), '[secret] [secret] [secret] "[secret]"'],
    ['format as a number', format('%d', secret), 'NaN'],
    ['the key of an object', Object.keys({ [secret as unknown as string]: 1 })[0] ?? '', '[secret]'],
  ])('prints as [secret] by %s', (_way, printed, expected) => {
    expect(printed).toBe(expected);
  });

  it.each([
    ['as it is', {}],
    ['with hidden members', { showHidden: true, getters: true, depth: Infinity }],
    [
      'without custom inspection',
      { customInspect: false, showHidden: true, getters: true, showProxy: true, depth: Infinity },
    ],
  ])('is not in the inspection of what holds it, %s', (_name, options) => {
    expect(inspect(nested, options)).not.toContain(value);
    expect(inspect(secret, options)).not.toContain(value);
  });

  it('is not in what pino writes, at any depth or as an error’s member', () => {
    const { stream, text } = collect();
    const logger = pino({ level: 'trace' }, stream);

    logger.info(
      {
        secret,
        nested,
        err: Object.assign(new Error('failed', { cause: Object.assign(new Error('inner'), { secret }) }), { secret }),
      },
      '%s %o',
      secret,
      nested,
    );
    logger.child({ secret }).error(secret);

    expect(text()).toContain('[secret]');
    expect(text()).not.toContain(value);
  });

  it('is not in what the console writes', () => {
    const { stream, text } = collect();
    const console = new Console({ stdout: stream, stderr: stream });

    console.log(secret, nested);
    console.error('%s %o', secret, nested);
    console.dir(nested, { showHidden: true, depth: 9 });
    console.table([{ secret }]);

    expect(text()).toContain('[secret]');
    expect(text()).not.toContain(value);
  });

  it.each([
    ['structuredClone', (thing: unknown): unknown => structuredClone(thing)],
    ['v8.serialize', (thing: unknown): unknown => deserialize(serialize(thing))],
    ['a spread', (thing: unknown): unknown => ({ ...(thing as object) })],
    ['Object.assign', (thing: unknown): unknown => Object.assign({}, thing)],
  ])('is stripped by %s', (_name, copy) => {
    expect(copy(secret)).toEqual({});
    expect(inspect(copy(nested), { showHidden: true, depth: 9 })).not.toContain(value);
  });

  it('has no member that shows it, and takes none', () => {
    expect(Reflect.ownKeys(secret)).toEqual([]);
    expect(() => Object.assign(secret, { value })).toThrow(TypeError);
  });

  it('is compared as itself, never by its value', () => {
    // eslint-disable-next-line eqeqeq -- what is tested
    expect(secret == (value as unknown)).toBe(false);
    expect(new Secret(value) === secret).toBe(false);
  });

  it('is none where there is none', () => {
    expect(toSecret(null)).toBeNull();
    expect(String(toSecret(''))).toBe('[secret]');
  });
});

describe('what opens a secret', () => {
  const field = 'ImportExportJob.carrier';
  const keeper: Viewer = { kind: 'token', subject: 'ada', scopes: new Set(['job:sensitive']), expiresAt: null };

  it('gives it for the scopes that are asked, and refuses where none are named or held', () => {
    expect(reveal(secret, field, keeper, [['job:sensitive']])).toBe(value);
    expect(reveal(undefined, field, keeper, [['job:sensitive']])).toBeNull();
    for (const scopes of [undefined, [], [[]], [['job:credentials']], [['job:sensitive', 'job:credentials']]]) {
      expect(() => reveal(secret, field, keeper, scopes)).toThrow(`Unauthorized field or type: \`${field}\` needs `);
    }
  });

  it('names no value in its refusal', () => {
    const denial = ((): unknown => {
      try {
        return reveal(secret, field, keeper, []);
      } catch (error) {
        return error;
      }
    })();

    expect(inspect(denial, { showHidden: true, depth: 9 })).not.toContain(value);
  });

  // The linter says so too; this holds what a comment may switch off, and imports of the whole module.
  it('is named in one file alone, and the module that has it is neither imported whole nor passed on', () => {
    const source = new URL('../src/', import.meta.url);
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const ways =
      /\bopenSecret\b|\bSecret\.open\b|\* as \w+ from '[^']*\/secret\.ts'|\bimport\([^)]*secret\.ts|\bexport .* from '[^']*\/secret\.ts'/;

    const named = files.filter((file) => ways.test(readFileSync(new URL(file, source), 'utf8')));

    expect(named.toSorted()).toEqual(['auth/reveal.ts', 'provider/contract/secret.ts']);
  });
});
