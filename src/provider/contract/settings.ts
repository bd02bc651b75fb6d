/** The settings that sources of all providers share. */
import { z } from 'zod';
import { isConsoleTemplate } from './console.ts';
import {
  checkedText,
  isSection,
  keyText,
  positiveAmount,
  section,
  someText,
  text,
  wholeNumber,
} from '../../settings/kinds.ts';

const sourceName = text(
  'a name of at most 63 lower-case letters, digits and "-" that begins with a letter',
  /^[a-z][a-z0-9-]{0,62}$/,
).describe('The name of the source, unique in this file. It is the first part of its jobs’ ids: never change it.');

const endpoint = checkedText('an http or https base URL without user, query and fragment', isBaseUrl)
  .meta({ format: 'uri' })
  .describe('Another base URL than the provider’s own, for tests, proxies and private endpoints. Used unchanged.');

function isBaseUrl(address: string): boolean {
  // The pattern first, because URL.canParse mends what it can: blanks, backslashes, missing slashes.
  return /^https?:\/\/[^\s\\?#/@]+(\/[^\s\\?#]*)?$/i.test(address) && URL.canParse(address);
}

const consoleUrl = checkedText(
  'an https address without user, in which nothing but {url} stands in braces, behind the host',
  isConsoleTemplate,
).describe(
  'Where links into the provider’s own console lead: `{url}` stands for the page’s address, percent-encoded, such as `https://acme.awsapps.com/start/#/console?account_id=123456789012&role_name=ReadOnly&destination={url}`. Without `{url}`, every link of this source is this address. Default: the pages themselves.',
);

const labelText = 'text of 1 to 100 characters without control characters';
/** A JSON schema's patterns have no flag for Unicode, so this is checked only here. */
function isLabelText(value: string): boolean {
  return /^\P{Cc}{1,100}$/u.test(value);
}
const labelKey = /^[a-z][a-z0-9_.-]{0,62}$/;
const maxLabels = 16;

const account = checkedText(labelText, isLabelText).describe(
  'The account that the graph shows for this source, in quotes, such as `"123456789012"`. Default: the account that other settings of the source name, if any.',
);

const labels = z
  .record(z.string(), checkedText(labelText, isLabelText), { error: 'a map of labels' })
  .refine((map) => Object.keys(map).length <= maxLabels, { error: `at most ${maxLabels} labels` })
  .refine((map) => Object.keys(map).every((key) => labelKey.test(key)), {
    error: 'a map whose keys are at most 63 lower-case letters, digits, "_", "." and "-" and begin with a letter',
  })
  .describe('What lists may be narrowed by, such as a team or an environment.');

const limits = section({
  requestsPerSecond: positiveAmount(10_000).optional().describe('Calls a second, sustained. Default: by provider.'),
  burst: wholeNumber(1, 10_000)
    .optional()
    .describe('Calls that may start at once after a quiet time. Default: by provider.'),
  concurrency: wholeNumber(1, 1000)
    .optional()
    .describe(
      'Calls in flight. While others wait, one viewer gets no new call beyond half of them. Default: by provider.',
    ),
  queue: wholeNumber(0, 100_000)
    .optional()
    .describe(
      'Calls that may wait. If one more comes, the viewer with the most waiting calls gets PROVIDER_THROTTLED. Default: by provider.',
    ),
}).describe('How hard the source may be asked.');

const logLimits = section({
  requestsPerSecond: positiveAmount(10_000)
    .optional()
    .describe('Calls for logs a second, sustained. Default: by provider.'),
  burst: wholeNumber(1, 10_000)
    .optional()
    .describe('Calls for logs that may start at once after a quiet time. Default: by provider.'),
  concurrency: wholeNumber(1, 1000).optional().describe('Calls for logs in flight. Default: by provider.'),
}).describe('How hard the source may be asked for logs.');

const timeouts = {
  timeoutSeconds: positiveAmount(300).default(10).describe('How long one attempt of a call may take.'),
  deadlineSeconds: positiveAmount(600)
    .default(25)
    .describe('How long all attempts of a call may take together, waits included; at least timeoutSeconds.'),
};

/** Two to four letters, one or more words, a number: `eusc-de-east-1` is one too. Safe as a part of a host name. */
export const awsRegion = text('an AWS region such as us-west-2', /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/).describe(
  'The AWS region of the jobs.',
);

/** One of several maps that are told apart by their keys. */
export function toVariant<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return section(shape).superRefine(
    (_, context) => {
      // zod takes a map with a foreign key for this way all the same, and then does not say that it fits another too.
      for (const issue of context.issues)
        if (issue.code === 'unrecognized_keys') Object.assign(issue, { continue: false });
    },
    { when: () => true },
  );
}

const staticKeys = toVariant({
  accessKeyId: keyText().describe('The access key’s id.'),
  secretAccessKey: keyText().describe('The access key’s secret.'),
  sessionToken: keyText().optional().describe('The session token of temporary keys.'),
});

const profile = toVariant({ profile: someText().describe('A profile of the shared AWS files.') });

const assumedRole = toVariant({
  assumeRole: section({
    roleArn: text(
      'the ARN of an IAM role, such as arn:aws:iam::123456789012:role/jobgraph',
      /^arn:aws[a-z-]*:iam::\d{12}:role\/[\x21-\x7e]+$/,
    ).describe('The role to assume, with the credentials of the AWS default chain.'),
    externalId: text('2 to 1224 of the characters that AWS allows in an external id', /^[\w+=,.@:/-]{2,1224}$/)
      .optional()
      .describe('What the role’s owner asks for as the external id.'),
    sessionName: text('2 to 64 of the characters that AWS allows in a session name', /^[\w+=,.@-]{2,64}$/)
      .optional()
      .describe('The name of the session in AWS’s logs. Default: jobgraph.'),
  }).describe('A role to assume, and how.'),
});

/** Exactly one way to AWS credentials; left out, the AWS default chain (environment, files, SSO, container, instance). */
export const awsCredentials = z
  .union([staticKeys, profile, assumedRole], {
    error: 'a map of either accessKeyId and secretAccessKey, or profile, or assumeRole',
  })
  .optional()
  .describe(
    'Either accessKeyId and secretAccessKey, or profile, or assumeRole. Default: the AWS default chain (environment, shared files, SSO, container, instance).',
  );

/** How requests to AWS are signed: by keys, a profile, or a role. */
export type AwsCredentials = NonNullable<z.output<typeof awsCredentials>>;

/**
 * The setting `logs` of a provider whose logs are read: false, true, or a map of how they are read.
 * @param own the keys that only this provider has
 */
export function toLogsSetting<Shape extends z.core.$ZodLooseShape>(own: Shape, kind: string) {
  return z
    .union([z.boolean(), toVariant({ ...own, limits: logLimits.optional() })], { error: `true, false or ${kind}` })
    .optional()
    .describe('Whether and how the logs of the jobs are read. Default: true.');
}

/** Another address of CloudWatch Logs than AWS's own. */
export const logsEndpoint = endpoint
  .optional()
  .describe(
    'Another base URL of CloudWatch Logs than AWS’s own. Where the source has an `endpoint`, its logs are read only if this is set, too.',
  );

/** The settings that a source of any provider may have. Other keys are not looked at. */
export const sharedSettings = z.object({
  name: sourceName,
  endpoint: endpoint.optional(),
  consoleUrl: consoleUrl.optional(),
  account: account.optional(),
  labels: labels.optional(),
  limits: limits.optional(),
  ...timeouts,
});

/**
 * The settings of one provider's sources: the shared ones and its own, and no other key.
 * @param provider the word that names the provider
 */
export function toSourceSchema<const Provider extends string, Own extends z.core.$ZodLooseShape>(
  provider: Provider,
  own: Own,
) {
  return section({
    name: sharedSettings.shape.name,
    provider: z.literal(provider).describe('The kind of source.'),
    ...own,
    endpoint: sharedSettings.shape.endpoint,
    consoleUrl: sharedSettings.shape.consoleUrl,
    account: sharedSettings.shape.account,
    labels: sharedSettings.shape.labels,
    limits: sharedSettings.shape.limits,
    ...timeouts,
  }).superRefine(
    (settings: unknown, context) => {
      const { timeoutSeconds, deadlineSeconds } = settings as z.output<z.ZodObject<typeof timeouts>>;
      if (!(deadlineSeconds < timeoutSeconds)) return;
      context.addIssue({
        code: 'custom',
        path: ['deadlineSeconds'],
        message: `at least timeoutSeconds, which is ${timeoutSeconds}`,
        params: { got: String(deadlineSeconds) },
      });
    },
    { when: ({ value }) => isSection(value) },
  );
}

/** The settings that a source of any provider has. Times are in seconds. */
export interface SourceSettingsBase {
  readonly name: string;
  readonly endpoint?: string | undefined;
  readonly consoleUrl?: string | undefined;
  readonly account?: string | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly limits?: z.output<typeof limits> | undefined;
  /** What tells of changes: a queue of events, or webhooks. A source has one of them at most. */
  readonly events?: PushSettings | undefined;
  readonly webhooks?: PushSettings | undefined;
  /** Default: true. */
  readonly logs?: boolean | { readonly limits?: z.output<typeof logLimits> | undefined } | undefined;
  readonly timeoutSeconds: number;
  readonly deadlineSeconds: number;
}

/** The settings that all that tells of changes has in common. */
interface PushSettings {
  /** How often watched jobs are still read. */
  readonly safetySeconds: number;
}

/** How often watched jobs are still read while their changes are pushed. */
export const safetySeconds = wholeNumber(1, 3600)
  .default(300)
  .describe('Watched jobs are still read this often while their changes are pushed.');
