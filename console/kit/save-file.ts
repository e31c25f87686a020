// Hands a file to the browser, which saves it where it always does.
import type { SavedFile } from './endpoint.ts';

/** Saves it under its own name, or under `otherwise` when it has none. */
export function saveFile({ blob, name }: SavedFile, otherwise: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name ?? otherwise;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
