// The few drawings of the site, made by hand: a lamp that stands in a window, and its icon.
import { raw } from '#platform/html.ts';

/** The lamp in the window, beside the name. Its light is the lamp colour; everything else takes the ink. */
export const lampMark = raw`<svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false"><rect x="3" y="3" width="26" height="26" rx="3" fill="none" stroke="currentColor" stroke-width="2"/><path class="light" d="M12.4 9h7.2l3.6 8.6H8.8z"/><path d="M16 17.6v6.2M11.6 24.4h8.8" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"/></svg>`;

/** The picture of the whole thing, for wide screens: one lamp in a window at night. */
export const windowScene = raw`<svg class="scene" viewBox="0 0 112 112" aria-hidden="true" focusable="false"><rect x="10" y="6" width="92" height="88" rx="4" fill="#182231"/><path d="M56 50 24 94h64z" fill="#f4b740" opacity=".16"/><path d="M46 42h20l9 20H37z" fill="#f4b740"/><path d="M56 62v24M46 90h20" stroke="#ece6db" stroke-width="4" stroke-linecap="round"/><path d="M24 22h.1M80 18h.1M92 40h.1M34 36h.1" stroke="#ece6db" stroke-width="2" stroke-linecap="round"/><path d="M10 94h92" stroke="currentColor" stroke-width="5" stroke-linecap="round"/><rect x="10" y="6" width="92" height="88" rx="4" fill="none" stroke="currentColor" stroke-width="4"/></svg>`;

/** The lamp as a file of its own. */
export const iconSvg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect x="1" y="1" width="30" height="30" rx="5" fill="#171f2b"/><path d="M12.2 7.4h7.6l4 9.6H8.2z" fill="#f4b740"/><path d="M16 17v7M11 25h10" fill="none" stroke="#ece6db" stroke-width="2.2" stroke-linecap="round"/></svg>`;
