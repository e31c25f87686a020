// An expected outcome that is not a success is a value, not an exception: the type checker then
// makes every caller say what happens to the person when it occurs.

/** What succeeded, or one of a closed set of refusals, named as one would say them. */
export type Result<Value, Refusal extends string = never> =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false;
      readonly refusal: Refusal;
      readonly detail?: string;
      /** Seconds after which asking again may succeed. */
      readonly after?: number;
    };

/** Success with its value. */
export function ok<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

/** A refusal. `detail` is for the person who asked: plain words, never personal data. */
export function refuse<Refusal extends string>(
  refusal: Refusal,
  detail?: string,
): { readonly ok: false; readonly refusal: Refusal; readonly detail?: string } {
  return detail === undefined ? { ok: false, refusal } : { ok: false, refusal, detail };
}

/** A refusal that may be gone after so many seconds. */
export function refuseFor<Refusal extends string>(
  refusal: Refusal,
  after: number,
): { readonly ok: false; readonly refusal: Refusal; readonly after: number } {
  return { ok: false, refusal, after };
}
