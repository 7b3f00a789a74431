import { describe, expect, it } from 'vitest';
import { attachmentProblem } from '../../../src/files/access/open-file.js';

const pngHead = '\x89PNG\r\n\x1a\n\0\0';
const programHead = `MZ\x90\0\x03\0${'\0'.repeat(50)}`;

function problem(name: string, head: string): string | undefined {
  return attachmentProblem(name, Buffer.from(head, 'latin1'));
}

describe('an attachment (row 51)', () => {
  it.each([
    ['photo.png', pngHead],
    ['报告.docx', 'PK\x03\x04'],
    ['notes.md', '# Title\n#! is no script here'],
    ['list.csv', 'MZ,name\n1,a\n'],
    ['feed.xml', '<?xml version="1.0"?><feed/>'],
    ['noextension', 'text'],
    ['empty.txt', ''],
  ])('%s is uploaded', (name, head) => {
    expect(problem(name, head)).toBeUndefined();
  });

  it.each(['a.exe', 'a.HTML', 'a.svg', 'b.ps1', 'a.png.js', 'a.exe. ', 'invoice\u202egnp.exe'])(
    '%s is not uploaded: it runs where somebody opens it',
    (name) => {
      expect(problem(name, pngHead)).toMatch(/^is a \.\w+ file; programs/);
    },
  );

  it.each([
    ['photo.png', programHead, 'a Windows program'],
    ['photo.png', '\x7fELF\x02', 'a Linux program'],
    ['photo.png', '\xcf\xfa\xed\xfe', 'a macOS program'],
    ['notes.txt', '#!/bin/sh\nrm -rf ~', 'a script'],
    ['notes.txt', '\xef\xbb\xbf \n<!DOCTYPE html><script>', 'a web page'],
    ['notes.txt', '<!-- harmless --><HTML>', 'a web page'],
    ['drawing.xml', '<?xml version="1.0"?>\n<!-- x -->\n<svg onload="">', 'an SVG drawing'],
  ])('%s is not uploaded when it holds %j', (name, head, what) => {
    expect(problem(name, head)).toBe(`holds ${what}, which is not uploaded, whatever it is called`);
  });
});
