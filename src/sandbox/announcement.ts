/** What a client needs to know of a running sandbox. */
interface Announced {
  readonly url: string;
  readonly appId: string;
  readonly appSecret: string;
  readonly sampleUrl: string;
  readonly project: { readonly access: Record<'pluginId' | 'pluginSecret' | 'userKey', string> };
  readonly enos: {
    readonly access: Record<'accessKey' | 'secretKey' | 'orgId' | 'userId', string>;
  };
}

/** What a client is configured with, for a person or as one line of JSON. */
export function announcement(sandbox: Announced, json: boolean): string {
  return json ? `${JSON.stringify(facts(sandbox))}\n` : text(sandbox);
}

function facts({ url, appId, appSecret, project, enos }: Announced) {
  const { pluginId, pluginSecret, userKey } = project.access;
  const { accessKey, secretKey, orgId, userId } = enos.access;
  return {
    url,
    app_id: appId,
    app_secret: appSecret,
    project: { url, plugin_id: pluginId, plugin_secret: pluginSecret, user_key: userKey },
    enos: { url, access_key: accessKey, secret_key: secretKey, org_id: orgId, user_id: userId },
  };
}

function text({ url, appId, appSecret, project, enos, sampleUrl }: Announced): string {
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
    `A sample base: ${sampleUrl}`,
    'Ctrl-C ends it; nothing is kept.',
    '',
  ].join('\n');
}
