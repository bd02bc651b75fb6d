// Usage: node bin/docs-errors.js [--check]. Writes the table of errors into docs/operating.md from src/errors/catalogue.ts.
// With --check it writes nothing, and exits 1 where the table is not what it would write.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { errorCatalogue } from '../src/errors/catalogue.ts';

const file = fileURLToPath(new URL('../docs/operating.md', import.meta.url));
const begin = '<!-- The table of errors is written by `npm run docs:errors`. -->';
const end = '<!-- The end of the table of errors. -->';

const rows = Object.entries(errorCatalogue).map(
  ([code, { http, isRetryable, meaning }]) =>
    `| ${code} | ${http.join(', ') || '-'} | ${isRetryable ? 'yes' : 'no'} | ${meaning} |`,
);
const table = ['| code | HTTP | retry | means |', '| --- | --- | --- | --- |', ...rows].join('\n');

const before = readFileSync(file, 'utf8');
const [head, rest] = before.split(begin);
const tail = rest?.split(end)[1];
if (tail === undefined) throw new Error(`${file} must hold the two comments between which the table stands`);
const options = await resolveConfig(file);
const after = await format(`${head}${begin}\n\n${table}\n\n${end}${tail}`, { ...options, filepath: file });

if (!process.argv.includes('--check')) writeFileSync(file, after);
else if (after !== before) {
  console.error('docs/operating.md does not hold the table of src/errors/catalogue.ts: run `npm run docs:errors`.');
  process.exitCode = 1;
}
