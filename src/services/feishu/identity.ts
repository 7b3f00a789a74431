/** The app itself, of which one part may be missing, or a user's token that was obtained elsewhere. */
export type FeishuCredentials =
  | { readonly appId: string; readonly appSecret: string }
  | { readonly userAccessToken: string };

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

/** The developer console's list of apps, for Feishu or for Lark. */
export function developerPage(baseUrl: string): string {
  const { hostname } = new URL(baseUrl);
  const host = /(^|\.)larksuite\.com$/.test(hostname) ? 'open.larksuite.com' : 'open.feishu.cn';
  return `https://${host}/app`;
}
