import type { SampleLinks } from './sample/feishu/documents.js';

/** What a client needs to know of a running sandbox. */
interface Announced {
  readonly url: string;
  readonly appId: string;
  readonly appSecret: string;
  readonly sampleUrl: string;
  readonly sampleLinks: SampleLinks;
  readonly userAccessToken: string;
  readonly project: {
    readonly access: Record<'pluginId' | 'pluginSecret' | 'userKey', string>;
    readonly tokens: { grant(userKey: string): { readonly token: string } };
  };
  readonly enos: {
    readonly access: Record<'accessKey' | 'secretKey' | 'orgId' | 'userId', string>;
  };
}

/** What a client is configured with, for a person or as one line of JSON. */
export function announcement(sandbox: Announced, json: boolean): string {
  return json ? `${JSON.stringify(facts(sandbox))}\n` : text(sandbox);
}

function facts(sandbox: Announced) {
  const { url, appId, appSecret, project, enos } = sandbox;
  const { pluginId, pluginSecret, userKey } = project.access;
  const { accessKey, secretKey, orgId, userId } = enos.access;
  return {
    url,
    app_id: appId,
    app_secret: appSecret,
    user_access_token: sandbox.userAccessToken,
    sample: { base: sandbox.sampleUrl, ...sandbox.sampleLinks },
    project: {
      url,
      plugin_id: pluginId,
      plugin_secret: pluginSecret,
      user_key: userKey,
      user_token: project.tokens.grant(userKey).token,
    },
    enos: { url, access_key: accessKey, secret_key: secretKey, org_id: orgId, user_id: userId },
  };
}

function text({ url, appId, appSecret, project, enos, ...sample }: Announced): string {
  const variables = {
    FEISHU_BASE_URL: url,
    FEISHU_APP_ID: appId,
    FEISHU_APP_SECRET: appSecret,
    FEISHU_PROJECT_BASE_URL: url,
    FEISHU_PROJECT_PLUGIN_ID: project.access.pluginId,
    FEISHU_PROJECT_PLUGIN_SECRET: project.access.pluginSecret,
    FEISHU_PROJECT_USER_KEY: project.access.userKey,
    ENOS_APIGW_URL: url,
    ENOS_ACCESS_KEY: enos.access.accessKey,
    ENOS_SECRET_KEY: enos.access.secretKey,
    ENOS_ORG_ID: enos.access.orgId,
    ENOS_USER_ID: enos.access.userId,
  };
  const lines = Object.entries(variables).map(([name, value]) => `  ${name}=${value}`);
  return [
    'The sandbox listens.',
    '',
    ...lines,
    '',
    `A sample base: ${sample.sampleUrl}`,
    ...Object.entries(sample.sampleLinks).map(([kind, link]) => `  ${kind}: ${link}`),
    `A token of a person: ${sample.userAccessToken}`,
    'Ctrl-C ends it; nothing is kept.',
    '',
  ].join('\n');
}
