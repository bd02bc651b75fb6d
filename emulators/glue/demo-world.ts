import { awsErrors } from '../kit/aws-forms.ts';
import { createDemoWorld, type DemoWorld } from '../kit/demo-world.ts';
import type { JsonObject } from '../kit/json.ts';
import { toElapsedSeconds, withDates, type DemoClock, type DemoRun, type DemoSetting } from '../kit/moment.ts';
import { defineDemo, demoAwsKeys, inAccount } from '../kit/provider-demo.ts';
import { createGlueEmulator, type EmulatedJobRun, type GlueJobWorld } from './emulator.ts';
import samples from './sample-jobs.json' with { type: 'json' };

/** What Glue says of all of them, and what it says of each. */
const { common, runs: stillRuns } = samples;

const region = 'us-east-1';

export const demo = defineDemo({
  source: 'etl',
  // Without jobs, the gateway lists them itself.
  settings: { region, credentials: demoAwsKeys, ...inAccount('210987654321', { team: 'data', env: 'prod' }) },
  selection: `attempt
    previousRunId
    workerType
    executionSeconds`,
  protectedSelection: 'arguments { key value }',
  movingSelection: 'workerCount',
  createWorld: createGlueWorld,
  createEmulator: (options) => createGlueEmulator({ ...options, credentials: demoAwsKeys, region }),
});

/** Jobs of a data lake. */
export function createGlueWorld(setting: DemoSetting): DemoWorld<GlueJobWorld> {
  return createDemoWorld(setting, {
    idOf: ({ JobName, Id }) => `${JobName}/${Id}`,
    still: stillRuns.map(({ key, ...run }) => toRun(setting.clock, key, run)),
    moving: [{ runSeconds, toJobs: (run) => [toMovingRun(run)] }],
    errors: awsErrors,
    ids: {
      protected: `load/${toId('7')}`,
      throttled: 'load/jr_throttled',
      denied: 'load/jr_denied',
      unknown: 'load/jr_unknown',
    },
  });
}

const runSeconds = 160;

/** Starts for 20 seconds, and runs for two minutes and 20 seconds. */
function toMovingRun({ number, clock }: DemoRun): EmulatedJobRun {
  const elapsed = toElapsedSeconds(clock);
  const hasEnded = elapsed >= runSeconds;
  return toRun(clock, `nightly etl/${100 + number}`, {
    JobRunState: hasEnded ? 'SUCCEEDED' : elapsed >= 20 ? 'RUNNING' : 'STARTING',
    StartedOn: -5,
    CompletedOn: hasEnded ? runSeconds : undefined,
  });
}

/** Of a run and its retries. */
function toId(number: string, attempt = 0): string {
  return `jr_${number.padStart(64, '4f2e8b7c0d1a96e5')}${attempt === 0 ? '' : `_attempt_${attempt}`}`;
}

/** A run's own members, with dates in seconds since the demo began. */
interface SampleRun extends JsonObject {
  readonly StartedOn: number;
  readonly CompletedOn?: number | undefined;
  readonly Attempt?: number;
}

function toRun(clock: DemoClock, key: string, sample: SampleRun): EmulatedJobRun {
  const mark = key.lastIndexOf('/');
  const number = key.slice(mark + 1);
  const { StartedOn, CompletedOn, Attempt = 0 } = sample;
  return {
    ...common,
    ...withDates(
      clock,
      { ...sample, LastModifiedOn: CompletedOn ?? StartedOn },
      /On$/,
      (date) => date.getTime() / 1000,
    ),
    JobName: key.slice(0, mark),
    Id: toId(number, Attempt),
    Attempt,
    PreviousRunId: Attempt === 0 ? undefined : toId(number, Attempt - 1),
    ExecutionTime: CompletedOn === undefined ? 0 : CompletedOn - StartedOn,
  };
}
