export interface Config {
  readonly server: {
    readonly host: string;
    readonly port: number;
    readonly corsOrigins: readonly string[];
    readonly introspection: boolean;
    readonly explorer: boolean;
    readonly shutdownGraceSeconds: number;
    readonly operationSeconds: number;
  };
  readonly auth: import('./auth/settings.ts').AuthSettings;
  readonly limits: { readonly requestBytes: number };
  readonly cache: { readonly runningSeconds: number; readonly terminalSeconds: number; readonly notFoundSeconds: number; readonly maxJobs: number };
  readonly sources: readonly SourceSettings[];
}
import type { z } from 'zod';
import type { providers } from './providers.ts';
export type SourceSettings = z.output<(typeof providers)[keyof typeof providers]['settings']>;
