// Lists are typed with Chinese input methods: ０３７１－６７７８, （白班）, QQ：. Every rule about contacts
// reads the half-width form, and because one character stays one character, a find can be cut
// from the text as it was published.

const foldable = /[\u3000\u00a0\u200b-\u200d\u2060\ufeff\u00ad\uff01-\uff5e\u2010-\u2015\u2212\u2500\u30fc]/g;

/** The same text in half-width letters, digits, blanks and hyphens, character for character. */
export function halfWidth(text: string): string {
  return text.replace(foldable, (character) => {
    const code = character.charCodeAt(0);
    if (code > 0xff00 && code < 0xff5f) return String.fromCharCode(code - 0xfee0);
    return (code >= 0x2010 && code <= 0x2015) || code === 0x2212 || code === 0x2500 || code === 0x30fc ? '-' : ' ';
  });
}
