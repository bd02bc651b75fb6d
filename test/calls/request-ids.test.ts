import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { BadAnswer, type Adapter } from '../../src/provider/contract/adapter.ts';
import { openTestSource } from '../jobs/test-source.ts';

const server = createServer((_request, response) => {
  response.writeHead(200, { 'x-amzn-requestid': 'of-aws', 'audit-id': 'of-the-cluster' }).end('{}');
});
beforeEach(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

it.each([
  [undefined, 'of-aws'],
  [['audit-id'], 'of-the-cluster'],
  [['x-github-request-id', 'audit-id'], 'of-the-cluster'],
  [['x-github-request-id'], null],
])('an answer that cannot be read has the request id of the headers %j: %s', async (requestIdHeaders, requestId) => {
  const adapter: Partial<Adapter> = {
    ...(requestIdHeaders === undefined ? {} : { requestIdHeaders }),
    describe: {
      maxKeys: 1,
      read: ([key = '']) => ({
        operation: 'DescribeJob',
        request: { method: 'GET', path: `/${key}` },
        toResult: () => {
          throw new BadAnswer('', 'text', "another job's id");
        },
      }),
    },
  };
  const { read, close } = openTestSource({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    adapter,
  });

  await expect(read('a')).rejects.toMatchObject({ code: 'PROVIDER_BAD_RESPONSE', requestId });
  await close();
});
