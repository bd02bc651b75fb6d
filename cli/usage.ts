/** What `jobgraph --help` prints. commander makes the help of each command from its options. */
export const usage = `Usage: jobgraph [command] [options]

  serve                     start the gateway (also: no command; npm start)
  jobs ls                   list jobs of all sources, newest first
  jobs get ID...            show jobs
  jobs logs ID              the last lines of what failed, or of what runs; --follow
  jobs watch ID...          show jobs as they change, until all have ended
  jobs wait ID...           wait quietly, exit by how they ended
  jobs find PROVIDER_ID     find a job by its provider's own id, in any source
  sources                   the accounts, and how each is doing
  query [FILE|-]            run a GraphQL operation, print the answer
  auth login|status|logout  sign in at the issuer of a gateway
  token                     print a token of a demo gateway
  config check [FILE]       check a configuration; --probe asks each source once
  config schema             print the configuration's JSON Schema
  schema print              print the SDL for a router or a registry
  completion SHELL          bash, zsh, fish or powershell
  help [COMMAND]            with examples; also: help exit-codes, help environment
  version

Where the graph is (one of; else the profile; else http://127.0.0.1:4000):
  --url URL                 a running gateway or router         [JOBGRAPH_URL]
  --config FILE             run the graph in this process, on these sources; reads jobs, shows no secrets
                            [JOBGRAPH_CONFIG]
  --profile NAME            of $XDG_CONFIG_HOME/jobgraph/cli.yaml [JOBGRAPH_PROFILE]
  --token-file FILE         a bearer token; - = standard input  [JOBGRAPH_TOKEN holds the token itself]
      --insecure            send the token over http to another machine, too

Output:
  -o, --output FORM         table (default), wide, json, jsonl, yaml, csv, id
      --json [FIELDS]       JSON of these fields: id,status,progress.fraction; no FIELDS: lists them
      --utc                 times in UTC instead of "3 min ago"
  -n, --no-headers          no line of titles above a table or CSV
      --color WHEN          auto (default: on a terminal), always, never
  -q, --quiet               nothing on standard error but errors
      --debug               each request on standard error: what is asked, the status, the time
      --timeout DURATION    of each request (default 30s)
  -h, --help    -V, --version
`;
