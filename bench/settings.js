/** What the runner tells a peer, by its environment. */

/** The stub's base URL by provider. */
export const endpoints = JSON.parse(process.env.BENCH_ENDPOINTS ?? '{}');

/** True for the works on cached jobs: a peer then keeps what it has read. */
export const cachesJobs = process.env.BENCH_CACHES === '1';

export const port = Number(process.env.BENCH_PORT ?? 0);

/** To each provider: as many as any work needs at once. */
export const connections = 50;

/** Examples of AWS's documentation. */
export const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

export const sourceSettings = {
  panorama: { region: 'us-west-2', credentials },
  healthomics: { region: 'us-west-2', credentials, referenceStoreIds: ['1234567890'] },
  codepipeline: { region: 'us-east-1', credentials, statusFrom: 'none' },
  importexport: { credentials },
  cosbatch: {
    uin: '100000000001',
    appId: '1250000000',
    region: 'ap-chengdu',
    credentials: { secretId: 'AKIDEXAMPLEEXAMPLEEXAMPLEEXAMPLE', secretKey: 'not-a-real-secret-key' },
  },
  awsbatch: { region: 'us-east-1', credentials },
  codebuild: { region: 'us-east-1', credentials },
  githubactions: {
    repositories: ['example/web'],
    credentials: { token: 'ghp_notARealToken0000000000000000000000' },
    webhooks: { secret: 'not-a-real-webhook-secret' },
  },
};

/** Says to the runner that requests are taken. */
export function sayReady() {
  process.stdout.write('ready\n');
}
