/**
 * What a webhook's delivery says of a run.
 * @see https://docs.github.com/en/webhooks/webhook-events-and-payloads#workflow_run
 */
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
    if (event !== 'workflow_run' && event !== 'workflow_job') return 'ignored';
    const name = requireString(toObject(readObject(payload, 'repository'), 'repository'), 'full_name');
    const repository = spellings.get(name.toLowerCase());
    if (repository === undefined) return 'foreign';
    const subject = toObject(readObject(payload, event), event);
    const isRun = event === 'workflow_run';
    const id = readId(subject, isRun ? 'id' : 'run_id');
    return [{ job: `${repository}/${id}`, word: isRun ? readRunWord(subject) : null }];
  };
}

function readRunWord(run: JsonObject): string | null {
  const status = readWord(run, 'status');
  const conclusion = status === 'completed' ? readWord(run, 'conclusion') : null;
  return conclusion ?? status;
}
