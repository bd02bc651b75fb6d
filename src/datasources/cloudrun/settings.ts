import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { findGoogleType } from '../../provider/access/google-files.ts';
import {
  googleFederationWay,
  googleKeyWay,
  refuseOpenHttp,
  tokenFileWay,
  tokenWay,
} from '../../provider/access/settings.ts';
import type { LimiterSettings } from '../../provider/contract/limiter-settings.ts';
import type { CompletedSettings } from '../../provider/contract/provider.ts';
import { toSourceSchema } from '../../provider/contract/settings.ts';
import { someList, text } from '../../settings/kinds.ts';

/** The name of a job or an execution. A part of a path as it is. */
export const name = {
  pattern: /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
  expected: '1 to 63 lower-case letters, digits and "-"',
};

const jobs = 'a list of 1 to 100 names of jobs';

/** The schema of a Cloud Run source. Refuses an endpoint with http beyond loopback. */
export const cloudRunSettings = toSourceSchema('cloudrun', {
  project: text(
    'the id of a Google Cloud project such as acme-data, or its number in quotes',
    /^(?:(?:[a-z0-9-]{1,63}\.)+[a-z]{2,63}:)?[a-z](?:[a-z0-9-]{0,28}[a-z0-9])?$|^\d{1,20}$/,
  ).describe('The id of the Google Cloud project, or its number in quotes.'),
  region: text('a Google Cloud region such as europe-west1', /^[a-z]{2,}(?:-[a-z]+)+[0-9]{1,2}$/).describe(
    'The Google Cloud region of the jobs.',
  ),
  credentials: z
    .union([googleKeyWay, googleFederationWay, tokenWay, tokenFileWay], {
      error: 'a map of either keyFile, or externalAccountFile, or token, or tokenFile',
    })
    .optional()
    .describe(
      'At most one of keyFile, externalAccountFile, token and tokenFile. Default: the file that GOOGLE_APPLICATION_CREDENTIALS names, else the metadata server.',
    ),
  jobs: someList(text(`the name of a job, ${name.expected}`, name.pattern), jobs)
    .max(100, { error: jobs })
    .optional()
    .describe('The jobs whose executions are listed. Default: all of the region.'),
}).superRefine(...refuseOpenHttp('endpoint'));

/** The settings of a Cloud Run source, with defaults. */
export interface CloudRunSettings extends z.output<typeof cloudRunSettings> {
  /** From the environment. Default: Google's. */
  readonly metadataHost?: string | undefined;
}

/** The ways of Google's own clients: a file that the environment names, else the machine's metadata server. */
export function completeCloudRun(
  settings: CloudRunSettings,
  environment: Readonly<Record<string, string | undefined>>,
): CompletedSettings<CloudRunSettings> {
  if (settings.credentials !== undefined) return {};
  const { GOOGLE_APPLICATION_CREDENTIALS: file, GCE_METADATA_HOST: metadataHost } = environment;
  if (file) return completeByFile(settings, resolve(file));
  if (!metadataHost) return {};
  if (/^[A-Za-z0-9.:[\]-]+$/.test(metadataHost) && URL.canParse(`http://${metadataHost}`))
    return { settings: { ...settings, metadataHost } };
  return toFault('GCE_METADATA_HOST is a host, with or without a port, but got other text');
}

function completeByFile(settings: CloudRunSettings, file: string): CompletedSettings<CloudRunSettings> {
  const type = findGoogleType(readText(file));
  if (type === 'service_account') return { settings: { ...settings, credentials: { keyFile: file } } };
  if (type === 'external_account') return { settings: { ...settings, credentials: { externalAccountFile: file } } };
  const got = type === undefined ? 'another file or none' : `one of type ${type}`;
  return toFault(
    `GOOGLE_APPLICATION_CREDENTIALS names a file of type service_account or external_account, but got ${got}`,
  );
}

function toFault(condition: string): CompletedSettings<CloudRunSettings> {
  return { faults: [{ path: ['credentials'], message: `must be left out only where ${condition}` }] };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Half of what Google documented: 1,000 reads in 100 seconds of a project. */
export const cloudRunLimits: LimiterSettings = { requestsPerSecond: 5, burst: 20, concurrency: 10, queue: 1000 };
