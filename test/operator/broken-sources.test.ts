/** Sources that are broken on purpose: what graph, log and metrics say of each. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toRemedy } from '../../src/errors/causes.ts';
import { startProviders } from '../providers.ts';
import { createWorlds, faults, hideCredentials, names, sound, toPath, type Fault } from './broken-sources.ts';

interface Step {
  readonly code: string | null;
  readonly cause: string | null;
  readonly part: string | null;
  readonly setting: string | null;
  readonly message: string;
  readonly remedy: string | null;
}

let world: Awaited<ReturnType<typeof startProviders>>;
let restore: () => void;

beforeAll(async () => {
  restore = hideCredentials();
  world = await startProviders(await createWorlds(), { random: () => 0 });
});
afterAll(async () => {
  await world.close();
  restore();
});

const toFault = (name: string): Fault => faults[name] as Fault;

describe('of sources that are broken on purpose', () => {
  it('the graph says code, cause, state and remedy of each: in issues, health and checks', async () => {
    const token = await world.gateway.token('job:read', 'job:operate');
    const { data } = await world.gateway.query(
      '{ jobs { issues { source { name } code cause part remedy isRetryable isPermanent message } } }',
      { token },
    );
    const sources = await world.gateway.query(
      '{ jobSources { name health { state lastErrorCode lastErrorCause remedy } } }',
      { token },
    );
    const checks = await world.gateway.query(
      '{ jobSourceChecks { source { name } isSound state steps { code cause part setting message remedy } } }',
      { token },
    );

    const issues = data.jobs.issues as readonly {
      readonly source: { readonly name: string };
      readonly message: string;
    }[];
    expect(issues).toEqual(
      names.map((name) => {
        const { code, cause, part } = toFault(name);
        return {
          source: { name },
          ...{ code, cause, part, remedy: toRemedy(cause), message: expect.any(String) as unknown },
          ...{ isRetryable: code === 'PROVIDER_UNAVAILABLE', isPermanent: false },
        };
      }),
    );
    expect(issues[0]?.message).toBe('AWS Batch knows no job queue `nihgtly`.');
    const health = sources.data.jobSources as readonly { readonly name: string; readonly health: object }[];
    expect(Object.fromEntries(health.map((one) => [one.name, one.health]))).toEqual({
      [sound]: { state: 'HEALTHY', lastErrorCode: null, lastErrorCause: null, remedy: null },
      ...Object.fromEntries(
        names.map((name) => {
          const { code, cause, state } = toFault(name);
          return [name, { state, lastErrorCode: code, lastErrorCause: cause, remedy: toRemedy(cause) }];
        }),
      ),
    });
    const [good, ...broken] = checks.data.jobSourceChecks as readonly {
      readonly steps: readonly Step[];
      readonly isSound: boolean;
      readonly state: string;
    }[];
    expect(good).toMatchObject({ isSound: true, state: 'HEALTHY' });
    expect(broken.map(({ isSound, state, steps }) => [isSound, state, steps[0]])).toEqual(
      names.map((name) => {
        const { code, cause, state, part, setting, remedy, asked = [part, setting] } = toFault(name);
        const words = { message: expect.any(String) as unknown, remedy: expect.stringMatching(remedy) as unknown };
        return [false, state, { code, cause, ...words, part: asked[0], setting: toPath(name, asked[1]) }];
      }),
    );
  });

  it('the log says each once, with its remedy, and holds no secret', () => {
    const lines = world.gateway.logs.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
    const states = lines.filter(({ msg }) => msg === 'source state');

    for (const name of names) {
      const { code, cause, state, part, setting } = toFault(name);
      const [first, ...more] = states.filter(({ source }) => source === name);
      expect(first).toMatchObject({
        ...{ level: 40, state, code, cause, part },
        ...{ remedy: toRemedy(cause), setting: toPath(name, setting) },
      });
      expect([name, more]).toEqual([name, []]);
    }
    expect(states.filter(({ source }) => source === sound)).toMatchObject([{ level: 30, state: 'HEALTHY' }]);
    expect(lines.filter(({ msg }) => msg === 'source checked')).toHaveLength(names.length + 1);
    expect(world.gateway.logs.join('')).not.toContain('canary');
  });

  it('the log names the offset of a clock that is wrong, and of no other', () => {
    const states = world.gateway.logs
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
      .filter(({ msg, clockOffsetSeconds }) => msg === 'source state' && clockOffsetSeconds !== undefined);

    expect(states).toMatchObject([{ source: 'wrong-clock', cause: 'CLOCK_SKEWED' }]);
    expect(Math.abs(Number(states[0]?.['clockOffsetSeconds']) - 1800)).toBeLessThanOrEqual(1);
  });

  it('the metrics count each: its state, its gaps and its checks', async () => {
    const metrics = await (await fetch(world.gateway.url.replace('/graphql', '/metrics'))).text();

    for (const name of names) {
      const { code, state } = toFault(name);
      expect(metrics).toContain(`jobgraph_source_state{source="${name}",state="${state}"} 1\n`);
      expect(metrics).toContain(`jobgraph_gaps_total{source="${name}",code="${code}"} 1\n`);
      expect(metrics).toContain(`jobgraph_source_checks_total{source="${name}",outcome="unsound"} 1\n`);
    }
    expect(metrics).toContain(`jobgraph_source_checks_total{source="${sound}",outcome="sound"} 1\n`);
    expect(metrics).not.toContain(`jobgraph_gaps_total{source="${sound}"`);
  });
});
