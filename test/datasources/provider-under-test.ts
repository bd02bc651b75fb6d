/** One provider with one good job and one whose answer a test picks, behind a whole gateway. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

import type { EmulatedCall, Emulator, RawAnswer } from '../../src/emulation/emulator.ts';
import { isRawAnswer, toRawAnswer } from '../../src/emulation/emulator.ts';
import type { Fault } from '../../src/emulation/faults.ts';
import type { ProviderUnderTest as Conforming } from '../conformance/provider-under-test.ts';
import { startGateway, type GraphQLAnswer } from '../gateway.ts';
import { noCache } from './ask-whole.ts';

export interface ProviderUnderTest {
  readonly provider: string;
  readonly typeName: string;
  readonly sourceName: string;
  /** Two keys of the provider's form. */
  readonly goodKey: string;
  readonly illKey: string;
  /** The header of the provider's that names a request. */
  readonly requestIdHeader: string;
  /** A whole good answer about the job. */
  readonly toBody: (key: string) => string;
  readonly startEmulator: (
    toAnswer: (key: string) => RawAnswer | undefined,
    fault: (call: EmulatedCall) => Fault | undefined,
  ) => Promise<Emulator>;
  /** The source's entry in the configuration. */
  readonly toSource: (endpoint: string) => object;
}

/** What the ill job's read is answered with: these bytes, or a good answer that a fault befalls. */
export type AnswerOrFault = RawAnswer | Fault;

export interface ProviderHarness {
  /** The good job, the ill one and the good one again, in one query with every scope; each with its id and its message. */
  readonly ask: (fault: AnswerOrFault) => Promise<GraphQLAnswer>;
  /** Calls for the ill job in the last query. */
  readonly calls: () => number;
  /** What the gateway has logged since the last query began. */
  readonly logs: () => string;
  /** Where redirects and entities point to. */
  readonly targetUrl: string;
  /** Requests that came there. */
  readonly targetRequests: () => number;
  readonly close: () => Promise<void>;
}

export async function startHarness(subject: ProviderUnderTest): Promise<ProviderHarness> {
  let fault: AnswerOrFault = { kind: 'none' };
  let targetRequests = 0;
  let loggedBefore = 0;
  const target = createServer((_request, response) => {
    targetRequests += 1;
    response.end(subject.toBody(subject.illKey));
  }).listen(0, '127.0.0.1');
  await once(target, 'listening');
  const emulator = await subject.startEmulator(
    (key) =>
      key === subject.illKey && isRawAnswer(fault)
        ? fault
        : toRawAnswer({ headers: { [subject.requestIdHeader]: 'request-1' }, body: subject.toBody(key) }),
    (call) => (call.id === subject.illKey && !isRawAnswer(fault) ? fault : undefined),
  );
  const gateway = await startGateway({
    cache: noCache,
    // Back-off of no length, and a source that is asked however often it fails.
    random: () => 0,
    breaker: { failures: 1_000_000 },
    sources: [subject.toSource(emulator.url)],
  });
  const token = await gateway.token('job:read', 'job:sensitive', 'job:credentials');
  const ids = [subject.goodKey, subject.illKey, subject.goodKey].map((key) => `${subject.sourceName}:${key}`);
  const document = `query ($ids: [ID!]!) { jobsById(ids: $ids) { id status statusMessage failures { code message subject } ... on ${subject.typeName} { provider } } }`;
  return {
    ask: (picked) => {
      fault = picked;
      emulator.reset();
      loggedBefore = gateway.logs.length;
      return gateway.query(document, { variables: { ids }, token });
    },
    calls: () => emulator.calls.filter((call) => call.id === subject.illKey).length,
    logs: () => gateway.logs.slice(loggedBefore).join(''),
    targetUrl: `http://127.0.0.1:${(target.address() as AddressInfo).port}/`,
    targetRequests: () => targetRequests,
    close: async () => {
      await gateway.close();
      await emulator.close();
      target.close();
    },
  };
}

/** As tests take it that are not part of the kit. */
export function toFormer(subject: Conforming): ProviderUnderTest {
  const { provider, typeName, sourceName, keys, errors, answers } = subject;
  return {
    ...{ provider, typeName, sourceName, goodKey: keys.good, illKey: keys.ill },
    requestIdHeader: errors.requestIdHeader,
    toBody: answers.toBody,
    startEmulator: (describe, fault) =>
      subject.startEmulator({ describe, list: () => [], complete: () => undefined }, { fault }),
    toSource: (endpoint) => subject.toSource(endpoint),
  };
}
