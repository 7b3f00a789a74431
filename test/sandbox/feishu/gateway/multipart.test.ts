import { describe, expect, it } from 'vitest';
import { parseForm } from '../../../../src/sandbox/kernel/multipart.js';

const type = 'multipart/form-data; boundary=x';

function form(...lines: string[]): Buffer {
  return Buffer.from(lines.join('\r\n'), 'latin1');
}

const file = ['--x', 'Content-Disposition: form-data; name="file"', '', 'abc', '--x--', ''];

describe('a form', () => {
  it('is read as axios sends it for a buffer: a file part without a file name', () => {
    const body = form(
      '--x',
      'Content-Disposition: form-data; name="size"',
      '',
      '3',
      '--x',
      'Content-Disposition: form-data; name="file"',
      'Content-Type: application/octet-stream',
      '',
      'abc',
      '--x--',
      '',
    );
    const parts = parseForm(type, body);
    expect([...(parts?.keys() ?? [])]).toEqual(['size', 'file']);
    expect(parts?.get('file')).toMatchObject({ fileName: undefined });
    expect(parts?.get('file')?.bytes.toString()).toBe('abc');
  });

  it('is read as curl sends it: headers in another case and order, a file name with quotes', () => {
    const body = form(
      '--------x',
      'content-type: text/plain',
      'content-disposition: form-data; filename="a \\"b\\".txt"; name="file"',
      '',
      'abc',
      '--------x--',
    );
    const parts = parseForm('multipart/form-data; boundary=------x', body);
    expect(parts?.get('file')).toMatchObject({ fileName: 'a "b".txt' });
  });

  it.each([
    'multipart/form-data; boundary="x"',
    'Multipart/Form-Data;charset=utf-8;BOUNDARY=x',
    'multipart/form-data ; boundary = x',
  ])('finds its boundary in %s', (contentType) => {
    expect(parseForm(contentType, form(...file))?.size).toBe(1);
  });

  it('leaves every byte of a part as it is, line breaks and what looks like a boundary', () => {
    const content = '\r\n--xy\r\n-- x\r\n--x-\x00\xff\r\n\r\n';
    const body = form(...file.slice(0, 3), content, '--x--');
    expect(parseForm(type, body)?.get('file')?.bytes.toString('latin1')).toBe(content);
  });

  it('takes an empty part, a preamble, an epilogue, and blanks behind a boundary', () => {
    const body = form('preamble', '--x \t', file[1]!, '', '', '--x--', 'epilogue');
    expect(parseForm(type, body)?.get('file')?.bytes).toHaveLength(0);
  });

  it('keeps the first of two parts of one name', () => {
    const body = form(...file.slice(0, 4), '--x', file[1]!, '', 'xyz', '--x--');
    expect(parseForm(type, body)?.get('file')?.bytes.toString()).toBe('abc');
  });

  it.each<[string, string, Buffer]>([
    ['another type', 'application/json; boundary=x', form(...file)],
    ['no boundary', 'multipart/form-data', form(...file)],
    ['another boundary', 'multipart/form-data; boundary=y', form(...file)],
    ['no end', type, form(...file.slice(0, 4))],
    [
      'a part without a name',
      type,
      form('--x', 'content-disposition: form-data', '', 'a', '--x--'),
    ],
    ['a part without a blank line', type, form('--x', file[1]!, '--x--')],
    ['nothing in it', type, form('')],
  ])('is none with %s', (_, contentType, body) => {
    expect(parseForm(contentType, body)).toBeUndefined();
  });
});
