import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

/** What a process writes that logs one line with everything in it that must never be written. */
function log(isTerminal: boolean): string {
  const script = `
    import { loadLogging } from './src/observability/logging.ts';
    const { createLogger } = await loadLogging(${isTerminal});
    const logger = createLogger({ logging: { level: 'info' } });
    logger.debug('too little');
    logger.info({ headers: { cookie: 'marker' }, request: { variables: { id: 'marker' }, authorization: 'marker' } }, 'said');
  `;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout;
}

describe('a log line', () => {
  it('is JSON, without what must not be written', () => {
    const line: unknown = JSON.parse(log(false));

    expect(line).toMatchObject({
      level: 30,
      msg: 'said',
      headers: '[Redacted]',
      request: { variables: '[Redacted]', authorization: '[Redacted]' },
    });
  });

  it('is for people in a terminal, without it either', () => {
    const text = log(true);

    expect(text).toContain('said');
    expect(text).not.toContain('{"level"');
    expect(text).not.toContain('marker');
    expect(text).not.toContain('too little');
  });
});
