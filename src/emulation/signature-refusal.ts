/** Why a signature was refused, independent of the protocol. */
export interface SignatureRefusal {
  readonly reason: 'missing' | 'malformed' | 'unknown-key' | 'wrong-scope' | 'skewed' | 'mismatch';
  readonly message: string;
}
