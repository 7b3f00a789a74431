import { ApiError, type ApiErrorFacts } from '../../../src/core/errors.js';
import { projectService } from '../../../src/services/project/service.js';
import { rawReply } from '../../support/scripted-transport.js';

const { open } = projectService('https://project.feishu.cn');

/** A refusal in the ordinary envelope, as the vendor sends it. */
export function refusedWith(
  code: number,
  message: string,
  {
    call,
    status = 400,
    general = message,
  }: { call?: string; status?: number; general?: string } = {},
): ApiErrorFacts {
  const body = { err_code: code, err_msg: general, err: { code, msg: message }, data: {} };
  return factsOf(() => open(rawReply(body, status), call));
}

export function factsOf(opening: () => unknown): ApiErrorFacts {
  try {
    opening();
  } catch (error) {
    if (error instanceof ApiError) {
      return error.facts;
    }
    throw error;
  }
  throw new Error('it was taken for a success');
}
