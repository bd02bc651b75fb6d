import type { Annotation } from './annotations.ts';

/** What the other team has written down about one sample job of each provider. */
export const sampleAnnotations: ReadonlyMap<string, Annotation> = new Map([
  [
    'panorama-lab:import-people-counter',
    {
      owner: 'team-vision',
      runbookUrl: 'https://runbooks.example/people-counter',
      remark: 'Rolls out to the stores on Monday.',
    },
  ],
  [
    'omics-prod:1234567890/0000000108',
    { owner: 'team-genomics', runbookUrl: 'https://runbooks.example/references', remark: null },
  ],
  [
    'pipelines:00000000-0000-4000-8000-000000000001',
    { owner: 'team-delivery', runbookUrl: 'https://runbooks.example/pipelines', remark: null },
  ],
  ['devices:ERRS1', { owner: 'team-archive', runbookUrl: null, remark: 'The second disk is scratched.' }],
  [
    'cos-chengdu:c0500000-0000-4000-8000-000000000031',
    { owner: 'team-archive', runbookUrl: 'https://runbooks.example/cold-storage', remark: null },
  ],
]);
