/** The settings that sources share, whatever their provider. */
import { z } from 'zod';

const sourceName = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'a name of lower-case letters, digits and "-", beginning with a letter, of at most 63 characters');

const endpoint = z.string().refine(isBaseUrl, 'an http or https address without user, query or fragment');

function isBaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, search, hash, username, password } = new URL(text);
  return (protocol === 'http:' || protocol === 'https:') && [search, hash, username, password].every((part) => part === '');
}

const limits = z.strictObject({
  requestsPerSecond: z.number().positive().max(10_000).optional(),
  burst: z.int().min(1).max(10_000).optional(),
  concurrency: z.int().min(1).max(1000).optional(),
  queue: z.int().min(0).max(100_000).optional(),
});

export const sharedSettings = {
  name: sourceName,
  endpoint: endpoint.optional(),
  limits: limits.optional(),
  timeoutSeconds: z.number().positive().max(300).default(10),
  deadlineSeconds: z.number().positive().max(600).default(25),
};

export const awsRegion = z.string().regex(/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/, 'an AWS region such as us-west-2');

export const awsCredentials = z
  .union([
    z.strictObject({ accessKeyId: z.string().min(1), secretAccessKey: z.string().min(1), sessionToken: z.string().min(1).optional() }),
    z.strictObject({ profile: z.string().min(1) }),
    z.strictObject({
      assumeRole: z.strictObject({ roleArn: z.string().min(1), externalId: z.string().min(1).optional(), sessionName: z.string().min(1).optional() }),
    }),
  ])
  .optional();

export type AwsCredentials = NonNullable<z.output<typeof awsCredentials>>;

export interface SourceSettingsBase {
  readonly name: string;
  readonly endpoint?: string | undefined;
  readonly limits?: z.output<typeof limits> | undefined;
  readonly timeoutSeconds: number;
  readonly deadlineSeconds: number;
}
