const titledLink = /\[([^\]\n]*)\]\((?:[a-z][a-z0-9+.-]*:\/\/|mailto:|tel:)[^\s)]+\)/i;

/** Tells whether a text has `[title](url)` in it, as rich text reads. */
export function hasTitledLink(text: string): boolean {
  return titledLink.test(text);
}

const titledLinks = new RegExp(titledLink, 'gi');

/** Takes the links out of what rich text reads as. */
export function bareReading(text: string): string {
  return text.includes('](') ? text.replaceAll(titledLinks, '$1') : text;
}
