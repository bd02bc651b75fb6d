/** What a text in the search box may be. */
import type { KnownProvider } from './providers.ts';

/**
 * An id of a provider's, as mails, logs and bills have it: one word with a digit, longer than words that people search for.
 * Jobs are looked for by their ids too where this is wrong, at the cost of one call a source.
 */
export function looksLikeId(text: string): boolean {
  return /^\S{5,}$/.test(text) && /\d/.test(text) && /^[\w:./#@+-]+$/.test(text);
}

/** A job's id in the graph begins with its source's name. */
export function looksLikeGraphId(text: string, sources: readonly { readonly name: string }[]): boolean {
  return /^\S+$/.test(text) && sources.some(({ name }) => text.startsWith(`${name}:`) && text.length > name.length + 1);
}

/** Providers whose lists say no messages: a word of a message finds none of their jobs. */
export const providersWithoutMessages: readonly KnownProvider[] = [
  'AIRFLOW',
  'CLOUD_RUN',
  'COS_BATCH',
  'DATABRICKS',
  'HEALTHOMICS',
  'IMPORT_EXPORT',
  'S3_BATCH',
  'SAGEMAKER',
  'STEP_FUNCTIONS',
];

/** The sources of which no message is searched. */
export function listUnsearched<Source extends { readonly provider: string; readonly canList: boolean }>(
  sources: readonly Source[],
): readonly Source[] {
  return sources.filter(
    ({ provider, canList }) => canList && providersWithoutMessages.some((without) => without === provider),
  );
}
