import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { create, type Font } from 'fontkit';

/** Noto Sans SC (SIL Open Font License 1.1, fonts/OFL.txt): Chinese as GB 18030 has it, and Latin. */
const FONT_FILE = join(import.meta.dirname, 'fonts/NotoSansSC-Regular.ttf');
/** 〓, which print shops set for a character that they lack. */
const GETA = '\u3013';

export interface ReportFont {
  /** What is embedded, after subsetting. */
  readonly bytes: Uint8Array;
  /** The text with 〓 for what the font lacks: a document for the archive must not show empty boxes. */
  printable(text: string): string;
}

let loaded: ReportFont | undefined;

/** Read once a process: 10 MB. */
export function reportFont(): ReportFont {
  loaded ??= openFont(readFileSync(FONT_FILE));
  return loaded;
}

function openFont(bytes: Buffer): ReportFont {
  const font = create(bytes) as Font;
  const isThere = (character: string) => font.hasGlyphForCodePoint(character.codePointAt(0)!);
  return {
    bytes: new Uint8Array(bytes),
    printable: (text) => Array.from(text, (each) => (each === '\n' || isThere(each) ? each : GETA)).join(''),
  };
}
