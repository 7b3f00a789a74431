import type { Chat, Department, Directory, Person } from './directory.js';

/** Who made the sample base, and whose user token the sandbox hands out. */
export const owner = personOf(['zhang.san', '张三', 'Zhang San'], 0);

/** The owner's colleagues: mailbox name, Chinese name, English name. */
const colleagues = [
  ['li.si', '李四', 'Li Si'],
  ['wang.wu', '王五', 'Wang Wu'],
  ['zhao.liu', '赵六', 'Zhao Liu'],
  ['sun.qi', '孙琪', 'Sun Qi'],
  ['zhou.ba', '周芭', 'Zhou Ba'],
  ['wu.jiu', '吴久', 'Wu Jiu'],
  ['zheng.shi', '郑石', 'Zheng Shi'],
  ['chen.chen', '陈晨', 'Chen Chen'],
  ['lin.xiaoyu', '林小雨', 'Rain Lin'],
  ['huang.lei', '黄磊', 'Leo Huang'],
  ['alice.meyer', 'Alice Meyer', 'Alice Meyer'],
] as const;

const people: readonly Person[] = [
  owner,
  ...colleagues.map((names, index) => personOf(names, index + 1)),
];

const chats: readonly Chat[] = [
  {
    id: 'oc_1f0c6a3e9b2d4785a1c0e5d7b8f93a61',
    name: '项目组',
    avatar_url: 'https://sandbox.invalid/avatar/project.png',
  },
  {
    id: 'oc_7b3d9e5a0c1f4286b5d8a2e6c4f70b92',
    name: 'Customer Success',
    avatar_url: 'https://sandbox.invalid/avatar/customers.png',
  },
];

const departments: readonly Department[] = [
  {
    department_id: 'h121921',
    open_department_id: 'od-4e6ac4d14bcd5071a37a39de902c7141',
    name: '设计中心',
    en_name: 'design-center',
  },
];

const members: ReadonlyMap<string, readonly string[]> = new Map([
  ['oc_1f0c6a3e9b2d4785a1c0e5d7b8f93a61', openIdsOf('张三', '李四', '王五')],
  ['oc_7b3d9e5a0c1f4286b5d8a2e6c4f70b92', openIdsOf('林小雨', 'Alice Meyer')],
  ['od-4e6ac4d14bcd5071a37a39de902c7141', openIdsOf('赵六', '孙琪')],
]);

/** What the records show that the app itself wrote. */
const robot: Person = {
  open_id: 'ou_b07000000000000000000000000000a9',
  union_id: 'on_b07000000000000000000000000000a9',
  user_id: 'b0t0a9',
  name: '沙箱应用',
  en_name: 'Sandbox App',
  email: '',
  mobile: '',
  avatar_url: 'https://sandbox.invalid/avatar/app.png',
};

export const robotOpenId = robot.open_id;
export const tenantKey = '736588c9260f175d';

export function createDirectory(): Directory {
  const known = [...people, robot];
  return {
    people,
    chats,
    departments,
    person: (id, type) => known.find((person) => person[type] === id),
    chat: (id) => chats.find((chat) => chat.id === id),
    department: (id, type) => departments.find((department) => department[type] === id),
    membersOf: (id) => members.get(id) ?? [],
  };
}

function openIdsOf(...names: readonly string[]): string[] {
  return people.filter(({ name }) => names.includes(name)).map(({ open_id }) => open_id);
}

type Names = readonly [mailbox: string, name: string, en_name: string];

function personOf([mailbox, name, en_name]: Names, index: number): Person {
  const serial = (index + 1).toString(16).padStart(2, '0');
  return {
    open_id: `ou_5ad573a6411d72b8305fda3a9c15c0${serial}`,
    union_id: `on_cad4860e7af114fb4ff6c5d496d1dd${serial}`,
    user_id: `3e3cf9${serial}`,
    name,
    en_name,
    email: `${mailbox}@sandbox.invalid`,
    mobile: `138001380${String(index).padStart(2, '0')}`,
    avatar_url: `https://sandbox.invalid/avatar/${mailbox}.png`,
  };
}
