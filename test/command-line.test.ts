import { describe, expect, it } from 'vitest';
import { parseCommandLine, UsageError } from '../src/config/command-line.ts';

const nothing = { config: undefined, port: undefined, host: undefined, help: false, version: false };

describe('the command line', () => {
  it.each([
    [[], nothing],
    [['--config', 'a.yaml', '--port', '0', '--host', '::1'], { ...nothing, config: 'a.yaml', port: 0, host: '::1' }],
    [['--config=a=b.yaml', '--port=65535'], { ...nothing, config: 'a=b.yaml', port: 65_535 }],
    [['--help'], { ...nothing, help: true }],
    [['--version'], { ...nothing, version: true }],
    [['--port', '1', '--port', '2'], { ...nothing, port: 2 }],
  ])('%j is understood', (argv, expected) => {
    const commandLine = parseCommandLine(argv);

    expect(commandLine).toEqual(expected);
  });

  it.each([
    [['--prot', '1'], 'There is no option --prot.'],
    [['-p', '1'], 'There is no option -p.'],
    [['jobgraph.yaml'], 'Every argument must belong to an option, but got "jobgraph.yaml".'],
    [['--', '--port'], 'Every argument must belong to an option, but got "--port".'],
    [['--config'], '--config must have a value, but got none.'],
    [['--config='], '--config must have a value, but got "".'],
    [['--config', '--port', '1'], '--config must have a value, but got "--port".'],
    [['--help=no'], '--help must have no value, but got "no".'],
    [['--port', 'http'], '--port must be a whole number from 0 to 65535, but got "http".'],
    [['--port', '65536'], '--port must be a whole number from 0 to 65535, but got "65536".'],
    [['--port', '1.5'], '--port must be a whole number from 0 to 65535, but got "1.5".'],
    [['--port', '0x10'], '--port must be a whole number from 0 to 65535, but got "0x10".'],
  ])('%j is refused', (argv, message) => {
    const act = () => parseCommandLine(argv);

    expect(act).toThrow(new UsageError(message));
  });
});
