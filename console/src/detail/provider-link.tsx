/** The way to the provider's own tools: its console, and a command of its command line. */
import { copy } from '../shared/copy-button.tsx';
import { Icon } from '../shared/icon.tsx';
import { OutsideLink } from '../shared/outside-link.tsx';
import { toProviderName } from '../state/providers.ts';
import { announce } from '../state/announcement.ts';
import { toProviderCommand } from './commands.ts';
import type { JobDetail } from './job-detail.ts';

/** Where no page of the job is known, its source's: the job's id is then copied, to be looked for there. */
export function ProviderLink({ job: { consoleUrl, source, provider, providerJobId } }: { readonly job: JobDetail }) {
  const name = toProviderName(provider);
  const isOwn = consoleUrl !== null && consoleUrl !== source.consoleUrl;
  if (isOwn)
    return (
      <OutsideLink address={consoleUrl} class="outside button" shortcut="o">
        Open in the account’s console: {name} <Icon name="external" />
      </OutsideLink>
    );
  const copyId = (): void => {
    void copy(providerJobId).then(() => announce('The job’s id is copied: look for it there.'));
  };
  return (
    <span class="nearest">
      <OutsideLink address={consoleUrl ?? source.consoleUrl} class="outside button" shortcut="o" onOpen={copyId}>
        Open the source’s page: {name}
        {source.region !== null && ` in ${source.region}`} <Icon name="external" />
      </OutsideLink>
      {(consoleUrl ?? source.consoleUrl) !== null && (
        <span class="note">copies the job’s id: no page of its own is known</span>
      )}
    </span>
  );
}

export function ProviderCommand({ job }: { readonly job: JobDetail }) {
  const command = toProviderCommand(job);
  if (command === null) return null;
  return (
    <div class="provider-command" role="group" aria-label="Command of the provider’s tool">
      <code tabIndex={0}>{command}</code>
      <button type="button" aria-label="Copy the provider’s command" title="Copy" onClick={() => void copy(command)}>
        <Icon name="copy" />
      </button>
    </div>
  );
}
