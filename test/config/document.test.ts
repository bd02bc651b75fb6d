import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { faultsOf, folder, load, minimal } from './config-file.ts';

/** A fault at this line and column of the file. */
const at = (place: string, reason: string): string =>
  `${join(folder, 'jobgraph.yaml')}:${place} must be YAML or JSON, but the line ${reason}`;

describe('a file that is neither YAML nor JSON', () => {
  it.each([
    ['a: [1', '1:6', 'has another indentation than what it belongs to, or lacks a closing bracket before it'],
    ['\ta: 1', '1:1', 'has a tab in its indentation: take spaces'],
    ['a: b: c', '1:4', 'has a second ":" in one line: put quotes around the text'],
    ['a: "x', '1:6', 'lacks a character, such as a closing quote, bracket or comma'],
    ['a: "\\q"', '1:5', 'has an unknown escape in a text in double quotes'],
    ['a: @secret', '1:4', 'has a text without quotes that begins with a reserved character'],
    ['secretAccessKey:abc\nb: 1', '1:1', 'has a key without ": " behind it'],
    ['auth:\n  mode: none\nserver\n  port: 1', '3:1', 'has a key without ": " behind it'],
    ['a: 1\n---\nb: 2', '2:1', 'begins a second document'],
    ['a: !secret x', '1:4', 'has a tag, which no setting needs'],
    ['a: !!binary aGk=', '1:4', 'has a tag, which no setting needs'],
  ])('%j: says the place', (text, place, reason) => {
    const faults = faultsOf(text);

    expect(faults).toContain(at(place, reason));
  });

  it.each([
    ['sources:\n  - name: a\n     provider: b', '3:6', 'has a deeper indentation than the line before it allows'],
    ['auth:\nmode: none\n  x: 1', '3:3', 'has a deeper indentation than the line before it allows'],
    ['sources:\n  - name: a\n   provider: b', '3:4', 'has an indentation that no line before it has'],
    [
      'auth:\n  mode: none\n server:\n   port: 1',
      '3:2',
      'has another indentation than what it belongs to, or lacks a closing bracket before it',
    ],
    ['a:\n\tb: 1', '2:1', 'has a tab in its indentation: take spaces'],
  ])('%j: says that the indentation is wrong, once and where', (text, place, reason) => {
    const faults = faultsOf(text);

    expect(faults).toEqual([at(place, reason)]);
  });

  it('that is nested without end is refused', () => {
    const faults = faultsOf('['.repeat(50_000));

    expect(faults).toContainEqual(
      expect.stringMatching(/:1:\d+ must be YAML or JSON, but the line is nested too deeply$/),
    );
  });
});

describe('a key that a map has already', () => {
  it('is a fault with its line', () => {
    const faults = faultsOf(`${minimal}server:\n  port: 1\n  host: a\n  port: 2\n`);

    expect(faults).toEqual([at('6:3', 'repeats a key of the same map')]);
  });

  it('is one in JSON as well', () => {
    const faults = faultsOf(
      '{"auth": {"mode": "none", "mode": "none"}, "sources": [{"name": "a", "provider": "importexport"}]}',
    );

    expect(faults).toEqual([at('1:27', 'repeats a key of the same map')]);
  });
});

it('a key that is a list or a map is in no warning of the process: it may be a secret', () => {
  const warn = vi.spyOn(process, 'emitWarning');

  const faults = faultsOf(`${minimal}? [hunter2]\n: x\n`);

  expect(faults).toEqual([expect.stringMatching(/^the file must have no keys but .* not shown/)]);
  expect(warn).not.toHaveBeenCalled();
  warn.mockRestore();
});

describe('aliases', () => {
  const tooLarge = 'the file must use its anchors at most 10000 times, where those inside each other multiply';
  const unknown = (place: string): string => at(place, 'has an alias, but no anchor of its name ends above it');

  it('that unfold to more than any file needs are refused, quickly', () => {
    const levels = Array.from(
      { length: 20 },
      (_, level) =>
        `l${level}: &l${level} [${Array(10)
          .fill(level === 0 ? 'x' : `*l${level - 1}`)
          .join(', ')}]`,
    );

    const faults = faultsOf(levels.join('\n'));

    expect(faults).toEqual([tooLarge]);
  });

  it('that hold themselves are refused', () => {
    const faults = faultsOf('a: &a [*a]');

    expect(faults).toEqual([unknown('1:8')]);
  });

  it('of no anchor are a fault that does not name it: it may be a secret that begins with a star', () => {
    const faults = faultsOf(`${minimal}server: { host: *hunter2 }\n`);

    expect(faults).toEqual([unknown('3:17')]);
  });

  it('mean the last anchor above them', () => {
    const config = load(
      'auth: { mode: none }\nserver: { host: &x a }\nsources:\n  - { name: &x b, provider: importexport, credentials: { profile: *x } }\n',
    );

    expect(config.sources[0]?.credentials).toEqual({ profile: 'b' });
  });
});
