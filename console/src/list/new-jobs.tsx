/** Says that there are new jobs. They come into the list when somebody wants them to. */

export interface NewJobsProps {
  readonly count: number;
  readonly onShow: () => void;
}

export function NewJobs({ count, onShow }: NewJobsProps) {
  return (
    <span class="new-jobs" aria-live="polite">
      {count > 0 && (
        <button type="button" onClick={onShow}>
          {count === 1 ? '1 new job' : `${count} new jobs`}
        </button>
      )}
    </span>
  );
}
