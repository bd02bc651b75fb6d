/**
 * Why the store gave no answer. `TIMEOUT`: not in time. `UNREACHABLE`: no connection. `FULL`: it takes no more data.
 * `REFUSED`: any other reply, such as a missing permission of the user, or a reply of another form than the script's.
 */
export type StoreFaultKind = 'TIMEOUT' | 'UNREACHABLE' | 'FULL' | 'REFUSED';

/** Neither address nor text of the store is in it. */
export class StoreFault extends Error {
  override readonly name = 'StoreFault';
  readonly kind: StoreFaultKind;

  constructor(kind: StoreFaultKind) {
    super(`The store of the cluster gave no answer (${kind}).`);
    this.kind = kind;
  }
}
