#!/usr/bin/env node
// Prints one token of a running demo gateway, and nothing else, so that it can stand in `$(…)`.
import { parseArgs } from 'node:util';

const usage =
  'usage: npm run --silent token -- --scope "job:read job:credentials" [--port 4000 | --url http://127.0.0.1:4000]';
const timeoutMilliseconds = 5_000;

function readArguments() {
  const { values } = parseArgs({
    options: { scope: { type: 'string' }, url: { type: 'string' }, port: { type: 'string' } },
  });
  if (values.scope === undefined) throw new Error(usage);
  if (values.url !== undefined && values.port !== undefined) throw new Error('--url and --port exclude each other');
  const base = values.url ?? `http://127.0.0.1:${values.port ?? '4000'}`;
  if (!URL.canParse(base) || !/^https?:$/.test(new URL(base).protocol)) {
    throw new Error(`the gateway’s address must be an http URL, but got ${base}`);
  }
  return { scope: values.scope, url: new URL('/demo/token', base) };
}

async function askForToken({ scope, url }) {
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'error',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ scope }),
    signal: AbortSignal.timeout(timeoutMilliseconds),
  }).catch((cause) => {
    throw new Error(
      `no gateway answers at ${url.origin}: start the demo with "npm start", or name its address with --url`,
      { cause },
    );
  });
  const body = await response.json().catch(() => null);
  if (response.status === 200 && typeof body?.token === 'string') return body.token;
  if (typeof body?.error === 'string') throw new Error(body.error);
  throw new Error(`${url.origin} gives no demo tokens (it answered ${response.status}): is it a gateway in demo mode?`);
}

try {
  process.stdout.write(`${await askForToken(readArguments())}\n`);
} catch (error) {
  // One line, whatever the other side put into it.
  process.stderr.write(`token: ${error.message.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')}\n`);
  process.exitCode = 1;
}
