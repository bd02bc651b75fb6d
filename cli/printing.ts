/** Prints answers in the form that the options name, and everything else on standard error. */
import type { Column, Row, View } from './columns.ts';
import { exits } from './exit.ts';
import type { CommonOptions, Form } from './options.ts';
import { formatDetails } from './job-detail.ts';
import { toLook } from './look.ts';
import { toPrintableJson, toPrintableLines } from './printable.ts';
import type { CliContext } from './context.ts';
import { formatCsv, formatTable, formatTabs } from './table.ts';

/** Of rows that are printed as they come. */
type RowsOptions = Partial<Pick<View, 'isContinued' | 'widths'>>;

/** All that a command prints. */
export interface Printing {
  /** Whether rows can be printed as they come; else all of them are needed, for a list's end or for the widths of columns. */
  readonly isStreamed: boolean;
  /** The answer. `columns` are those of the forms that have columns; the others print the rows themselves. */
  readonly rows: (columns: readonly Column[], rows: readonly Row[], further?: RowsOptions) => Promise<void>;
  /** How rows are shown to a person now. */
  readonly view: () => View;
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
export function createPrinting({ env, stdout, stderr, now }: CliContext, options: CommonOptions): Printing {
  const complain = (text: string): void => {
    stderr.write(`${toPrintableLines(text)}\n`);
  };
  const { isTerminal } = stdout;
  const form = toForm(options, isTerminal);
  const look = toLook({ env, stdout }, options);
  const toView = (): View => ({
    ...look,
    now: now(),
    isUtc: options.utc === true,
    isContinued: options.headers === false,
    lineWidth: stdout.size?.().columns,
  });
  return {
    isStreamed: ['jsonl', 'csv', 'id', 'tabs'].includes(form),
    rows: async (columns, rows, further) => {
      const view = toView();
      const isContinued = view.isContinued || further?.isContinued === true;
      stdout.write(await formatRows(form, columns, rows, { ...view, ...further, isContinued }));
    },
    view: toView,
    details: (jobs, common) => {
      stdout.write(formatDetails(jobs, common, { ...toView(), isTerminal }));
    },
    value: async (value) => {
      const { output } = options;
      stdout.write(output === 'yaml' ? await formatYaml(value) : formatJson(value, output === 'jsonl' ? 0 : 2));
    },
    jsonLine: (value) => {
      stdout.write(formatJson(value));
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

/** Chosen fields have no columns. */
function toForm({ output, json }: CommonOptions, isTerminal: boolean): Form | 'tabs' {
  if (json !== undefined && output !== 'jsonl' && output !== 'yaml') return 'json';
  if (output === undefined || output === 'table' || output === 'wide') return isTerminal ? 'table' : 'tabs';
  return output;
}

async function formatRows(
  form: Form | 'tabs',
  columns: readonly Column[],
  rows: readonly Row[],
  view: View,
): Promise<string> {
  switch (form) {
    case 'json':
      return formatJson(rows, 2);
    case 'jsonl':
      return rows.map((row) => formatJson(row)).join('');
    case 'yaml':
      return formatYaml(rows);
    case 'csv':
      return formatCsv(columns, rows, view.isContinued);
    case 'id':
      return formatTabs(
        columns.filter(({ isId }) => isId === true),
        rows,
        view,
      );
    case 'tabs':
      return formatTabs(columns, rows, view);
    default:
      return formatTable(columns, rows, view);
  }
}

function formatJson(value: unknown, indent = 0): string {
  return `${toPrintableJson(JSON.stringify(value, null, indent))}\n`;
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
