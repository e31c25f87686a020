// Style sheets, scripts and pictures: few and small, so they are compressed once at the start and served from
// memory. Those whose name carries a digest of their content are kept by browsers for good.
import { createHash } from 'node:crypto';
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

/** An asset as it leaves. */
export type ServedAsset = {
  readonly etag: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly forms: ReadonlyMap<Encoding | null, Buffer>;
};

/** Compresses the files, by path. */
export async function prepareAssets(files: readonly Asset[]): Promise<ReadonlyMap<string, ServedAsset>> {
  const prepared = await Promise.all(files.map(async (file) => [file.path, await prepare(file)] as const));
  return new Map(prepared);
}

async function prepare(file: Asset): Promise<ServedAsset> {
  const bytes = Buffer.from(file.bytes);
  const forms = new Map<Encoding | null, Buffer>([[null, bytes]]);
  const packable = /^text\/|json|javascript|svg|xml/.test(file.type) && bytes.length >= worthCompressing;
  if (packable)
    for (const encoding of ['br', 'gzip'] as const) forms.set(encoding, await compress(bytes, encoding, 'assets'));
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 16)}"`;
  const headers = {
    'content-type': file.type,
    'cache-control': file.lasting ? 'public, max-age=31536000, immutable' : 'no-cache',
    vary: 'accept-encoding',
    etag,
  };
  return { etag, headers, forms };
}

/** The bytes and headers for what the browser accepts. */
export function formOf(
  asset: ServedAsset,
  accepted: string | undefined,
): { bytes: Buffer; headers: ServedAsset['headers'] } {
  const encoding = encodingFor(accepted);
  const packed = encoding === null ? undefined : asset.forms.get(encoding);
  if (encoding !== null && packed !== undefined)
    return { bytes: packed, headers: { ...asset.headers, 'content-encoding': encoding } };
  return { bytes: asset.forms.get(null) ?? Buffer.alloc(0), headers: asset.headers };
}
