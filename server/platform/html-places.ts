// Reads the constant text of a page template and tells where each of its inserts stands, once per template.
// It knows just enough of HTML's grammar for templates written here; what it cannot read it refuses.

/**
 * `text`: content or a quoted attribute. `address`: the start of an attribute that leads somewhere.
 * `path`: such an attribute after its first slash. `markup`: where only markup of our own may stand.
 */
export type Place = 'text' | 'address' | 'path' | 'markup';

const known = new WeakMap<TemplateStringsArray, readonly Place[]>();

/** The place of every insert of a template. Throws TypeError when one stands where no insert can be safe. */
export function placesOf(strings: TemplateStringsArray): readonly Place[] {
  const found = known.get(strings);
  if (found !== undefined) return found;
  const places: Place[] = [];
  let state: State = { in: 'content' };
  for (const text of strings.slice(0, -1)) {
    state = scan(text, state);
    places.push(placeIn(state));
  }
  known.set(strings, places);
  return places;
}

type State =
  | { readonly in: 'content' }
  | { readonly in: 'raw-text'; readonly element: string }
  | { readonly in: 'tag'; readonly element: string; readonly unquoted: boolean }
  | {
      readonly in: 'value';
      readonly element: string;
      readonly quote: string;
      readonly name: string;
      readonly begun: string;
    };

const scripting = /^on|^(?:style|srcdoc|srcset)$/;
/** Elements whose content is taken as it stands, entities and all. */
const unescaped = /^(?:script|style|xmp|iframe|noembed|noframes|plaintext)$/;
const leading = /^(?:href|src|action|formaction|xlink:href|poster|data|ping|cite)$/;

function placeIn(state: State): Place {
  if (state.in === 'content') return 'text';
  if (state.in === 'raw-text') return 'markup';
  if (state.in === 'tag') {
    if (state.unquoted) throw new TypeError('Quote the attribute in the template.');
    return 'markup';
  }
  if (scripting.test(state.name)) return 'markup';
  if (state.begun.length > 1 || !leading.test(state.name)) return 'text';
  if (state.begun === '') return 'address';
  return state.begun === '/' ? 'path' : 'text';
}

/** Follows a template's constant text through tags and attributes; the outcome is where its end stands. */
function scan(text: string, from: State): State {
  let state = from;
  let rest = text;
  while (rest !== '') [state, rest] = step(state, rest);
  return state;
}

function step(state: State, rest: string): [State, string] {
  if (state.in === 'content') return inContent(rest);
  if (state.in === 'raw-text') return inRawText(state.element, rest);
  if (state.in === 'tag') return inTag(state.element, rest);
  const end = rest.indexOf(state.quote);
  if (end === -1) return [{ ...state, begun: (state.begun + rest).slice(0, 2) }, ''];
  return [{ in: 'tag', element: state.element, unquoted: false }, rest.slice(end + 1)];
}

function inContent(rest: string): [State, string] {
  const open = /<(?:!--|(\/?[a-z][a-z0-9-]*))/i.exec(rest);
  if (open === null) return endOfContent(rest);
  const after = rest.slice(open.index + open[0].length);
  if (open[1] !== undefined) return [{ in: 'tag', element: open[1].toLowerCase(), unquoted: false }, after];
  const end = after.indexOf('-->');
  if (end === -1) throw new TypeError('A comment in a template takes no inserts.');
  return [{ in: 'content' }, after.slice(end + 3)];
}

function endOfContent(rest: string): [State, string] {
  if (/<[/!?-]*$/.test(rest)) throw new TypeError('Write the names of elements out in the template.');
  return [{ in: 'content' }, ''];
}

function inRawText(element: string, rest: string): [State, string] {
  const end = rest.toLowerCase().indexOf(`</${element}`);
  return end === -1 ? [{ in: 'raw-text', element }, ''] : [{ in: 'content' }, rest.slice(end)];
}

function inTag(element: string, rest: string): [State, string] {
  const next = /^(?:[^\s"'<>/=]+\s*=\s*(["']?)|[^"'<>=]|>)/.exec(rest);
  if (next === null) throw new TypeError('This tag in a template cannot be read.');
  const after = rest.slice(next[0].length);
  if (next[0] === '>') return [unescaped.test(element) ? { in: 'raw-text', element } : { in: 'content' }, after];
  const name = /^([^\s=]+)\s*=/.exec(next[0])?.[1];
  if (name === undefined) return [{ in: 'tag', element, unquoted: false }, after];
  const quote = next[1] ?? '';
  if (quote === '') return inUnquoted(element, after);
  return [{ in: 'value', element, quote, name: name.toLowerCase(), begun: '' }, after];
}

function inUnquoted(element: string, rest: string): [State, string] {
  if (rest === '') return [{ in: 'tag', element, unquoted: true }, ''];
  const value = /^[^\s"'<>=`]+/.exec(rest)?.[0] ?? '';
  return [{ in: 'tag', element, unquoted: rest.length === value.length }, rest.slice(value.length)];
}
