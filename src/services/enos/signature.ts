import { createHash } from 'node:crypto';

export interface SignedParts {
  readonly accessToken: string;
  /** Decoded. */
  readonly query: Iterable<readonly [key: string, value: string]>;
  /** Exactly as it is sent; nothing where there is none, or where it is multipart. */
  readonly body?: string | undefined;
  /** Unix milliseconds, as in the header beside the signature. */
  readonly timestamp: number;
  readonly appSecret: string;
}

/** The value of `apim-signature` (EnOS APIM, "Signature"). */
export function sign({ accessToken, query, body = '', timestamp, appSecret }: SignedParts): string {
  const parameters = [...query].sort(([a], [b]) => compareCodeUnits(a, b)).flat();
  return sha256(`${accessToken}${parameters.join('')}${body}${timestamp}${appSecret}`);
}

export interface EncryptedParts {
  readonly appKey: string;
  readonly timestamp: number;
  readonly appSecret: string;
}

/** What a call for a token proves the secret with (EnOS APIM, "Get Access Token"). */
export function encrypt({ appKey, timestamp, appSecret }: EncryptedParts): string {
  return sha256(`${appKey}${timestamp}${appSecret}`);
}

function compareCodeUnits(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
