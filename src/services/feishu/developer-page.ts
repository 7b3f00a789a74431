/** The developer console's list of apps, for Feishu or for Lark. */
export function developerPage(baseUrl: string): string {
  const { hostname } = new URL(baseUrl);
  const host = /(^|\.)larksuite\.com$/.test(hostname) ? 'open.larksuite.com' : 'open.feishu.cn';
  return `https://${host}/app`;
}
