// Ten thousand lines have a few hundred different opening hours and audiences between them, and the same few words in
// every access point. Equal ones are kept once and lists without room to grow, so that a province's directory fits into
// a small server's memory.

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

/** Keeps what is held for long in as little room as it takes. */
export type Thrift = {
  /** Gives equal texts one and the same text. */
  readonly text: <Text extends string | null>(text: Text) => Text;
  /** The list without the room that the engine leaves in one that grew; all empty lists are one frozen one. */
  readonly list: <Item>(items: readonly Item[]) => Item[];
};

/** A thrift that knows the texts it was shown; to be let go when the loading is over. */
export function createThrift(): Thrift {
  const known = new Map<unknown, unknown>();
  const shared = <Value>(value: Value): Value => {
    if (typeof value !== 'string') return value;
    const before = known.get(value);
    if (before === undefined) known.set(value, value);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- equal to `value`, and of its type
    return before === undefined ? value : (before as Value);
  };
  const none: never[] = [];
  Object.freeze(none);
  return { text: shared, list: (items) => (items.length === 0 ? none : Array.from(items, shared)) };
}
