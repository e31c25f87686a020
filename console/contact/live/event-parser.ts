// Reads the text of an event stream as it arrives, in pieces of any size. The browser's own EventSource cannot say for
// which organisation it asks, nor tell a silent line from a dead one; so the desk reads the stream itself.

/** One event. `id` is the last one named, as the server counts; `data` as the server wrote it. */
export type StreamEvent = { readonly id: string | null; readonly event: string; readonly data: string };

/** Takes a piece of the stream and gives the events it completes. A comment completes none. */
export type EventParser = (piece: string) => readonly StreamEvent[];

/** A parser for one stream from its beginning. */
export function createEventParser(): EventParser {
  let rest = '';
  let id: string | null = null;
  let event = '';
  let data: string[] = [];
  const take = (line: string): StreamEvent | null => {
    if (line === '') {
      const whole = data.length === 0 ? null : { id, event: event === '' ? 'message' : event, data: data.join('\n') };
      event = '';
      data = [];
      return whole;
    }
    const { name, value } = fieldOf(line);
    if (name === 'id') id = value;
    if (name === 'event') event = value;
    if (name === 'data') data.push(value);
    return null;
  };
  return (piece) => {
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    return lines.map(take).filter((one) => one !== null);
  };
}

function fieldOf(line: string): { readonly name: string; readonly value: string } {
  const colon = line.indexOf(':');
  if (colon === -1) return { name: line, value: '' };
  return { name: line.slice(0, colon), value: line.slice(colon + 1).replace(/^ /, '') };
}
