/** What is watched, and which watched jobs have ended. Nothing while there is neither. */
import { Icon } from '../shared/icon.tsx';
import { Menu } from '../shared/menu.tsx';
import { StatusBadge } from '../shared/status-badge.tsx';
import { follow, toLink } from '../state/navigation.ts';
import { closeMenu } from '../share/close-menu.ts';
import { SafeText } from '../text/safe-text.tsx';
import { ended, markSeen, unwatch, watched, type Watched } from './watched.ts';

export function WatchMenu() {
  const [waiting, done] = [watched.value, ended.value];
  if (waiting.length === 0 && done.length === 0) return null;
  return (
    <Menu label="Watched" count={done.length}>
      {done.length > 0 && (
        <section class="watch-list" aria-label="Ended">
          {done.map((job) => (
            <p key={job.id} data-ended={job.id}>
              <StatusBadge status={job.status} /> <JobLink job={job} />
            </p>
          ))}
          <button type="button" class="plain" onClick={() => markSeen(null)}>
            Mark all as seen
          </button>
        </section>
      )}
      {waiting.length > 0 && (
        <section class="watch-list" aria-label="Waiting">
          {waiting.map((job) => (
            <p key={job.id} data-watched={job.id}>
              <JobLink job={job} />
              <button
                type="button"
                class="plain"
                aria-label={`Watch ${job.title} no longer`}
                onClick={() => unwatch(job.id)}
              >
                <Icon name="close" />
              </button>
            </p>
          ))}
        </section>
      )}
    </Menu>
  );
}

function JobLink({ job: { id, title } }: { readonly job: Watched }) {
  return (
    <a
      href={toLink({ job: id })}
      onClick={(event) => {
        markSeen(id);
        follow({ job: id })(event);
        closeMenu(event);
      }}
    >
      <SafeText text={title} />
    </a>
  );
}
