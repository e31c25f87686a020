// Facts that come with the program: events with their first and last day, and the national crisis numbers.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { CrisisNumber, DirectoryEvent } from './contract.ts';

const data = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../data/${name}`, import.meta.url), 'utf8'));

/** The events that lines can be bound to, from data/events.json. Throws when the file is broken. */
export function loadEvents(): readonly DirectoryEvent[] {
  return z.object({ events: z.array(DirectoryEvent) }).parse(data('events.json')).events;
}

/** The numbers every page shows, from data/crisis-numbers.json. Throws when the file is broken. */
export function loadCrisisNumbers(): readonly CrisisNumber[] {
  return z.object({ numbers: z.array(CrisisNumber).min(1) }).parse(data('crisis-numbers.json')).numbers;
}
