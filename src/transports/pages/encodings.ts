/** Which compression a client takes (RFC 9110 section 12.5.3). */

/** In the order of preference. */
const encodings = ['br', 'gzip'] as const;

/** A compression that the gateway offers. */
export type Encoding = (typeof encodings)[number];

/** The encoding with the greatest weight in this `Accept-Encoding`; undefined if the client takes none of ours. */
export function chooseEncoding(accepted: string | undefined): Encoding | undefined {
  const weights = readWeights(accepted ?? '');
  const weightOf = (encoding: Encoding): number => weights.get(encoding) ?? weights.get('*') ?? 0;
  const [best] = encodings.toSorted((left, right) => weightOf(right) - weightOf(left));
  return best !== undefined && weightOf(best) > 0 ? best : undefined;
}

function readWeights(accepted: string): ReadonlyMap<string, number> {
  return new Map(
    accepted.split(',').map((part) => {
      const [coding = '', ...parameters] = part.split(';').map((word) => word.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice('q='.length);
      // A weight that is no number counts as 0.
      return [coding, weight === undefined ? 1 : Number(weight) || 0];
    }),
  );
}
