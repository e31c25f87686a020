// What the desk is handed: the core, the directory's words about a line, and the duty gate.
import type { Core } from '../core-store.ts';
import type { GateOf, LineWords } from '../ports.ts';

/** What the desk needs. */
export type DeskParts = { readonly core: Core; readonly lineWords: LineWords; readonly gateOf: GateOf };
