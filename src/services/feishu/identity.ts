import { ApiError } from '../../core/errors.js';
import type { Json } from '../../core/json.js';
import { developerPage } from './developer-page.js';
import type { FeishuCredentials } from './sign-in.js';

/** In whose name calls are made, and where its rights are granted. */
export interface Identity {
  /** For people: `the app cli_…`. */
  readonly who: string;
  readonly isApp: boolean;
  /** The page of the developer console where scopes are added. */
  readonly scopesPage: string;
}

export function identityOf(
  credentials: FeishuCredentials | undefined,
  baseUrl: string,
): Identity | undefined {
  if (credentials === undefined) {
    return undefined;
  }
  const apps = developerPage(baseUrl);
  return 'userAccessToken' in credentials
    ? { who: 'the person of FEISHU_USER_ACCESS_TOKEN', isApp: false, scopesPage: apps }
    : {
        who: `the app ${credentials.appId}`,
        isApp: true,
        scopesPage: `${apps}/${credentials.appId}/auth`,
      };
}

type Lack = (identity: Identity) => Readonly<Record<string, Json>>;

/** What an identity lacks, and where it is granted, by the code that says so. */
const lacks: Readonly<Record<number, Lack>> = {
  91402: () => ({ lacks: 'a document of that token, or the right to see that there is one' }),
  91403: ({ isApp }) => ({ lacks: 'access to the document', grant_in: shareIn(isApp) }),
  1254302: ({ isApp }) => ({
    lacks: 'a role that allows this (advanced permissions are on)',
    grant_in: `the base, under Advanced permissions${isApp ? `, or ${shareIn(isApp)}` : ''}`,
  }),
  99991672: ({ scopesPage }) => ({
    lacks: 'a scope of the app',
    grant_in: `${scopesPage}, then publish`,
  }),
  99991679: ({ scopesPage }) => ({
    lacks: 'a scope that the person granted the app',
    grant_in: `${scopesPage}, then let the person authorize the app again`,
  }),
};

function shareIn(isApp: boolean): string {
  return isApp
    ? 'the base: … → More → Add document app, with edit rights'
    : 'the share dialog of the base, for this person';
}

/** A refusal for want of a right, with who lacks it and where it is granted. */
export function withIdentity(error: unknown, identity: Identity | undefined): unknown {
  if (!(error instanceof ApiError) || identity === undefined) {
    return error;
  }
  const told = lacks[error.facts.code ?? 0]?.(identity);
  return told === undefined
    ? error
    : error.with({ details: { called_as: identity.who, ...told, ...error.facts.details } });
}
