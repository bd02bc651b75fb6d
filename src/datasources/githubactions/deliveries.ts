/**
 * What a webhook's delivery says of a run.
 * @see https://docs.github.com/en/webhooks/webhook-events-and-payloads#workflow_run
 */
import type { EventVerdict } from '../../provider/contract/events.ts';
import type { SourceWebhooks } from '../../provider/contract/webhooks.ts';
import {
  readId,
  readObject,
  readWord,
  requireString,
  toObject,
  type JsonObject,
} from '../../provider/decode/json-fields.ts';

/** @param repositories the only ones that are read, as the configuration spells them */
export function createDeliveryReader(repositories: readonly string[]): SourceWebhooks['toVerdict'] {
  const spellings = new Map(repositories.map((repository) => [repository.toLowerCase(), repository]));
  return (event, payload) => {
    const toRun = runs.get(event);
    if (toRun === undefined) return 'ignored';
    const name = requireString(toObject(readObject(payload, 'repository'), 'repository'), 'full_name');
    const repository = spellings.get(name.toLowerCase());
    return repository === undefined ? 'foreign' : toVerdict(repository, toRun(payload));
  };
}

interface RunHint {
  readonly id: string;
  readonly word: string | null;
}

function toVerdict(repository: string, { id, word }: RunHint): EventVerdict {
  return [{ job: `${repository}/${id}`, word }];
}

/** By `x-github-event`. */
const runs: ReadonlyMap<string, (payload: JsonObject) => RunHint> = new Map([
  [
    'workflow_run',
    (payload: JsonObject): RunHint => {
      const run = toObject(readObject(payload, 'workflow_run'), 'workflow_run');
      const status = readWord(run, 'status');
      const conclusion = status === 'completed' ? readWord(run, 'conclusion') : null;
      return { id: readId(run, 'id'), word: conclusion ?? status };
    },
  ],
  [
    'workflow_job',
    (payload: JsonObject): RunHint => {
      const job = toObject(readObject(payload, 'workflow_job'), 'workflow_job');
      return { id: readId(job, 'run_id'), word: null };
    },
  ],
]);
