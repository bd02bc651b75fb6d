/** Signed requests over undici, as one would write them: AWS's own signer, and COS's scheme by its documentation. */
import { createHash, createHmac } from 'node:crypto';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { Pool } from 'undici';
import { connections, credentials, endpoints, sourceSettings } from '../settings.js';

const pools = Object.fromEntries(
  Object.entries(endpoints).map(([provider, endpoint]) => [
    provider,
    new Pool(endpoint, { connections, pipelining: 1 }),
  ]),
);

const services = {
  panorama: 'panorama',
  healthomics: 'omics',
  codepipeline: 'codepipeline',
  importexport: 'IngestionService',
  awsbatch: 'batch',
  codebuild: 'codebuild',
};
const signers = Object.fromEntries(
  Object.entries(services).map(([provider, service]) => [
    provider,
    new SignatureV4({
      service,
      region: sourceSettings[provider].region ?? 'us-east-1',
      credentials,
      sha256: Sha256,
      applyChecksum: false,
    }),
  ]),
);

/** Sends the request of a job and gives the body's text. */
export async function send(provider, request) {
  const url = new URL(endpoints[provider]);
  const headers = { ...request.headers, host: url.host };
  const signed =
    provider === 'cosbatch'
      ? { headers: toCosHeaders(request, headers) }
      : await signers[provider].sign({
          method: request.method,
          protocol: url.protocol,
          hostname: url.hostname,
          path: request.path,
          query: {},
          headers,
          body: request.body,
        });
  const response = await pools[provider].request({ ...request, headers: signed.headers });
  const text = await response.body.text();
  if (response.statusCode !== 200) throw new Error(`${provider} answered ${response.statusCode}`);
  return text;
}

function toCosHeaders({ method, path }, headers) {
  const { secretId, secretKey } = sourceSettings.cosbatch.credentials;
  const start = Math.floor(Date.now() / 1000) - 60;
  const time = `${start};${start + 360}`;
  const key = createHmac('sha1', secretKey).update(time).digest('hex');
  const http = `${method.toLowerCase()}\n${path}\n\nhost=${encodeURIComponent(headers.host)}\n`;
  const toSign = `sha1\n${time}\n${createHash('sha1').update(http).digest('hex')}\n`;
  const signature = createHmac('sha1', key).update(toSign).digest('hex');
  return {
    ...headers,
    authorization: `q-sign-algorithm=sha1&q-ak=${secretId}&q-sign-time=${time}&q-key-time=${time}&q-header-list=host&q-url-param-list=&q-signature=${signature}`,
  };
}

/** The request that describes a job, before it is signed. */
export const toRequest = {
  panorama: (key) => ({ method: 'GET', path: `/packages/import-jobs/${key}` }),
  healthomics: (key) => ({ method: 'GET', path: `/referencestore/${key.replace('/', '/importjob/')}` }),
  codepipeline: (key) => ({
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'CodePipeline_20150709.GetJobDetails' },
    body: JSON.stringify({ jobId: key }),
  }),
  importexport: (key) => ({
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: `Action=GetStatus&Version=2010-06-01&JobId=${key}`,
  }),
  cosbatch: (key) => ({ method: 'GET', path: `/jobs/${key}` }),
};
