/** Prints answers in the form that was asked for, and what is not the answer on standard error. */
import type { Column, Row } from './columns.ts';
import { exits } from './exit.ts';
import type { CommonOptions, Form } from './options.ts';
import { formatDetails } from './job-detail.ts';
import { toPrintableJson, toPrintableLines } from './printable.ts';
import type { Surroundings } from './surroundings.ts';
import { formatCsv, formatTable, formatTabs } from './table.ts';

/** Where rows stand that are printed as they come. */
export interface Place {
  /** Whether others were printed before: then there is no header. */
  readonly isContinued: boolean;
  /** Columns stay as wide as they were, and as is said here by title. */
  readonly widths?: Map<string, number>;
}

/** All that a command prints. */
export interface Printing {
  /** Whether rows can be printed as they come; else all of them are needed, for a list's end or for the widths of columns. */
  readonly takesParts: boolean;
  /** The answer. `columns` are those of the forms that have columns; the others print the rows themselves. */
  readonly rows: (columns: readonly Column[], rows: readonly Row[], place?: Place) => Promise<void>;
  /** Jobs in full; `common` are the fields that all jobs have. */
  readonly details: (jobs: readonly Row[], common: ReadonlySet<string>) => void;
  /** One value of any shape: as JSON, unless the form is jsonl or yaml. */
  readonly value: (value: object) => Promise<void>;
  /** One value as JSON on a line, e.g. an event. */
  readonly jsonLine: (value: unknown) => void;
  /** A text that this program has made. */
  readonly text: (text: string) => void;
  /** The names that --json can have, a line each. Returns the exit status. */
  readonly names: (names: readonly string[]) => number;
  /** For a person beside the answer; not with --quiet. */
  readonly note: (line: string) => void;
  /** Always, on standard error. */
  readonly complain: (text: string) => void;
}

/** Prints to standard output and standard error, in the form that the options ask for. */
export function createPrinting({ stdout, stderr, now }: Surroundings, options: CommonOptions): Printing {
  const complain = (text: string): void => {
    stderr.write(`${toPrintableLines(text)}\n`);
  };
  return {
    takesParts: ['jsonl', 'csv', 'id', 'tabs'].includes(toForm(options, stdout.isTerminal)),
    rows: async (columns, rows, place = { isContinued: false }) => {
      const { isTerminal } = stdout;
      stdout.write(await formatRows(options, { columns, rows, isTerminal, ...place, now: now() }));
    },
    details: (jobs, common) => {
      stdout.write(
        formatDetails(jobs, common, { isTerminal: stdout.isTerminal, isUtc: options.utc === true, now: now() }),
      );
    },
    value: async (value) => {
      const { output } = options;
      const json = JSON.stringify(value, null, output === 'jsonl' ? 0 : 2);
      stdout.write(output === 'yaml' ? await formatYaml(value) : `${toPrintableJson(json)}\n`);
    },
    jsonLine: (value) => {
      stdout.write(`${toPrintableJson(JSON.stringify(value))}\n`);
    },
    text: (text) => {
      stdout.write(text);
    },
    names: (names) => {
      stdout.write(names.map((name) => `${name}\n`).join(''));
      return exits.done;
    },
    note: (line) => {
      if (options.quiet !== true) complain(line);
    },
    complain,
  };
}

interface Rows extends Place {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly isTerminal: boolean;
  readonly now: number;
}

/** Chosen fields have no columns. */
function toForm({ output, json }: CommonOptions, isTerminal: boolean): Form | 'tabs' {
  if (json !== undefined && output !== 'jsonl' && output !== 'yaml') return 'json';
  if (output === undefined || output === 'table' || output === 'wide') return isTerminal ? 'table' : 'tabs';
  return output;
}

async function formatRows(
  options: CommonOptions,
  { columns, rows, isTerminal, isContinued, widths, now }: Rows,
): Promise<string> {
  switch (toForm(options, isTerminal)) {
    case 'json':
      return `${toPrintableJson(JSON.stringify(rows, null, 2))}\n`;
    case 'jsonl':
      return rows.map((row) => `${toPrintableJson(JSON.stringify(row))}\n`).join('');
    case 'yaml':
      return formatYaml(rows);
    case 'csv':
      return formatCsv(columns, rows, isContinued);
    case 'id':
      return formatTabs(
        columns.filter(({ isId }) => isId === true),
        rows,
      );
    case 'tabs':
      return formatTabs(columns, rows);
    default:
      return formatTable(columns, rows, { now, isUtc: options.utc === true, isContinued, ...(widths && { widths }) });
  }
}

/** Texts with anything unsafe are quoted, so that escapes can stand for it. */
async function formatYaml(value: object): Promise<string> {
  const { Document, visit } = await import('yaml');
  const document = new Document(value);
  visit(document, {
    Scalar: (_key, node) => {
      if (typeof node.value === 'string' && toPrintableJson(node.value) !== node.value) node.type = 'QUOTE_DOUBLE';
    },
  });
  return toPrintableJson(document.toString({ lineWidth: 0 }));
}
