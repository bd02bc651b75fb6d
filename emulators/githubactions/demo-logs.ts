/** What the jobs of the demo's runs have written, as GitHub keeps it: a file with a time before each line. */
import { toEmulatedError } from '../kit/emulator.ts';
import type { JsonObject } from '../kit/json.ts';
import type { LogStorageOptions } from './emulator-storage.ts';
import { toLogFile } from './emulator-storage.ts';

const byteOrderMark = '\uFEFF';
const longLog = 50_000;

/** The log of a job; undefined until it has ended. */
export function toDemoFile(job: JsonObject | undefined): ReturnType<LogStorageOptions['fileOf']> {
  if (job?.['status'] !== 'completed') return undefined;
  const { conclusion, name, started_at: startedAt } = job;
  if (typeof name !== 'string' || typeof startedAt !== 'string') return undefined;
  if (conclusion === 'cancelled')
    return toEmulatedError('BlobNotFound', 'The specified blob does not exist.', { status: 404 });
  const start = Date.parse(startedAt);
  const lines = toLines(name, conclusion === 'failure' || conclusion === 'timed_out');
  return toLogFile(byteOrderMark + lines.map((line, index) => `${formatTime(start, index)} ${line}\n`).join(''));
}

function toLines(name: string, hasFailed: boolean): readonly string[] {
  const isLong = name.startsWith('browser') && hasFailed;
  return [
    "Current runner version: '2.330.0'",
    '##[group]Operating System',
    'Ubuntu',
    '24.04.3',
    '##[endgroup]',
    `##[group]Run npm run ${name.replaceAll(' ', '-')}`,
    `\u001B[36;1mnpm run ${name.replaceAll(' ', '-')}\u001B[0m`,
    'shell: /usr/bin/bash -e {0}',
    '##[endgroup]',
    '##[warning]Node.js 20 actions are deprecated.',
    ...Array.from({ length: isLong ? longLog : 20 }, (_, index) => `  \u001B[32m✓\u001B[0m case ${index + 1}`),
    ...(hasFailed ? failure : ['', `  ${isLong ? longLog : 20} passing`]),
    'Cleaning up orphan processes',
  ];
}

const failure = [
  '',
  '  \u001B[31m1 failing\u001B[0m',
  '',
  '  AssertionError: expected 2 items in the cart, but got 3',
  '      at cart.test.ts:41:18',
  '##[error]Process completed with exit code 1.',
];

/** Seven digits after the seconds. */
function formatTime(start: number, index: number): string {
  const time = new Date(start + Math.floor(index / 2));
  return `${time.toISOString().slice(0, 23)}${String(index % 2).padStart(4, '0')}Z`;
}
