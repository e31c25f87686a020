// What an import would do, in the order in which it is to be looked at.
import type { ImportPreview } from '../../../server/modules/directory/curation/contract.ts';

/** Figures on top of the preview. */
export const figures = [
  'rows',
  'added',
  'changed',
  'gone',
  'unchanged',
  'flags',
] as const satisfies readonly (keyof ImportPreview['counts'])[];

/** Whether saving would change anything. */
export const changesAnything = ({ counts, source }: Pick<ImportPreview, 'counts' | 'source'>): boolean =>
  counts.added + counts.changed + counts.gone > 0 || source.known !== 'same';

/** Bytes as base64, in pieces that do not overflow the call stack. */
export function base64Of(bytes: Uint8Array): string {
  const piece = 32_768;
  let text = '';
  for (let at = 0; at < bytes.length; at += piece) text += String.fromCharCode(...bytes.subarray(at, at + piece));
  return btoa(text);
}
