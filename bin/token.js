#!/usr/bin/env node
// Prints one token of a running demo gateway, and nothing else, so that it can stand in `$(…)`.
import { parseArgs } from 'node:util';
import { askForDemoToken } from '../cli/demo-token.ts';

const usage =
  'usage: npm run --silent token -- --scope "job:read job:credentials" [--port 4000 | --url http://127.0.0.1:4000]';

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
  return { scope: values.scope, url: new URL(base) };
}

try {
  const { scope, url } = readArguments();
  process.stdout.write(`${await askForDemoToken(url, scope)}\n`);
} catch (error) {
  // One line, whatever the other side put into it.
  process.stderr.write(`token: ${error.message.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')}\n`);
  process.exitCode = 1;
}
