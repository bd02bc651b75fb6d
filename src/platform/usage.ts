/** How much of something shared is in use: by each owner, and in all. Keeps an owner only while it uses something. */
export class Usage {
  /** Of all owners. Only `add` changes it. */
  total = 0;
  readonly #byOwner = new Map<string, number>();

  /** A negative amount is given back. */
  add(owner: string, amount: number): void {
    const used = this.of(owner) + amount;
    if (used === 0) this.#byOwner.delete(owner);
    else this.#byOwner.set(owner, used);
    this.total += amount;
  }

  of(owner: string): number {
    return this.#byOwner.get(owner) ?? 0;
  }
}
