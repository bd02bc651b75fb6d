/** The shape of the configuration file, with every default. The descriptions are for those who edit the file. */
import { type z } from 'zod';
import { allowedCallbackKind, parseAllowedCallback } from './callback-url.ts';
import {
  amount,
  checkedText,
  choice,
  flag,
  list,
  positiveAmount,
  section,
  text,
  wholeNumber,
} from '../settings/kinds.ts';
import { authSchema } from './auth-schema.ts';
import { clusterSchema } from './cluster.ts';
import { consoleSchema } from './console.ts';
import { persistedOperations } from './persisted-operations.ts';
import { sources } from './sources-schema.ts';

const hostName = text('a host name or an IP address', /^[\w.:%-]{1,255}$/);

const server = section({
  host: hostName
    .default('127.0.0.1')
    .describe('The address to listen on; 0.0.0.0 in a container. The option `--host` overrides it.'),
  port: wholeNumber(0, 65_535)
    .default(4000)
    .describe('The port to listen on; 0 takes any free port and prints it. The option `--port` overrides it.'),
  metricsPort: wholeNumber(0, 65_535)
    .optional()
    .describe(
      'A port of its own for /metrics, which the port of the graph then no longer serves; 0 takes any free port and prints it. Default: the port of the graph.',
    ),
  metricsHost: hostName.optional().describe('The address to listen on for /metrics. Default: as `host`.'),
  corsOrigins: list(checkedText('an origin such as https://studio.apollographql.com', isOrigin), 'a list of origins')
    .default([])
    .describe('The origins whose pages may send requests from a browser and may open WebSockets.'),
  introspection: flag()
    .default(false)
    .describe(
      'Whether introspection (`__schema`, `__type`, `_service`) is answered, and errors suggest names of the schema.',
    ),
  explorer: flag()
    .default(false)
    .describe('Whether pages to explore the graph are served: GraphiQL at /explorer, Apollo Sandbox at /sandbox.'),
  console: flag().default(false).describe('Whether the console, a page that shows jobs, is served at /console/.'),
  shutdownGraceSeconds: amount(0, 3600)
    .default(20)
    .describe(
      'How long a stop may take. One second before its end, operations under way are answered with what they have.',
    ),
  drainSeconds: amount(0, 600)
    .default(1)
    .describe(
      'How long a stop still takes requests after /readyz says no. Set it longer than the interval of the readiness probe. It is a part of the grace, a quarter at most.',
    ),
  closingSeconds: amount(0, 3600)
    .optional()
    .describe(
      'A stop closes the WebSockets evenly within this time. It is a part of the grace, at most three quarters of what the drain leaves. Default: half of what the drain leaves.',
    ),
  maxConnections: wholeNumber(1, 1_000_000)
    .default(10_000)
    .describe('Connections at once, WebSockets included. One more replaces the connection that has been idle longest.'),
  operationSeconds: positiveAmount(600)
    .default(18)
    .describe('How long an operation may take. A field that has no value by then is null with PROVIDER_TIMEOUT.'),
}).superRefine(checkPorts);

/** 0 is any free one, and so never the same. */
function checkPorts(
  { port, metricsPort }: { readonly port: number; readonly metricsPort?: number | undefined },
  context: z.core.$RefinementCtx,
): void {
  if (metricsPort === undefined || metricsPort === 0 || metricsPort !== port) return;
  const params = { got: `${String(metricsPort)}, the port of the graph` };
  context.addIssue({ code: 'custom', path: ['metricsPort'], message: 'another port than server.port', params });
}

function isOrigin(origin: string): boolean {
  return /^https?:/.test(origin) && URL.canParse(origin) && new URL(origin).origin === origin;
}

const many = 1_000_000_000;
const following = 'Default: as many as `aliases`.';

const limits = section({
  requestBytes: wholeNumber(1, many)
    .default(1_000_000)
    .describe('The size of a request’s body, and of a WebSocket’s message.'),
  depth: wholeNumber(1, many).default(12).describe('How deep fields may be nested. Introspection is not counted.'),
  aliases: wholeNumber(1, many).default(30).describe('Aliases in an operation, those of unused fragments included.'),
  tokens: wholeNumber(1, many)
    .default(4000)
    .describe('Tokens of the language in a document: names, values, punctuators.'),
  jobsPerOperation: wholeNumber(1, many)
    .default(200)
    .describe(
      'Distinct jobs that an operation may read: those that its arguments name, `first` for each list, and further jobs that lists read to apply a filter.',
    ),
  logsPerOperation: wholeNumber(1, many)
    .default(10)
    .describe('Logs that an operation may read: its `jobLog` fields, aliases included.'),
  upstreamCalls: wholeNumber(1, many)
    .default(500)
    .describe('Calls to providers that an operation may cost at worst, without retries.'),
  jobsPerMinute: wholeNumber(0, many)
    .default(0)
    .describe(
      'Distinct jobs that a viewer (the token’s `sub`) may read in a minute; 0 sets no limit. All viewers without a token count as one.',
    ),
  answerFields: wholeNumber(1, many)
    .default(100_000)
    .describe(
      'Fields that an answer may hold: those selected, times the jobs that are asked for or that `first` lets in.',
    ),
  answerBytes: wholeNumber(100_000, many)
    .default(10_000_000)
    .describe('The size of an answer or an event in bytes of JSON.'),
  rootFields: wholeNumber(1, many).optional().describe(`Root fields in an operation. ${following}`),
  directives: wholeNumber(1, many).optional().describe(`Directives in an operation. ${following}`),
  listArguments: wholeNumber(1, many)
    .optional()
    .describe(
      'Entries of one list in an argument or a variable. Default: 1,000, or as many as `aliases` if that is more.',
    ),
});

const cache = section({
  runningSeconds: amount(0, 3600).default(2).describe('Longest cache time of a running job; 0 always reads again.'),
  terminalSeconds: amount(0, 604_800).default(3600).describe('Longest cache time of an ended job.'),
  notFoundSeconds: amount(0, 3600)
    .default(5)
    .describe('How long an unknown job stays unknown, and one that is gone stays gone.'),
  maxJobs: wholeNumber(1, 100_000_000).default(100_000).describe('Jobs that are kept in memory.'),
  maxBytes: wholeNumber(1_000_000, 100_000_000_000)
    .default(100_000_000)
    .describe(
      'Bytes of answers that are kept in memory: of jobs, of list pages, and finished ones of the graph with their parts.',
    ),
  answers: flag()
    .default(true)
    .describe(
      'Whether finished answers of the graph are kept, and sent again while the jobs and list pages in them are unchanged and fresh.',
    ),
});

const lists = section({
  maxPagesPerSource: wholeNumber(1, 1000)
    .default(10)
    .describe(
      'Pages that one list reads of a source at most, or one page of each container if that is more. If `limits.upstreamCalls` does not allow that for all sources, a list reads fewer.',
    ),
});

const subscriptions = section({
  maxConnections: wholeNumber(1, 1_000_000).default(1000).describe('WebSockets at once.'),
  maxPerConnection: wholeNumber(1, 10_000).default(20).describe('Subscriptions at once on one WebSocket.'),
  maxWatchedJobs: wholeNumber(1, 100_000_000)
    .default(100_000)
    .describe(
      'Jobs that all subscriptions watch, counted once for each subscription. A list counts as `first` jobs or more. One viewer may have half of the places.',
    ),
  callbackUrls: list(
    checkedText(allowedCallbackKind, (url) => parseAllowedCallback(url) !== undefined),
    'a list of URLs',
  )
    .default([])
    .describe(
      'Where routers may have events sent by HTTP callback: these addresses and those below them. `*.` at the beginning of a host stands for exactly one label.',
    ),
  maxCallbacks: wholeNumber(1, 1_000_000).default(1000).describe('Subscriptions by HTTP callback at once.'),
  maxLagSeconds: wholeNumber(1, 3600)
    .default(60)
    .describe(
      'The longest time between two reads of a watched job whose changes are not pushed, as far as half of the source’s rate allows it.',
    ),
});

const logs = section({
  maxReads: wholeNumber(1, 10_000)
    .default(16)
    .describe('Logs that are read at once. Further reads wait; each may hold some 9 MB.'),
  maxFollowed: wholeNumber(1, 1_000_000)
    .default(100)
    .describe(
      'Parts of logs that are followed, each with up to 1 MB of lines however many follow it. One viewer may have half of the places.',
    ),
  maxFollowers: wholeNumber(1, 1_000_000)
    .default(500)
    .describe('Subscriptions that follow a log. One viewer may have half of the places.'),
});

const federation = section({
  authDirectives: flag()
    .default(true)
    .describe(
      'Whether the SDL for routers holds `@authenticated` and `@requiresScopes`. The gateway enforces them either way.',
    ),
});

const checks = section({
  atStart: flag().default(true).describe('Whether each source is asked once at the start, in the background.'),
  minSeconds: amount(1, 3600).default(10).describe('A source is asked by checks at most so often.'),
});

const logging = section({
  level: choice(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'])
    .default('info')
    .describe('The least severe lines that are logged.'),
});

/** The schema of the whole configuration. */
export const configSchema = section({
  server: server.prefault({}).describe('Where and how the gateway listens.'),
  auth: authSchema.describe('Who may do what: whose tokens are taken.'),
  console: consoleSchema.prefault({}).describe('The page at /console/, where `server.console` is on.'),
  limits: limits.prefault({}).describe('What a request may ask for at most.'),
  cache: cache.prefault({}).describe('How long answers of providers are kept.'),
  list: lists.prefault({}).describe('The lists of jobs.'),
  subscriptions: subscriptions.prefault({}).describe('Live updates.'),
  logs: logs.prefault({}).describe('How many logs of jobs are read and followed at once.'),
  persistedOperations: persistedOperations.prefault({}).describe('Operations that clients name by their digest.'),
  federation: federation.prefault({}).describe('This graph as a part of a larger one.'),
  checks: checks.prefault({}).describe('Whether sources answer for all that their settings name.'),
  logging: logging.prefault({}).describe('What is written to standard output.'),
  cluster: clusterSchema
    .optional()
    .describe('What several processes of this gateway share. Default: nothing, each works by itself.'),
  sources: sources.describe('Where jobs come from: one entry an account and region of a provider.'),
});
