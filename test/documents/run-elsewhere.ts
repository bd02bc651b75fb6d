/** Commands of the documents that test/documents/commands.test.ts does not run: what runs them, or why a test cannot. */

/** A file that runs the command, recognized by a text in it. */
interface RunBy {
  readonly file: string;
  readonly text: string;
}

const readme: RunBy = { file: 'test/readme.long.ts', text: "command.includes('curl')" };
const production: RunBy = { file: 'test/documents/production.test.ts', text: "read('docs/production.md')" };
const everyCheck = (text: string): RunBy => ({ file: '.ci/run', text });
const account = (service: string): string => `It needs an account of ${service}.`;

/** By the command; one that ends with … is a beginning. A text is the reason why a test cannot run the command. */
export const runElsewhere: Readonly<Record<string, RunBy | string>> = {
  'npm ci && npm start': everyCheck("step 'the demo answers'"),
  'npm ci && npm run build && npm prune --omit=dev': everyCheck('npm run build'),
  'npm start -- --config …': { file: 'test/operator/gateway-process.ts', text: "'--config', configFile" },
  'npm ci': everyCheck('npm ci\n'),
  'npm test': everyCheck('npm test\n'),
  'npm run check': everyCheck('npm run check\n'),
  'npm run format': 'It rewrites the files of the checkout; `npm run check` has the same check as `check:format`.',
  'npx ./jobgraph-0.1.0.tgz': { file: 'test/package/tarball.package.ts', text: "machine.start('npx', '--yes', file" },
  'curl -s http://127.0.0.1:4000/graphql…': readme,
  'TOKEN=$(npm run --silent token…': { file: 'test/auth/token-command.test.ts', text: 'bin/token.js' },
  'npm run example:watch': readme,
  'npm run example:supergraph…': { file: 'test/examples/supergraph.long.ts', text: 'examples/supergraph/start.ts' },
  'npx jobgraph config check jobgraph.yaml --probe': production,
  'docker build -f deploy/Dockerfile…': 'It needs Docker; test/operator/deploy.test.ts judges the file.',
  'docker run -d --name jobgraph…': production,
  'curl -fsS http://127.0.0.1:4000/readyz': production,
  'curl -fsS http://127.0.0.1:9464/metrics': production,
  'promtool check rules deploy/monitoring/alerts.yaml': {
    file: 'test/proofs/prometheus.proof.ts',
    text: "run('promtool', ['check', 'rules', alerts])",
  },
  'npx jobgraph auth login --url http://127.0.0.1:4000…': production,
  'npx jobgraph sources --url http://127.0.0.1:4000': production,
  'npx jobgraph jobs ls --url http://127.0.0.1:4000…': production,
  'jobgraph auth login…': { file: 'test/cli/open-http.test.ts', text: "['auth', 'login', '--url'" },
  'aws cloudformation deploy …': `${account('AWS')} test/deploy judges the template.`,
  'jq …': 'It needs jq and the files of an application.',
  'mkdir -p examples/supergraph/composed': 'It makes a folder for the commands of the routers below it.',
  'cd examples/supergraph': 'It leads to the commands of the routers below it.',
  'rover subgraph …': account('Apollo GraphOS'),
  'rover supergraph compose…': 'It needs Rover, which downloads a plugin from its maker.',
  'router --supergraph…': 'It needs the binary of Apollo Router.',
  'hive schema:…': account('Hive'),
  'wgc subgraph …': account('Cosmo'),
  'npx wgc router compose…': 'It needs the binary of Cosmo Router.',
  'CONFIG_PATH=cosmo.yaml router': 'It needs the binary of Cosmo Router.',
  'npm run bench…': 'It takes five to thirteen minutes, and a machine without other work.',
};
