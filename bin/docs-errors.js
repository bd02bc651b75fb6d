// Usage: node bin/docs-errors.js [--check]. Writes the list of errors into docs/observability.md from src/errors/catalogue.ts.
// With --check it writes nothing, and exits 1 where the list is not what it would write.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { errorCatalogue } from '../src/errors/catalogue.ts';
import { wrap } from './wrap.ts';

const file = fileURLToPath(new URL('../docs/observability.md', import.meta.url));
const begin = '<!-- The list of errors is written by `npm run docs:errors`. -->';
const end = '<!-- The end of the list of errors. -->';

const entries = Object.entries(errorCatalogue).map(([code, { http, isRetryable, meaning, more }]) => {
  const statuses = http.length === 0 ? 'not over HTTP' : `HTTP ${http.join(', ')}`;
  const text = [`${meaning.charAt(0).toLowerCase()}${meaning.slice(1)}`, ...(more === undefined ? [] : [more])].join(
    ' ',
  );
  return wrap(`- **${code}** (${statuses}; ${isRetryable ? 'repeat later' : 'do not repeat'}): ${text}`, '  ');
});

const before = readFileSync(file, 'utf8');
const [head, rest] = before.split(begin);
const tail = rest?.split(end)[1];
if (tail === undefined) throw new Error(`${file} must hold the two comments between which the list stands`);
const after = `${head}${begin}\n\n${entries.join('\n')}\n\n${end}${tail}`;

if (!process.argv.includes('--check')) writeFileSync(file, after);
else if (after !== before) {
  console.error('docs/observability.md does not hold the list of src/errors/catalogue.ts: run `npm run docs:errors`.');
  process.exitCode = 1;
}
