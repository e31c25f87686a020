// The public face: contacts of one process, for the composition and for the channels.
export { forgetWords } from './forgetting-store.ts';
export { addContactFigures, type Contacts, openContacts } from './live-store.ts';
export type { GateOf, LineAt, LineWords } from './ports.ts';
export type { ContactRef, DoorOf, OpenedLine, PersonSaying, Reception, RoomView, Standing } from './reception.ts';
