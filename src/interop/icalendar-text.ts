const encoder = /* @__PURE__ */ new TextEncoder();

/** Longest content line, in octets of UTF-8, without its line break. */
const longestLine = 75;

// biome-ignore lint/suspicious/noControlCharactersInRegex: the format forbids them, so they are taken out
const controls = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** A value of type TEXT: backslash, semicolon, comma and line break escaped, other controls taken out. */
export function escapeText(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(controls, '')
    .replaceAll(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n');
}

/** A parameter value in quotes; quotes, line breaks and carets as RFC 6868 writes them. */
export function quoteParameter(text: string): string {
  const plain = text
    .replaceAll('^', '^^')
    .replaceAll(/\r\n?|\n/g, '^n')
    .replaceAll('"', "^'")
    .replaceAll(controls, '');
  return `"${plain}"`;
}

/** Folds a content line to 75 octets, never inside a character, and ends it with CRLF. */
export function foldLine(line: string): string {
  if (encoder.encode(line).length <= longestLine) return `${line}\r\n`;
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > longestLine) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return `${folded}\r\n`;
}
