export type PathSegment = string | number;

/** `records[36].fields.截止日期`, as people write where something is. */
export function pathText(path: readonly PathSegment[]): string {
  let text = '';
  for (const segment of path) {
    if (typeof segment === 'number') {
      text += `[${segment}]`;
    } else {
      text += text === '' ? segment : `.${segment}`;
    }
  }
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

/** What stands at a path, walking own properties only. */
export function valueAt(value: unknown, path: readonly PathSegment[]): unknown {
  let current = value;
  for (const segment of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, segment)) {
      return undefined;
    }
    current = Reflect.get(current, segment);
  }
  return current;
}

/** A copy that has `next` at a path; the original stays as it was. */
export function replaceAt(value: unknown, path: readonly PathSegment[], next: unknown): unknown {
  const [head, ...rest] = path;
  if (head === undefined) {
    return next;
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => (index === head ? replaceAt(item, rest, next) : item));
  }
  return Object.assign({}, value, { [head]: replaceAt(valueAt(value, [head]), rest, next) });
}
