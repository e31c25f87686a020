// What a telephone number, a short code and an address look like inside running Chinese text. These
// patterns only find candidates; whether one is a hotline is for the sentence around it to say.

const PHONE =
  /(?:\+?86[- ]?)?(?:0\d{2,3}[-—– ]{0,2}\d{3,4}[- ]?\d{3,4}|[48]00[-—– ]?\d{3,4}[-—– ]?\d{3,4}|1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?:[-转]\d{1,4})?/;
const SHORT_CODE = /(?:0\d{2,3}[-—– ]?)?(?:12\d{3}|9[56]\d{3,4})(?:[-转]\d)*/;

/** A number that a line could be reached at, in running text. */
export const DIALLED = new RegExp(`(?<![\\d.])(?:${PHONE.source}|${SHORT_CODE.source})(?![\\d])`, 'g');

/** A public-service short code on its own: 12320, 12345, 12355, 12356 … */
export const PUBLIC_SHORT_CODE = /(?<!\d)12[0-9]{3}(?!\d)/g;

/** An e-mail address, as loosely as a misprint needs. */
export const EMAIL = /[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@[A-Za-z0-9][A-Za-z0-9.-]{0,120}/g;

/** The digits of a text, nothing else. */
export const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');
