import { ConfigError } from '../../core/errors.js';
import type { Service } from '../../core/service.js';
import { openEnvelope } from './envelope.js';

/** In whose name operations are done. */
export interface EnosAccount {
  readonly userId: string | undefined;
  readonly orgId: string | undefined;
}

/** EnOS batch data processing, behind the API gateway at `baseUrl`. */
export function enosService(baseUrl: string, account: EnosAccount): Service {
  return {
    name: 'enos',
    label: 'EnOS',
    baseUrl: baseUrl.replace(/\/+$/, ''),
    ambient: (key) => ambientValue(key, account),
    open: openEnvelope,
  };
}

function ambientValue(key: string, { userId, orgId }: EnosAccount): string {
  if (key === 'userId') {
    return userId || missing('ENOS_USER_ID', 'the id of the user, u…, from the user profile');
  }
  return orgId || missing('ENOS_ORG_ID', 'the id of the organization, o…, from its profile');
}

function missing(variable: string, what: string): never {
  throw new ConfigError(
    `${variable} is not set.`,
    variable,
    `Open the EnOS console and copy ${what} (IAM).`,
  );
}
