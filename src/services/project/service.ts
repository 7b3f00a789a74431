import { ConfigError } from '../../core/errors.js';
import type { Service } from '../../core/service.js';
import { openEnvelope } from './envelope.js';

/** Feishu Project, or Meegle, at `baseUrl`, for the user of that key. */
export function projectService(baseUrl: string, userKey?: string): Service {
  return {
    name: 'project',
    label: 'Feishu Project',
    baseUrl: baseUrl.replace(/\/+$/, ''),
    ambient: () => userKey || missingUser(),
    open: openEnvelope,
  };
}

function missingUser(): never {
  throw new ConfigError(
    'FEISHU_PROJECT_USER_KEY is not set, and the call names no user.',
    'FEISHU_PROJECT_USER_KEY',
    'In Feishu Project, double-click on the picture of the user to copy the key; or give user_key.',
  );
}
