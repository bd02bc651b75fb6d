/** THE REGISTRY: one line a provider, by the word that names it in the configuration, in folders and in SDL files. */
import { codepipeline } from './datasources/codepipeline/index.ts';
import { cosbatch } from './datasources/cosbatch/index.ts';
import { healthomics } from './datasources/healthomics/index.ts';
import { importexport } from './datasources/importexport/index.ts';
import { panorama } from './datasources/panorama/index.ts';

export const providers = { panorama, healthomics, codepipeline, importexport, cosbatch };

export type ProviderName = keyof typeof providers;
