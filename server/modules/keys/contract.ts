// What keys are called outside this module. A key's id tells nothing and may be stored and shown anywhere; the key
// itself never leaves the module.
import { z } from 'zod';

/** Identifies a key: an identity key of one help-seeker's contact, or the key of one record. */
export const KeyId = z.uuid().brand('KeyId');
export type KeyId = z.infer<typeof KeyId>;

/** What the program itself seals, each with a key of its own that is replaced from time to time. */
export const Purpose = z.enum(['sign-in', 'sso', 'audit', 'privacy', 'inbound']);
export type Purpose = z.infer<typeof Purpose>;
