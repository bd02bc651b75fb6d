/** Reads what stands in deploy/monitoring, and its PromQL by Prometheus' own grammar. */
import { readFileSync } from 'node:fs';
import { parser } from '@prometheus-io/lezer-promql';
import { parse } from 'yaml';

type SyntaxNode = ReturnType<typeof parser.parse>['topNode'];

export const folder = new URL('../../deploy/monitoring/', import.meta.url);

export interface Alert {
  readonly alert: string;
  readonly expr: string;
}

export interface Panel {
  readonly title: string;
  readonly type: string;
  readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[];
}

interface Dashboard {
  readonly panels: readonly Panel[];
  readonly templating: {
    readonly list: readonly { readonly name: string; readonly query: string | { readonly query: string } }[];
  };
}

export function readAlerts(): readonly Alert[] {
  const { groups } = parse(readFileSync(new URL('alerts.yaml', folder), 'utf8')) as {
    readonly groups: readonly { readonly rules: readonly Alert[] }[];
  };
  return groups.flatMap(({ rules }) => rules);
}

export function readDashboard(): Dashboard {
  return JSON.parse(readFileSync(new URL('dashboard.json', folder), 'utf8')) as Dashboard;
}

/** An expression of a panel, as Grafana would send it with all of everything selected. */
export function fillIn(expr: string): string {
  return expr.replaceAll('$__rate_interval', '5m').replaceAll(/\$(job|instance|source)\b/g, '.*');
}

/** What an expression asks of one metric. */
export interface Selector {
  readonly metric: string;
  /** By label: the texts that it is compared with. */
  readonly matchers: ReadonlyMap<string, readonly string[]>;
  /** The function that takes its range; null for the values of now. */
  readonly rangeFunction: string | null;
  /** Whether it is compared with itself some time ago, by `unless … offset`. */
  readonly isOfNewSeries: boolean;
}

/** Throws `SyntaxError` for what is no PromQL. */
export function readExpression(expr: string): {
  readonly selectors: readonly Selector[];
  readonly labels: readonly string[];
} {
  const selectors: Selector[] = [];
  const labels: string[] = [];
  const textOf = ({ from, to }: SyntaxNode): string => expr.slice(from, to);
  parser.parse(expr).iterate({
    enter: ({ node }) => {
      if (node.type.isError) throw new SyntaxError(`not PromQL: ${expr}`);
      if (node.name === 'LabelName' && node.parent?.name === 'GroupingLabels') labels.push(textOf(node));
      if (node.name === 'VectorSelector') selectors.push(toSelector(node, textOf));
    },
  });
  return { selectors, labels };
}

function toSelector(node: SyntaxNode, textOf: (node: SyntaxNode) => string): Selector {
  const matchers = node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [];
  const call = ancestors(node).find(({ name }) => name === 'FunctionCall');
  const isRange = node.parent?.name === 'MatrixSelector';
  return {
    metric: textOf(node.getChild('Identifier')!),
    matchers: new Map(
      matchers.map((matcher) => [
        textOf(matcher.getChild('LabelName')!),
        textOf(matcher.getChild('StringLiteral')!).slice(1, -1).split('|'),
      ]),
    ),
    rangeFunction: isRange && call !== undefined ? textOf(call.getChild('FunctionIdentifier')!) : null,
    isOfNewSeries: ancestors(node).some((ancestor) => ancestor.getChild('Unless') !== null),
  };
}

function ancestors(node: SyntaxNode): readonly SyntaxNode[] {
  return node.parent === null ? [] : [node.parent, ...ancestors(node.parent)];
}
