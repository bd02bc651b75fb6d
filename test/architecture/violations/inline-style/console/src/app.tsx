export function App({ html }: { readonly html: string }) {
  const bar = <i style="width: 50%" />;
  return <p dangerouslySetInnerHTML={{ __html: html }}>{bar}</p>;
}
