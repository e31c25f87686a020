// The public face: what is kept of a contact and until when, and the proof that it is gone.
export { openPrivacy, type Privacy, type PrivacyOptions } from './live-store.ts';
export { fatesOfFiles } from './fate-store.ts';
