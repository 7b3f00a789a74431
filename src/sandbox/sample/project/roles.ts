import type { Role } from '../../project/model/model.js';

/** A role that people are given by hand; mode 3 gives it to who creates an item. */
export function role(id: string, name: string, alias = '', memberAssignMode = 1): Role {
  return {
    id,
    name,
    alias,
    isOwner: id === 'PM',
    autoEnterGroup: true,
    memberAssignMode,
    members: [],
    isMemberMulti: true,
  };
}
