import type { LocalFile } from '../../core/local-file.js';

const blockBytes = 64 * 1024;

/**
 * Counts in bytes that pass for GB18030 which characters are of everyday Chinese. Western and Japanese text passes as
 * well, but as characters that are hardly ever written.
 */
class Gb18030Tally {
  #everyday = 0;
  #all = 0;
  #lead = 0;
  /** Bytes of a four-byte character that are still to come. */
  #left = 0;

  add(block: Uint8Array): void {
    for (const byte of block) {
      this.#addByte(byte);
    }
  }

  get isChinese(): boolean {
    return this.#everyday * 5 >= this.#all * 3;
  }

  #addByte(byte: number): void {
    if (this.#left > 0) {
      this.#left -= 1;
    } else if (this.#lead === 0) {
      this.#lead = byte > 0x80 ? byte : 0;
      this.#all += Number(byte >= 0x80);
    } else {
      const isFourBytes = byte < 0x40;
      this.#left = isFourBytes ? 2 : 0;
      this.#everyday += Number(isFourBytes || (isEverydayLead(this.#lead) && byte >= 0xa1));
      this.#lead = 0;
    }
  }
}

/** Of the signs and the 3,755 characters of the first level of GB 2312. */
function isEverydayLead(lead: number): boolean {
  return (lead >= 0xa1 && lead <= 0xa3) || (lead >= 0xb0 && lead <= 0xd7);
}

/** Tells whether a file that passes for GB18030 is written in Chinese. */
export async function looksChinese(file: LocalFile): Promise<boolean> {
  const tally = new Gb18030Tally();
  for await (const block of file.blocks(blockBytes)) {
    tally.add(block);
  }
  return tally.isChinese;
}

/** Encodings of spreadsheets outside of China. No file tells which of them it has. */
const candidates = ['windows-1252', 'windows-1250', 'windows-1251', 'big5', 'shift_jis', 'euc-kr'];
const strangeWords = /[^\s,;|"]*[^\0-\x7f\s,;|"]+[^\s,;|"]*/gu;
const mostWords = 20;
const mostCharacters = 20;

/** The encodings that a file may have, each with a word that is not plain as it reads. */
export async function readingsOf(
  file: LocalFile,
): Promise<readonly { readonly encoding: string; readonly word: string }[]> {
  for await (const block of file.blocks(blockBytes)) {
    return candidates.flatMap((encoding) => {
      const words = textIn(block, encoding).match(strangeWords)?.slice(0, mostWords) ?? [];
      const longest = words.reduce(
        (best, other) => (other.length > best.length ? other : best),
        '',
      );
      const word = longest.slice(0, mostCharacters);
      return word === '' || /[\p{Cc}\p{Co}\p{Cn}]/u.test(word) ? [] : [{ encoding, word }];
    });
  }
  return [];
}

/** Empty where the bytes are not written so. */
function textIn(block: Uint8Array, encoding: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(block, { stream: true });
  } catch {
    return '';
  }
}
