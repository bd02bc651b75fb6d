#!/usr/bin/env node
// Checks a configuration file, and with --probe asks each source once: npm run --silent check:config -- FILE [--probe]
import { parseArgs } from 'node:util';
import { checkConfig } from '../cli/config-check.ts';

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { probe: { type: 'boolean', default: false } },
  });
  if (positionals.length !== 1) throw new Error('usage: npm run check:config -- FILE [--probe]');
  process.exitCode = await checkConfig(positionals[0], {
    probes: values.probe,
    now: Date.now,
    monotonic: () => performance.now(),
    random: Math.random,
    onFault: (error) => {
      console.error(error);
    },
    print: (line) => {
      console.log(line);
    },
  });
} catch (error) {
  process.stderr.write(`check:config: ${error.message}\n`);
  process.exitCode = 64;
}
