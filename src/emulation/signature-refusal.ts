/** Why a signature was refused, before a protocol words it. */
export interface SignatureRefusal {
  readonly reason: 'missing' | 'malformed' | 'unknown-key' | 'wrong-scope' | 'skewed' | 'mismatch';
  readonly message: string;
}
