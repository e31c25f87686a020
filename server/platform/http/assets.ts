// Style sheets, scripts and pictures. Those of the site are few and small, so they are compressed once at the start and
// served from memory; those of a build are many and large and are read when they are asked for, as the build compressed
// them. Those whose name carries a digest of their content are kept by browsers for good.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { compress, type Encoding, encodingFor, worthCompressing } from './compression.ts';

/** A file served as it is. */
export type Asset = {
  readonly path: `/${string}`;
  /** Media type: `text/css; charset=utf-8`. */
  readonly type: string;
  readonly bytes: Uint8Array | string;
  /** Its content never changes under this path. Otherwise browsers ask each time whether it has. */
  readonly lasting: boolean;
};

/** A file of a build, whose name carries a digest of its content. */
export type BuiltAsset = {
  readonly path: `/${string}`;
  readonly type: string;
  /** Where it lies, and where what it was compressed to lies. */
  readonly files: { readonly plain: string; readonly br?: string; readonly gzip?: string };
};

/** An asset as it leaves. Its forms are bytes, or the file they are read from. */
export type ServedAsset = {
  readonly etag: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly forms: ReadonlyMap<Encoding | null, Buffer | string>;
};

/** Makes assets ready to be served, by path: compresses what is not of a build. */
export async function prepareAssets(
  assets: readonly (Asset | BuiltAsset)[],
): Promise<ReadonlyMap<string, ServedAsset>> {
  const prepared = await Promise.all(
    assets.map(async (asset) => [asset.path, 'files' in asset ? built(asset) : await prepare(asset)] as const),
  );
  return new Map(prepared);
}

function built({ path, type, files: { plain, ...packed } }: BuiltAsset): ServedAsset {
  const forms = new Map<Encoding | null, string>([[null, plain]]);
  for (const encoding of ['br', 'gzip'] as const) {
    const file = packed[encoding];
    if (file !== undefined) forms.set(encoding, file);
  }
  const etag = `"${path.slice(path.lastIndexOf('/') + 1)}"`;
  return { etag, headers: headersOf(type, etag, true), forms };
}

async function prepare({ bytes: content, type, lasting }: Asset): Promise<ServedAsset> {
  const bytes = Buffer.from(content);
  const forms = new Map<Encoding | null, Buffer>([[null, bytes]]);
  if (/^text\/|json|javascript|svg|xml/.test(type) && bytes.length >= worthCompressing)
    for (const encoding of ['br', 'gzip'] as const) forms.set(encoding, await compress(bytes, encoding, 'assets'));
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 16)}"`;
  return { etag, headers: headersOf(type, etag, lasting), forms };
}

const headersOf = (type: string, etag: string, lasting: boolean): ServedAsset['headers'] => ({
  'content-type': type,
  'cache-control': lasting ? 'public, max-age=31536000, immutable' : 'no-cache',
  vary: 'accept-encoding',
  etag,
});

/** The bytes and headers for what the browser accepts. Null: the file of a build is there no more. */
export async function formOf(
  asset: ServedAsset,
  accepted: string | undefined,
): Promise<{ readonly bytes: Buffer; readonly headers: ServedAsset['headers'] } | null> {
  const encoding = encodingFor(accepted);
  const packed = encoding === null ? undefined : asset.forms.get(encoding);
  const bytes = await bytesOf(packed ?? asset.forms.get(null) ?? Buffer.alloc(0));
  if (bytes === null) return null;
  if (encoding === null || packed === undefined) return { bytes, headers: asset.headers };
  return { bytes, headers: { ...asset.headers, 'content-encoding': encoding } };
}

async function bytesOf(form: Buffer | string): Promise<Buffer | null> {
  if (typeof form !== 'string') return form;
  try {
    return await readFile(form);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
