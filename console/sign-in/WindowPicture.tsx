// The picture of the whole thing: a lamp in a window at night. One warm light; everything else quiet.
import type { ReactNode } from 'react';

export function WindowPicture(): ReactNode {
  return (
    <svg viewBox="0 0 320 400" focusable="false" aria-hidden="true" className="window-picture">
      <g className="night-line">
        <path d="M70 300V92a6 6 0 0 1 6-6h168a6 6 0 0 1 6 6v208" />
        <path d="M160 86v118M70 172h180" />
        <path d="M52 300h216" />
      </g>
      <path className="night-glow" d="M160 206 92 300h136z" />
      <path className="night-lamp" d="M142 206h36l18 42h-72z" />
      <g className="night-line">
        <path d="M160 248v44M140 296h40" />
      </g>
      <path className="night-star" d="M98 112h.1M128 140h.1M196 108h.1M226 136h.1M214 206h.1M100 214h.1" />
    </svg>
  );
}
