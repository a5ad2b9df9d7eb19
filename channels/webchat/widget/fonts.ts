/**
 * The widget's own typeface, from the server the script came from: Arabic in generic sans-serif picks a poor font.
 * Added to the page's font set, since a font-face rule inside a shadow root is ignored; loaded only when first used.
 */

const FACES = [
  {
    file: 'noto-sans-arabic-arabic.woff2',
    range:
      'U+0600-06FF, U+0750-077F, U+0870-088E, U+0890-0891, U+0897-08E1, U+08E3-08FF, U+200C-200E, U+2010-2011, U+204F, U+2E41, U+FB50-FDFF, U+FE70-FE74, U+FE76-FEFC',
  },
  {
    file: 'noto-sans-arabic-latin.woff2',
    range:
      'U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-200B, U+2012-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215',
  },
];
export const FAMILY = 'Sawt Sans';

export function addFonts(server: string, fonts: FontFaceSet): void {
  if ([...fonts].some(({ family }) => family.replace(/"/g, '') === FAMILY)) return;
  for (const { file, range } of FACES) {
    const source = `url("${server}/fonts/${file}") format("woff2")`;
    fonts.add(new FontFace(FAMILY, source, { weight: '100 900', display: 'swap', unicodeRange: range }));
  }
}
