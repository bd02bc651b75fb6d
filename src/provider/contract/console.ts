/** Links into a provider's own console, by way of the sign-in page that a source's settings name. */
import type { JobFacts } from './job.ts';

/** Pages in a provider's own console, as far as their addresses are known. */
export interface ConsolePages<Facts extends JobFacts = JobFacts> {
  /** The page of the source's jobs. */
  readonly ofSource: string | null;
  /** A job's page, where `Facts.consoleUrl` does not say it. */
  ofJob?(this: void, facts: Facts): string | null;
}

/** The same pages as people should open them. */
export interface ConsoleLinks {
  readonly ofSource: string | null;
  readonly ofJob: (facts: JobFacts) => string | null;
}

const placeholder = '{url}';

/** Whether a text is an https address in which nothing but `{url}`, behind the host, stands in braces. */
export function isConsoleTemplate(text: string): boolean {
  const filled = text.replaceAll(placeholder, '');
  return /^https:\/\/[^\s\\/?#@{}]+([/?#][^\s\\]*)?$/i.test(text) && !/[{}]/.test(filled) && URL.canParse(filled);
}

/**
 * @param template an address in which `{url}` stands for the page's, percent-encoded; without it, the only link of the
 * source. Undefined: the pages themselves.
 */
export function createConsoleLinks(
  { ofSource, ofJob }: ConsolePages = { ofSource: null },
  template: string | undefined,
): ConsoleLinks {
  const toPage = (facts: JobFacts): string | null => facts.consoleUrl ?? ofJob?.(facts) ?? null;
  if (template === undefined) return { ofSource, ofJob: toPage };
  const wrap = (page: string | null): string | null => {
    if (!template.includes(placeholder)) return template;
    return page === null ? null : template.replaceAll(placeholder, encodeURIComponent(page.toWellFormed()));
  };
  // Where a job has no page, its source's is the nearest one.
  return { ofSource: wrap(ofSource), ofJob: (facts) => wrap(toPage(facts) ?? ofSource) };
}
