import { z } from 'zod';
import { defineProjectResource } from '../project-endpoint.js';
import { anything, maybeText, nothing, parts, text } from '../replies.js';
import { key, keys, localizedName } from '../schemas.js';
import * as lists from '../template-listings.js';

const tenant = {
  tenant_meego_key: maybeText,
  name: maybeText,
  departments: parts(),
  accounts: parts(),
};

const newAccount = { user_meego_key: text };

const newDepartment = { department_meego_key: text };

const department = {
  department_meego_key: maybeText,
  name: anything,
  parent: anything,
  all_children: parts(),
  direct_employees: parts(),
  all_employees: parts(),
};

/** The SDK marks nothing of these as required, and they have no pages. */
const accountKey = key('User key').optional();
const departmentKey = key('Department key').optional();
const name = localizedName.optional();
const avatar = z.string().describe('URL of the picture');
const departments = keys('Department keys').optional();
const parent = key('Department above').optional();
const scopes = keys('What to answer').optional();

export const projectTenants = defineProjectResource('project_tenants', {
  get: {
    route: 'POST /open_api/tenant/query',
    title: 'Get the tenant',
    summary: 'The tenant with its departments and accounts.',
    effect: 'read',
    path: {},
    body: { scopes },
    reply: tenant,
    listing: lists.departments,
    moreListings: [lists.accounts],
  },
});

export const projectAccounts = defineProjectResource('project_accounts', {
  create: {
    route: 'POST /open_api/account/create',
    title: 'Create an account',
    summary: 'Create an account of the tenant.',
    effect: 'create',
    path: {},
    body: {
      out_user_id: key('Id on the other platform').optional(),
      login_platform_type: key('The other platform').optional(),
      name,
      avatar_url: avatar.min(1).optional(),
      department_meego_keys: departments,
      email: z.string().min(1).describe('E-mail').optional(),
      mobile: z.string().min(1).describe('Telephone').optional(),
    },
    reply: newAccount,
  },
  update: {
    route: 'POST /open_api/account/update',
    title: 'Change an account',
    summary: 'Change the name, picture or departments of an account.',
    effect: 'update',
    path: {},
    body: {
      user_meego_key: accountKey,
      name,
      avatar_url: avatar.optional(),
      department_meego_keys: departments,
    },
    reply: nothing,
  },
  activate: {
    route: 'POST /open_api/account/active',
    title: 'Activate an account',
    summary: 'Let an account sign in again.',
    effect: 'update',
    path: {},
    body: { user_meego_key: accountKey },
    reply: nothing,
  },
  stop: {
    route: 'POST /open_api/account/stop',
    title: 'Stop an account',
    summary: 'Let an account sign in no more.',
    effect: 'update',
    path: {},
    body: { user_meego_key: accountKey },
    reply: nothing,
  },
});

export const projectDepartments = defineProjectResource('project_departments', {
  create: {
    route: 'POST /open_api/department/create',
    title: 'Create a department',
    summary: 'Create a department of the tenant.',
    effect: 'create',
    path: {},
    body: { name, parent_department_meego_key: parent },
    reply: newDepartment,
  },
  update: {
    route: 'POST /open_api/department/update',
    title: 'Change a department',
    summary: 'Rename or move a department.',
    effect: 'update',
    path: {},
    body: { department_meego_key: departmentKey, name, parent_department_meego_key: parent },
    reply: nothing,
  },
  delete: {
    route: 'POST /open_api/department/delete',
    title: 'Delete a department',
    summary: 'Delete a department of the tenant.',
    effect: 'delete',
    path: {},
    body: { department_meego_key: departmentKey },
    reply: nothing,
  },
  get: {
    route: 'POST /open_api/department/query',
    title: 'Get a department',
    summary: 'A department with its parent, children and people.',
    effect: 'read',
    path: {},
    body: { department_meego_key: departmentKey, scopes },
    reply: department,
    listing: lists.directEmployees,
    moreListings: [lists.allEmployees, lists.departmentChildren],
  },
});
