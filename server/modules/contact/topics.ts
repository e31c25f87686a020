// What the bus is told about contacts. Whoever shows something listens to the topics of what it shows, and looks.
export const topics = {
  /** Something new in this conversation. */
  contact: (id: string): string => `contact:${id}`,
  /** A small sign of one side: only the other side shows it, so only that one listens. */
  sign: (id: string, side: 'person' | 'staff'): string => `sign-${side}:${id}`,
  /** Offers to, or contacts of, a member of staff changed, or how they are. */
  desk: (person: string): string => `desk:${person}`,
  /** The order of a queue changed; said a few times a second at most. */
  queue: (queue: string): string => `queue:${queue}`,
  /** Anything that a wallboard of the organisation shows; said a few times a second at most. */
  board: (organisation: string): string => `board:${organisation}`,
  /** Alarms of the organisation. */
  alarms: (organisation: string): string => `alarms:${organisation}`,
  /** What stands at the doors: settings of queues, who is on duty. */
  doors: 'contact-doors',
} as const;
