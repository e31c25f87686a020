// Unwrapped keys of records and purposes stay in memory for a minute, a limited number of them: a list of records should
// not cost a query a line. What is destroyed leaves at once, also when it was just being fetched.

/** Milliseconds for which another process may still use a record key that was destroyed here. */
export const KEPT_MS = 60_000;
const MOST = 2000;

type Kept<Value> = { readonly value: Value; readonly until: number };

/** Values by name, for `KEPT_MS`, each fetched once however many ask. `now` counts milliseconds and never goes back. */
export class KeyCache<Value, Missing> {
  private readonly kept = new Map<string, Kept<Value>>();
  private readonly coming = new Map<string, Promise<Value | Missing>>();
  private readonly now: () => number;
  private readonly isWorthKeeping: (found: Value | Missing) => found is Value;

  constructor(now: () => number, isWorthKeeping: (found: Value | Missing) => found is Value) {
    this.now = now;
    this.isWorthKeeping = isWorthKeeping;
  }

  get(name: string): Value | undefined {
    const found = this.kept.get(name);
    if (found === undefined || found.until > this.now()) return found?.value;
    this.kept.delete(name);
    return undefined;
  }

  /** Fetches anew, or joins those who wait for it already. */
  fetch(name: string, fetch: () => Promise<Value | Missing>): Promise<Value | Missing> {
    const coming = this.coming.get(name);
    if (coming !== undefined) return coming;
    const fetched: Promise<Value | Missing> = fetch()
      .then((found) => {
        if (this.coming.get(name) === fetched && this.isWorthKeeping(found)) this.keep(name, found);
        return found;
      })
      .finally(() => {
        if (this.coming.get(name) === fetched) this.coming.delete(name);
      });
    this.coming.set(name, fetched);
    return fetched;
  }

  /** Also forgets what is being fetched: those who wait get it, nobody after them. */
  drop(name: string): void {
    this.kept.delete(name);
    this.coming.delete(name);
  }

  private keep(name: string, value: Value): void {
    this.kept.delete(name);
    const [oldest] = this.kept.keys();
    if (this.kept.size >= MOST && oldest !== undefined) this.kept.delete(oldest);
    this.kept.set(name, { value, until: this.now() + KEPT_MS });
  }
}
