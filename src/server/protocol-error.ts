import { ErrorCode } from '@modelcontextprotocol/sdk/types.js';

const maxQuotedChars = 100;

/** A request that is refused as such, not a tool that failed. The SDK answers it with this code and message. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';

  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

export function invalidParams(message: string): ProtocolError {
  return new ProtocolError(ErrorCode.InvalidParams, message);
}

/** As much of a text from outside as may be looked at or sent back. */
export function excerpt(text: string): string {
  return text.slice(0, maxQuotedChars);
}

export function quote(text: string): string {
  return JSON.stringify(text.length > maxQuotedChars ? `${excerpt(text)}…` : text);
}
