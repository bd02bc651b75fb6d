/** What axe-core finds on a page: breaches of WCAG 2.2 AA that a machine can see. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const source = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
  }[];
  readonly passes: readonly { readonly id: string }[];
}

export interface Findings {
  /** One line for each element that breaks a rule: the rule, where, and why. */
  readonly violations: readonly string[];
  /** The rules that some element of the page met: without any, nothing was checked. */
  readonly passes: readonly string[];
}

/** The page's context must have `bypassCSP`: its policy lets no script in. */
export async function checkPage(page: Page): Promise<Findings> {
  await page.evaluate(source);
  const options = JSON.stringify({
    runOnly: { type: 'tag', values: tags },
    // The one rule of WCAG 2.2, which is off unless named.
    rules: { 'target-size': { enabled: true } },
    resultTypes: ['violations', 'passes'],
  });
  const { violations, passes } = await page.evaluate<AxeResults>(`axe.run(document, ${options})`);
  return {
    violations: violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} (${help}) ${target.join(' ')}: ${failureSummary}`),
    ),
    passes: passes.map(({ id }) => id),
  };
}
