/** One job in full, for a person: why it failed, the facts that every job has, then those of its provider's type. */
import { readFileSync } from 'node:fs';
import stringWidth from 'string-width';
import { packageFile } from '../src/package-files.ts';
import { round, statusColumn, textAt, type Row, type Style, type View } from './columns.ts';
import { paint } from './look.ts';
import { toRelative } from './moments.ts';
import { toPrintable } from './printable.ts';

/** All open fields of a job of any type: the name of the fragment, and its text. */
export function readDetailFragment(): { readonly spread: string; readonly definition: string } {
  const definition = readFileSync(packageFile('client/job-detail.generated.graphql'), 'utf8');
  return { spread: '...JobDetail', definition };
}

/** How they are shown. */
interface DetailView extends View {
  readonly isTerminal: boolean;
}

interface Line {
  readonly name: string;
  readonly text: string;
  readonly style?: Style | undefined;
}

/** What stands above the other common facts, or is said elsewhere. */
const ahead = ['__typename', 'id', 'status', 'statusMessage', 'failures'];

/** Aligned on a terminal; else a name and a value with a tab between, and an empty line between two jobs. */
export function formatDetails(jobs: readonly Row[], common: ReadonlySet<string>, view: DetailView): string {
  return jobs.map((job) => formatSections(toSections(job, common, view), view)).join('\n');
}

function toSections(job: Row, common: ReadonlySet<string>, view: DetailView): readonly (readonly Line[])[] {
  const others = Object.entries(job).filter(([name]) => !ahead.includes(name));
  const toLines = (isCommon: boolean): readonly Line[] =>
    others.filter(([name]) => common.has(name) === isCommon).flatMap(([name, value]) => flatten(name, value, view));
  return [
    [...toHead(job, view), ...toFailures(job)],
    toLines(true),
    [{ name: 'type', text: textAt(job, '__typename') }, ...toLines(false)],
  ];
}

function toHead(job: Row, view: DetailView): readonly Line[] {
  const message = textAt(job, 'statusMessage');
  const status = view.isTerminal ? (statusColumn.show?.(job, view) ?? '') : statusColumn.value(job);
  return [
    { name: 'id', text: textAt(job, 'id') },
    { name: 'status', text: status, style: statusColumn.style?.(job) },
    ...(message === '' ? [] : [{ name: 'statusMessage', text: message }]),
  ];
}

function toFailures(job: Row): readonly Line[] {
  const failures = (job['failures'] ?? []) as readonly Row[];
  return failures.map((failure, index) => {
    const [code, message, subject] = ['code', 'message', 'subject'].map((name) => textAt(failure, name));
    const words = [code, message].filter((word) => word !== undefined && word !== '').join(': ');
    return { name: `failures[${index}]`, text: subject === '' ? words : `${words} (${subject ?? ''})`, style: 'red' };
  });
}

/** A line for each value that is there, by its path. */
function flatten(name: string, value: unknown, view: DetailView): readonly Line[] {
  if (value === null || value === undefined || name.endsWith('__typename')) return [];
  if (typeof value !== 'object') return [{ name, text: formatValue(value as string | number | boolean, view) }];
  if (!Array.isArray(value))
    return Object.entries(value).flatMap(([part, inner]) => flatten(`${name}.${part}`, inner, view));
  const items = value as readonly unknown[];
  if (items.every((item) => typeof item !== 'object'))
    return items.length === 0 ? [] : [{ name, text: items.join(', ') }];
  return items.flatMap((item, index) => {
    const pair = item as { readonly key?: unknown; readonly value?: unknown };
    const isPair =
      typeof pair.key === 'string' && Object.keys(pair).every((part) => part === 'key' || part === 'value');
    return isPair ? flatten(`${name}[${pair.key}]`, pair.value ?? '', view) : flatten(`${name}[${index}]`, item, view);
  });
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function formatValue(value: string | number | boolean, { isTerminal, isUtc, now }: DetailView): string {
  const text = String(typeof value === 'number' ? round(value) : value);
  return isTerminal && !isUtc && instant.test(text) ? `${text} (${toRelative(text, now)})` : text;
}

/** Below each other, behind the names. A long word, such as an address, is the terminal's to break: so it can be opened and copied. */
function breakWords(text: string, margin: number, { lineWidth = Infinity }: View): string {
  const room = lineWidth - margin;
  if (stringWidth(text) <= room) return text;
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    const longer = last === '' ? word : `${last} ${word}`;
    if (stringWidth(longer) <= room) lines[lines.length - 1] = longer;
    else if (last === '') lines[lines.length - 1] = word;
    else lines.push(word);
  }
  return lines.join(`\n${' '.repeat(margin)}`);
}

/** A text of a million characters scrolls all others away. */
const maxShown = 2000;

function formatSections(sections: readonly (readonly Line[])[], view: DetailView): string {
  if (!view.isTerminal)
    return sections
      .flat()
      .map(({ name, text, style }) => `${toPrintable(name)}\t${paint(style, toPrintable(text), view)}\n`)
      .join('');
  const width = Math.max(...sections.flat().map(({ name }) => stringWidth(toPrintable(name))));
  const margin = width + 2;
  const format = ({ name, text, style }: Line): string => {
    const label = toPrintable(name);
    const value = toPrintable(text.slice(0, maxShown));
    const rest = text.length > maxShown ? `… (${text.length} characters; -o json has all)` : '';
    return `${paint('dim', label, view)}${' '.repeat(width - stringWidth(label))}  ${paint(style, breakWords(value, margin, view), view)}${rest}\n`;
  };
  return sections.map((lines) => lines.map(format).join('')).join('\n');
}
