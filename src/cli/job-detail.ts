/** One job in full, for a person: why it failed, the facts that every job has, then those of its provider's type. */
import { readFileSync } from 'node:fs';
import { styleText } from 'node:util';
import stringWidth from 'string-width';
import { packageFile } from '../package-files.ts';
import { statusColumn, textAt, type Row, type Style } from './columns.ts';
import { toRelative } from './moments.ts';
import { toPrintable } from './printable.ts';

/** All open fields of a job of any type: the name of the fragment, and its text. */
export function readDetailFragment(): { readonly spread: string; readonly definition: string } {
  const definition = readFileSync(packageFile('client/job-detail.generated.graphql'), 'utf8');
  return { spread: '...JobDetail', definition };
}

/** How they are shown. */
export interface DetailView {
  readonly isTerminal: boolean;
  /** Whether times stand alone, without how long ago they were. */
  readonly isUtc: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
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

function toHead(job: Row, { isTerminal }: DetailView): readonly Line[] {
  const message = textAt(job, 'statusMessage');
  const status = isTerminal ? (statusColumn.show?.(job, unseen) ?? '') : statusColumn.value(job);
  return [
    { name: 'id', text: textAt(job, 'id') },
    { name: 'status', text: status, style: statusColumn.style?.(job) },
    ...(message === '' ? [] : [{ name: 'statusMessage', text: message }]),
  ];
}

/** A status shows the same at any time. */
const unseen = { now: 0, isUtc: true, isContinued: false };

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
  const text = String(value);
  return isTerminal && !isUtc && instant.test(text) ? `${text} (${toRelative(text, now)})` : text;
}

/** A text of a million characters scrolls all others away. */
const maxShown = 2000;

function formatSections(sections: readonly (readonly Line[])[], { isTerminal }: DetailView): string {
  if (!isTerminal)
    return sections
      .flat()
      .map(({ name, text }) => `${toPrintable(name)}\t${toPrintable(text)}\n`)
      .join('');
  const width = Math.max(...sections.flat().map(({ name }) => stringWidth(toPrintable(name))));
  const format = ({ name, text, style }: Line): string => {
    const label = toPrintable(name);
    const value = toPrintable(text.slice(0, maxShown));
    const rest = text.length > maxShown ? `… (${text.length} characters; -o json has all)` : '';
    return `${paint('dim', label)}${' '.repeat(width - stringWidth(label))}  ${paint(style, value)}${rest}\n`;
  };
  return sections.map((lines) => lines.map(format).join('')).join('\n');
}

/** Colours are left out where NO_COLOR says so. */
function paint(style: Style | undefined, text: string): string {
  return style === undefined || text === '' ? text : styleText(style, text, { validateStream: true });
}
