import { z } from 'zod';
import type { LimiterSettings } from '../../provider/contract/limiter-settings.ts';
import { awsCredentials, awsRegion, toSourceSchema } from '../../provider/contract/settings.ts';
import { checkedText, isSection, someList, type Section } from '../../settings/kinds.ts';

/** @see https://docs.aws.amazon.com/glue/latest/webapi/API_Job.html */
export const jobName = {
  pattern: /^(?!\.{1,2}$)[^\p{Cc}\p{Cs}]{1,255}$/u,
  expected: 'the name of a job, 1 to 255 characters without control characters, but not "." or ".."',
};
const name = checkedText(jobName.expected, (text) => jobName.pattern.test(text));
const names = 'a list of 1 to 100 names of jobs';

const value = checkedText('text of at most 256 characters', (text) => /^.{0,256}$/su.test(text));
const tags = 'a map of 1 to 50 tags, whose keys have 1 to 128 characters';

/** The schema of a Glue source. */
export const glueSettings = toSourceSchema('glue', {
  region: awsRegion,
  credentials: awsCredentials,
  jobs: someList(name, names)
    .max(100, { error: names })
    .optional()
    .describe('The jobs whose runs are listed. Default: the first 50 that the account lists.'),
  tags: z
    .record(z.string(), value, { error: tags })
    .refine((map) => areTagKeys(Object.keys(map)), { error: tags })
    .optional()
    .describe('In place of `jobs`: the tags that a job must have to be listed. Default: any.'),
}).superRefine(
  ({ jobs, tags }: Section, context) => {
    if (jobs === undefined || tags === undefined) return;
    context.addIssue({ code: 'custom', path: ['tags'], message: 'left out with jobs', params: { got: 'both' } });
  },
  { when: ({ value }) => isSection(value) },
);

function areTagKeys(keys: readonly string[]): boolean {
  return keys.length >= 1 && keys.length <= 50 && keys.every((key) => /^.{1,128}$/su.test(key));
}

/** The settings of a Glue source, with defaults. */
export type GlueSettings = z.output<typeof glueSettings>;

/** AWS throttles by account and region, at rates that it does not publish. */
export const glueLimits: LimiterSettings = { requestsPerSecond: 5, burst: 10, concurrency: 10, queue: 1000 };
