// The browser's own field gives a wall clock without a zone; people here mean Beijing's.

/** `2026-11-25T19:30` as an instant. */
export const instantIn = (local: string): string => `${local.length === 16 ? `${local}:00` : local}+08:00`;
