// Small drawings of 20 × 20, drawn with one line in the colour of the words beside them. They repeat what the words say
// and are hidden from those who listen.
import type { ReactNode } from 'react';

/** Draws paths of a 20 × 20 field. */
export function drawing(...paths: readonly string[]): () => ReactNode {
  return () => (
    <svg className="mark" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
      {paths.map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  );
}

export const MenuMark = drawing('M3 5.5h14M3 10h14M3 14.5h14');
export const SearchMark = drawing('M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11z', 'M13 13l4 4');
export const AttentionMark = drawing(
  'M10 2.75a7.25 7.25 0 1 0 0 14.5 7.25 7.25 0 0 0 0-14.5z',
  'M10 6.25v4.5M10 13.4v.2',
);
export const DoneMark = drawing('M4 10.5l4 4 8-9');
export const KeyMark = drawing('M13 4a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z', 'M10.4 9.6L4 16v1.5h2.5V15H9v-2l1-1');
export const PersonMark = drawing('M10 3.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6z', 'M4 17c0-3.2 2.6-5 6-5s6 1.8 6 5');
export const OrganisationMark = drawing(
  'M4 17V5.5L10 3l6 2.5V17',
  'M2.5 17h15M8 17v-3.5h4V17M7.5 8h.1M12.4 8h.1M7.5 11h.1M12.4 11h.1',
);
export const HelpMark = drawing(
  'M10 2.75a7.25 7.25 0 1 0 0 14.5 7.25 7.25 0 0 0 0-14.5z',
  'M7.8 8a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.6M10 14.2v.1',
);
export const FoldMark = drawing('M3.5 4.5h13v11h-13z', 'M8 4.5v11');
export const ChevronMark = drawing('M6 8l4 4 4-4');
export const CloseMark = drawing('M5 5l10 10M15 5L5 15');
export const HomeMark = drawing('M3.5 9.5L10 4l6.5 5.5V16.5h-13z', 'M8 16.5v-4h4v4');
export const DeviceMark = drawing(
  'M6.5 2.5h7a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-13a1 1 0 0 1 1-1z',
  'M9 15h2',
);

/** The lamp in the window; its light is on. */
export function LampMark({ size = 28 }: { readonly size?: number }): ReactNode {
  return (
    <svg className="lamp" viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" focusable="false">
      <rect x="3" y="3" width="26" height="26" rx="3" />
      <path className="lamp-light" d="M12.4 9h7.2l3.6 8.6H8.8z" />
      <path d="M16 17.6v6.2M11.6 24.4h8.8" />
    </svg>
  );
}
