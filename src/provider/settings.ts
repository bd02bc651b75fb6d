/** The settings that sources share, whatever their provider. */
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
} from '../settings/kinds.ts';

const sourceName = text(
  'a name of at most 63 lower-case letters, digits and "-" that begins with a letter',
  /^[a-z][a-z0-9-]{0,62}$/,
).describe('The name of the source, unique in this file. It is the first part of its jobs’ ids: never change it.');

const endpoint = checkedText('an http or https base URL without user, query and fragment', isBaseUrl)
  .meta({ format: 'uri' })
  .describe('Another base URL than the provider’s own, for tests, proxies and private endpoints. Used as it is.');

function isBaseUrl(address: string): boolean {
  // The pattern first, because URL.canParse mends what it can: blanks, backslashes, missing slashes.
  return /^https?:\/\/[^\s\\?#/@]+(\/[^\s\\?#]*)?$/i.test(address) && URL.canParse(address);
}

const consoleUrl = checkedText(
  'an https address without user, in which nothing but {url} stands in braces, behind the host',
  isConsoleTemplate,
).describe(
  'Where links into the provider’s own console lead: {url} stands for the page’s address, percent-encoded, such as https://acme.awsapps.com/start/#/console?account_id=123456789012&role_name=ReadOnly&destination={url}. Without {url}, every link of this source is this address. Default: the pages themselves.',
);

const limits = section({
  requestsPerSecond: positiveAmount(10_000).optional().describe('Calls a second, sustained. Default: by provider.'),
  burst: wholeNumber(1, 10_000)
    .optional()
    .describe('Calls that may start at once after a quiet time. Default: by provider.'),
  concurrency: wholeNumber(1, 1000).optional().describe('Calls in flight. Default: by provider.'),
  queue: wholeNumber(0, 100_000)
    .optional()
    .describe('Calls that may wait for their turn; one more is refused at once. Default: by provider.'),
}).describe('How hard the source may be asked.');

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
  sessionToken: keyText().optional().describe('Only with temporary keys.'),
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

export type AwsCredentials = NonNullable<z.output<typeof awsCredentials>>;

/** What every source may say, whatever its provider; other keys are not looked at. */
export const sharedSettings = z.object({
  name: sourceName,
  endpoint: endpoint.optional(),
  consoleUrl: consoleUrl.optional(),
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

/** What every source has, whatever its provider. Times are in seconds. */
export interface SourceSettingsBase {
  readonly name: string;
  readonly endpoint?: string | undefined;
  readonly consoleUrl?: string | undefined;
  readonly limits?: z.output<typeof limits> | undefined;
  readonly timeoutSeconds: number;
  readonly deadlineSeconds: number;
}
