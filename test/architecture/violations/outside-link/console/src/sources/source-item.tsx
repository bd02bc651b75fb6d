export function SourceItem({ consoleUrl }: { readonly consoleUrl: string }) {
  return (
    <a href={consoleUrl} target="_blank" rel="noreferrer">
      Provider’s console
    </a>
  );
}
