/** Why a signature was refused, independent of the protocol. */
export interface SignatureRefusal {
  readonly reason: 'missing' | 'malformed' | 'unknown-key' | 'wrong-scope' | 'skewed' | 'mismatch';
  readonly message: string;
}

/** A refusal with the provider's own words. */
export function refuse(reason: SignatureRefusal['reason'], message: string): SignatureRefusal {
  return { reason, message };
}
