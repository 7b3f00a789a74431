import { createDirectory } from '../../feishu/tenant.js';
import type { ProjectUser } from '../../project/model/model.js';

/** The people of the stand-in tenant as Feishu Project knows them, and one who has left. */
export const sampleUsers: readonly ProjectUser[] = [
  ...createDirectory().people.map(({ name, en_name, email, union_id }, index) => ({
    userKey: userKey(index),
    userId: String(7_314_205_896_013_000_000n + BigInt(index * 7_919)),
    nameCn: name,
    nameEn: en_name,
    email,
    outId: union_id,
    status: 'activated' as const,
  })),
  {
    userKey: '7314205896013499999',
    userId: '7314205896013999999',
    nameCn: '钱多',
    nameEn: 'Qian Duo',
    email: 'qian.duo@sandbox.invalid',
    outId: 'on_cad4860e7af114fb4ff6c5d496d1ddff',
    status: 'resigned',
  },
];

function userKey(index: number): string {
  return `731420589601340${1_001 + index * 37}`;
}

/** The user_key of somebody by the Chinese name. */
export function keyOf(name: string): string {
  const user = sampleUsers.find(({ nameCn }) => nameCn === name);
  if (user === undefined) throw new Error(`nobody is called ${name}`);
  return user.userKey;
}

/** The user_keys of several names that commas part. */
export function keysOf(names: string): readonly string[] {
  return names === '' ? [] : names.split(',').map(keyOf);
}
