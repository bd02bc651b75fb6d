/** Jobs in groups, in place of the list: by what they are runs of, by why they failed, or by source. */
import { ByJob } from './by-job.tsx';
import { ByReason } from './by-reason.tsx';
import { BySource } from './by-source.tsx';
import type { Address, GroupName } from '../state/address.ts';

export interface GroupsProps {
  readonly address: Address;
  readonly group: GroupName;
}

const groups: Readonly<Record<GroupName, (props: { readonly address: Address }) => preact.ComponentChild>> = {
  job: ByJob,
  reason: ByReason,
  source: BySource,
};

export function GroupsView({ address, group }: GroupsProps) {
  const Group = groups[group];
  return (
    <section class="groups" data-group-by={group} aria-label="Groups">
      <Group address={address} />
    </section>
  );
}
