// Many people ask the same page within the same minute. A page that says what it depends on is made and
// compressed once; memory is bounded, and the page that was asked longest ago goes first.
import { compress, type Encoding, worthCompressing } from './compression.ts';

/** A body ready to send. */
export type Body = { readonly bytes: Buffer; readonly encoding: Encoding | null };

export type PageStore = {
  /** The page under `key`, made by `render` if it is not kept. */
  readonly page: (key: string, encoding: Encoding | null, render: () => string) => Promise<Body>;
  /** Bytes kept now, compressed copies included. */
  readonly size: () => number;
};

type Kept = { readonly body: Promise<Body>; size: number };

/** Keeps at most `limit` bytes of pages. A page is kept once per encoding, since browsers of one kind come together. */
export function createPageStore(limit: number): PageStore {
  const kept = new Map<string, Kept>();
  let total = 0;
  const drop = (key: string): void => {
    total -= kept.get(key)?.size ?? 0;
    kept.delete(key);
  };
  const weigh = (key: string, page: Kept, { bytes }: Body): void => {
    if (kept.get(key) !== page) return;
    page.size = bytes.length + 2 * key.length;
    total += page.size;
    for (const oldest of kept.keys()) {
      if (total <= limit) break;
      drop(oldest);
    }
  };
  return {
    size: () => total,
    page: (pageKey, encoding, render) => {
      const key = `${encoding ?? 'plain'} ${pageKey}`;
      const page = kept.get(key) ?? { body: pack(render(), encoding), size: 0 };
      const isNew = !kept.delete(key);
      kept.set(key, page);
      if (isNew)
        page.body.then(
          (body) => weigh(key, page, body),
          () => drop(key),
        );
      return page.body;
    },
  };
}

async function pack(text: string, encoding: Encoding | null): Promise<Body> {
  const bytes = Buffer.from(text);
  if (encoding === null || bytes.length < worthCompressing) return { bytes, encoding: null };
  return { bytes: await compress(bytes, encoding, 'kept'), encoding };
}
