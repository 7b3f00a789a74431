import { owner } from '../../../../src/sandbox/feishu/tenant.js';
import type { SandboxSettings } from '../../../../src/sandbox/server.js';
import { Gateway, type Reply } from '../../../support/sandbox-client.js';

const drivePath = '/open-apis/drive/v1';

/** Somebody who calls: paths are whole, below the origin. */
export interface Caller {
  readonly openId: string;
  call(method: string, path: string, body?: unknown): Promise<Reply>;
  code(method: string, path: string, body?: unknown): Promise<number>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into replies of any shape.
  data(method: string, path: string, body?: unknown): Promise<any>;
}

/** The sample base and the people of the tenant, as drive sees them. */
export async function driveFixture(settings: SandboxSettings = {}) {
  const gateway = await Gateway.start(settings);
  const { sandbox } = gateway;
  const token = gateway.base.split('/').at(-1)!;

  const caller = (openId: string, authorization: string): Caller => {
    const call = (method: string, path: string, body?: unknown) =>
      gateway.call(method, path, { body, authorization });
    return {
      openId,
      call,
      code: async (...args) => (await call(...args)).body.code,
      data: async (...args) => (await call(...args)).body.data,
    };
  };

  const person = (name: string): Caller => {
    const { open_id } = sandbox.world.bitable.directory.people.find((one) => one.name === name)!;
    return caller(open_id, `Bearer ${sandbox.userTokenOf(open_id)}`);
  };

  const permissions = `${drivePath}/permissions/${token}`;
  return {
    gateway,
    sandbox,
    token,
    base: sandbox.world.bitable.bases.get(token)!,
    files: `${drivePath}/files/${token}`,
    permissions,
    members: `${permissions}/members`,
    app: caller('', `Bearer ${gateway.token}`),
    owner: caller(owner.open_id, `Bearer ${sandbox.userAccessToken}`),
    person,
    /** Makes somebody a collaborator of the sample base, by its owner. */
    share: (openId: string, perm: string): Promise<number> =>
      caller(owner.open_id, `Bearer ${sandbox.userAccessToken}`).code(
        'POST',
        `${permissions}/members?type=bitable`,
        { member_type: 'openid', member_id: openId, perm },
      ),
  };
}

export const enforced = { options: { sharing: 'enforced' } } as const;
