/** An SVG document as the address of an image. Base64 written out here: pure code has neither `Buffer` nor `btoa`. */
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function dataUrl(svg: string): string {
  const bytes = utf8(svg);
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = [bytes[at], bytes[at + 1], bytes[at + 2]];
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    pieces.push(
      digits.charAt(bits >> 18),
      digits.charAt((bits >> 12) & 63),
      b === undefined ? '=' : digits.charAt((bits >> 6) & 63),
      c === undefined ? '=' : digits.charAt(bits & 63),
    );
  }
  return `data:image/svg+xml;base64,${pieces.join('')}`;
}

/** Lone surrogates, which have no UTF-8 form, become U+FFFD. */
function utf8(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const point = code >= 0xd800 && code <= 0xdfff ? 0xfffd : code;
    if (point < 0x80) bytes.push(point);
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 63));
    else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
    else bytes.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
  }
  return bytes;
}
