/** A title to begin with: the name of the file, made readable. Numbers that a camera gave say nothing. */
export function titleFrom(filename: string): string {
  const words = filename
    .replace(/\.[A-Za-z0-9]{2,5}$/, '')
    .replaceAll(/[_+-]+/g, ' ')
    .trim()
  return /^(img|vid|mov|dsc|mvi|pxl|video|rec|wa|\d|\s|[a-f0-9]{8,})+$/i.test(words) ? '' : words
}
