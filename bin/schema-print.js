#!/usr/bin/env node
// Prints the subgraph's SDL, and nothing else: npm run --silent schema:print -- [--without-auth-directives]
import { parseArgs } from 'node:util';
import { printTypeDefs } from '../src/operation/sdl.ts';

try {
  const { values } = parseArgs({ options: { 'without-auth-directives': { type: 'boolean', default: false } } });
  process.stdout.write(printTypeDefs({ authDirectives: !values['without-auth-directives'] }));
} catch (error) {
  process.stderr.write(`schema:print: ${error.message}\n`);
  process.exitCode = 1;
}
