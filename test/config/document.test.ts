import { describe, expect, it } from 'vitest';
import { faultsOf, load, minimal } from './config-file.ts';

describe('a file that is neither YAML nor JSON', () => {
  it.each([
    ['a: [1', 1, 'is not indented as what it belongs to, or lacks a closing bracket before it'],
    ['\ta: 1', 1, 'is indented with a tab'],
    ['a: b: c', 1, 'has a second ":" in one line: put quotes around the text'],
    ['a: "x', 1, 'lacks a character, such as a closing quote, bracket or comma'],
    ['a: "\\q"', 1, 'has an unknown escape in a text in double quotes'],
    ['a: @secret', 1, 'has a text without quotes that begins with a reserved character'],
    ['secretAccessKey:abc\nb: 1', 1, 'has a key without ": " behind it'],
    ['a: 1\n---\nb: 2', 2, 'begins a second document'],
    ['a: !secret x', 1, 'has a tag, which no setting needs'],
    ['a: !!binary aGk=', 1, 'has a tag, which no setting needs'],
  ])('%j: says the line', (text, line, reason) => {
    const faults = faultsOf(text);

    expect(faults).toContain(`the file must be YAML or JSON, but line ${line} ${reason}`);
  });

  it('that is nested without end is refused', () => {
    const faults = faultsOf('['.repeat(50_000));

    expect(faults).toContain('the file must be YAML or JSON, but line 1 is nested too deeply');
  });
});

describe('a key that stands twice', () => {
  it('is a fault with its lines, beside all others', () => {
    const faults = faultsOf(`${minimal}server:\n  port: 1\n  host: "!"\n  port: 2\n`);

    expect(faults).toEqual([
      'server.port must stand there once, but stands in lines 4 and 6',
      'server.host must be a host name or an IP address, but got "!"',
    ]);
  });

  it('is one in JSON as well', () => {
    const faults = faultsOf(
      '{"auth": {"mode": "none", "mode": "none"}, "sources": [{"name": "a", "provider": "importexport"}]}',
    );

    expect(faults).toEqual(['auth.mode must stand there once, but stands in lines 1 and 1']);
  });
});

describe('aliases', () => {
  const tooLarge = 'the file must unfold to at most 100000 values in 50 levels, but its aliases or nesting make more';

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

    expect(faults).toEqual([tooLarge]);
  });

  it('of no anchor are a fault that does not name it: it may be a secret that begins with a star', () => {
    const faults = faultsOf(`${minimal}server: { host: *hunter2 }\n`);

    expect(faults).toEqual([
      'server.host must be an alias of an anchor that stands above it, but there is none of that name',
    ]);
  });

  it('mean the last anchor above them', () => {
    const config = load(
      'auth: { mode: none }\nserver: { host: &x a }\nsources:\n  - { name: &x b, provider: importexport, credentials: { profile: *x } }\n',
    );

    expect(config.sources[0]?.credentials).toEqual({ profile: 'b' });
  });
});
