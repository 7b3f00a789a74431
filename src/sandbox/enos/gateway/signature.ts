import { createHash } from 'node:crypto';

export interface SignedRequest {
  /** Behind the `?`, as it came. */
  readonly search: string;
  readonly body: string;
  readonly accessToken: string;
  readonly timestamp: string;
}

/** Whether a signature is the one that the secret gives. */
export function isSignedWith(
  appSecret: string,
  signature: string,
  { search, body, accessToken, timestamp }: SignedRequest,
): boolean {
  const digest = createHash('sha256');
  digest.update(accessToken);
  for (const [key, value] of sortedPairs(search)) digest.update(key + value);
  return digest.update(body + timestamp + appSecret).digest('hex') === signature;
}

function sortedPairs(search: string): readonly (readonly [string, string])[] {
  const pairs = search
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [key = '', ...value] = pair.split('=');
      return [decoded(key), decoded(value.join('='))] as const;
    });
  return pairs.sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
