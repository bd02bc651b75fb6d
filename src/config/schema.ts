/** The shape of the configuration file, with every default. */
import { z } from 'zod';
import type { AuthSettings } from '../auth/settings.ts';
import { providers } from '../providers.ts';

const defaultAlgorithms = ['RS256', 'ES256', 'EdDSA'] as const;
const publicKeyAlgorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'] as const;

const server = z.strictObject({
  host: z.string().min(1).default('127.0.0.1').describe('The address to listen on.'),
  port: z.int().min(0).max(65_535).default(4000).describe('The port to listen on; 0 = any free one, printed.'),
  corsOrigins: z.array(z.string().refine(isOrigin, 'an origin such as https://app.example')).default([]).describe('Web origins that may send requests from a browser.'),
  introspection: z.boolean().default(false).describe('Whether the schema may be asked for, by introspection or by _service.'),
  explorer: z.boolean().default(false).describe('Whether the explorer pages are served.'),
  shutdownGraceSeconds: z.number().min(0).max(3600).default(20).describe('How long a stop waits for answers in flight.'),
  operationSeconds: z.number().positive().max(600).default(30).describe('How long one operation may take; what is missing by then is an error of its own.'),
});

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

const anonymousScopes = z.array(z.literal('job:read', 'job:read, the only scope that can be had without a token')).default([]).describe('What a viewer without a token may do.');

const tokens = z
  .strictObject({
    mode: z.literal('jwt'),
    issuer: z.string().min(1).describe('The `iss` that tokens must carry.'),
    audience: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)], 'text, or a list of texts').describe('The `aud` that tokens must carry.'),
    algorithms: z.array(z.enum([...publicKeyAlgorithms, 'HS256'])).min(1).optional().describe('The algorithms that tokens may be signed with.'),
    jwksUri: z.string().refine(isKeySetAddress, 'an https address (http on loopback only)').optional().describe('Where the keys are read from.'),
    publicKeyFile: z.string().min(1).optional().describe('A PEM file with the public key, beside the configuration file or absolute.'),
    secret: z.string().refine((text) => Buffer.byteLength(text) >= 32, 'a secret of 32 bytes or more').optional().describe('The shared secret of HS256.'),
    scopeClaims: z.array(z.string().min(1)).min(1).default(['scope']).describe('The claims that hold scopes: text with blanks between, or lists of texts.'),
    anonymousScopes,
  })
  .superRefine(({ jwksUri, publicKeyFile, secret, algorithms }, context) => {
    const keys = [jwksUri, publicKeyFile, secret].filter((key) => key !== undefined).length;
    if (keys !== 1) context.addIssue({ code: 'custom', message: `given exactly one of jwksUri, publicKeyFile and secret`, path: [] });
    if (algorithms?.includes('HS256') === true && secret === undefined) {
      context.addIssue({ code: 'custom', message: 'without HS256, which goes with `secret` alone', path: ['algorithms'] });
    }
    if (secret !== undefined && algorithms?.some((algorithm) => algorithm !== 'HS256') === true) {
      context.addIssue({ code: 'custom', message: '[HS256], the only algorithm of a `secret`', path: ['algorithms'] });
    }
  })
  .transform(({ algorithms, ...rest }) => ({ ...rest, algorithms: algorithms ?? (rest.secret === undefined ? [...defaultAlgorithms] : ['HS256' as const]) }));

function isKeySetAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname));
}

const auth = z.discriminatedUnion('mode', [z.strictObject({ mode: z.literal('none'), anonymousScopes: anonymousScopes.optional() }), tokens], {
  error: 'a map whose `mode` is jwt or none (none must be written out)',
});

const count = z.int().min(1).max(1_000_000_000);

const limits = z.strictObject({
  requestBytes: count.default(1_000_000).describe('The largest request body, in bytes.'),
  depth: count.default(12).describe('How deep an operation may nest; introspection is not counted.'),
  aliases: count.default(30).describe('How many aliases an operation may use.'),
  tokens: count.default(4000).describe('How many lexical tokens a document may hold.'),
  jobsPerOperation: count.default(200).describe('How many distinct jobs an operation may touch.'),
  upstreamCalls: count.default(500).describe('How many calls an operation may cost at worst.'),
  jobsPerMinute: z.int().min(0).default(0).describe('A viewer’s budget of distinct jobs; 0 = off.'),
  rootFields: count.optional().describe('How many root fields an operation may ask for. Follows `aliases` where it is higher.'),
  directives: count.optional().describe('How many directives a document may hold. Follows `aliases` where it is higher.'),
});

const cache = z.strictObject({
  runningSeconds: z.number().min(0).max(3600).default(2).describe('How old a job that has not ended may be.'),
  terminalSeconds: z.number().min(0).max(604_800).default(3600).describe('How old a job that has ended may be.'),
  notFoundSeconds: z.number().min(0).max(3600).default(5).describe('How long an unknown job stays unknown.'),
  maxJobs: count.default(100_000).describe('How many jobs are kept in memory.'),
});

const { panorama, healthomics, codepipeline, importexport, cosbatch } = providers;

const source = z.discriminatedUnion(
  'provider',
  [panorama.settings, healthomics.settings, codepipeline.settings, importexport.settings, cosbatch.settings],
  { error: `a source whose \`provider\` is one of ${Object.keys(providers).join(', ')}` },
);

const sources = z
  .array(source)
  .min(1)
  .superRefine((all, context) => {
    all.forEach(({ name, timeoutSeconds, deadlineSeconds }, index) => {
      if (all.findIndex((other) => other.name === name) !== index) {
        context.addIssue({ code: 'custom', message: 'a name that no other source bears', path: [index, 'name'] });
      }
      if (deadlineSeconds < timeoutSeconds) {
        context.addIssue({ code: 'custom', message: `at least timeoutSeconds (${timeoutSeconds})`, path: [index, 'deadlineSeconds'] });
      }
    });
  });

export const configSchema = z.strictObject({
  server: server.prefault({}),
  auth,
  limits: limits.prefault({}),
  cache: cache.prefault({}),
  list: z
    .strictObject({ maxPagesPerSource: z.int().min(1).max(1000).default(10).describe('How many pages of a source one list reads at most.') })
    .prefault({}),
  subscriptions: z
    .strictObject({
      maxConnections: count.default(1000).describe('WebSockets at once.'),
      maxPerConnection: count.default(20).describe('Subscriptions on one WebSocket.'),
    })
    .prefault({}),
  federation: z
    .strictObject({ authDirectives: z.boolean().default(true).describe('Whether _service shows the auth directives; some routers refuse them.') })
    .prefault({}),
  logging: z.strictObject({ level: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('The least level that is logged.') }).prefault({}),
  sources,
});

/** The file, parsed; `auth` as the authenticator takes it. */
export type Config = Omit<z.output<typeof configSchema>, 'auth'> & { readonly auth: AuthSettings };
export type SourceSettings = Config['sources'][number];
