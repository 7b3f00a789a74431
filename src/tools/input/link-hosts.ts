/** The vendors' own web hosts, with all below them; feishu-boe.cn and feishu-pre.cn are their test environments. */
const vendorDomains =
  /^(?:[\w-]+\.)*(?:feishu\.cn|feishu-boe\.cn|feishu-pre\.cn|larksuite\.com|larkoffice\.com|meegle\.com)$/i;

/** Shown to callers; the test environments are nobody's business. */
const shownDomains = 'feishu.cn, larksuite.com, larkoffice.com, meegle.com';

/** Whether links are known to have such a host, whatever the configuration says. */
export function isVendorHost(hostname: string): boolean {
  return vendorDomains.test(hostname);
}

/** The hosts whose links are read as links of the vendors: their own, and those of the configuration. */
export class LinkHosts {
  readonly #hosts: ReadonlySet<string>;

  /** `hosts` with a port (`127.0.0.1:8080`) hold for that port alone, others for any. */
  constructor(hosts: readonly string[] = []) {
    this.#hosts = new Set(hosts.map((host) => host.toLowerCase()));
  }

  accepts({ hostname, host, protocol }: URL): boolean {
    const withPort =
      host.includes(':') && !host.endsWith(']') ? host : `${host}:${ports[protocol]}`;
    return isVendorHost(hostname) || this.#hosts.has(hostname) || this.#hosts.has(withPort);
  }

  /** Names what is accepted, and how to add to it. */
  get allowed(): string {
    const own = [...this.#hosts].filter((host) => !isVendorHost(host.replace(/:\d+$/, '')));
    const all = [shownDomains, ...own.map((host) => host.replace(/:443$/, ''))].join(', ');
    return `links to ${all}; the web host of a private deployment is added with the setting FEISHU_LINK_HOSTS`;
  }
}

const ports: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };
