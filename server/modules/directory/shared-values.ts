// Ten thousand lines have a few hundred different opening hours and audiences between them. Equal ones are kept
// once, so that a province's directory fits into a small server's memory.

/** A reader of JSON texts that gives equal texts one and the same frozen value. Throws what `read` throws. */
export function sharing<Value>(read: (value: unknown) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const value = Object.freeze(read(JSON.parse(text)));
    known.set(text, value);
    return value;
  };
}
