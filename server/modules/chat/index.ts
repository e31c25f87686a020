// The public face: chat with people who have no account.
export { forgetClass } from './afterwards-store.ts';
export { type Chat, openChat } from './live-store.ts';
