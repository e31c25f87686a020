// The public face: opening hours read from Chinese text, written back, and asked at any instant.
export { calendarCovers, dayKind, type DayKind, type WorkingDayCalendar } from './calendar.ts';
export { loadCalendar } from './files.ts';
export { readHours } from './reading.ts';
export { bandsOn, compileHours, isAllDay, stateAt, type CompiledHours } from './timeline.ts';
export { writeHours } from './writing.ts';
