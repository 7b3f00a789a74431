import {
  anything,
  count,
  id,
  listOf,
  maybeId,
  maybeText,
  parts,
  text,
  texts,
  userDetail,
} from '../replies.js';

export const users = listOf({
  ...userDetail,
  user_id: maybeId,
  name: anything,
  out_id: maybeText,
  status: maybeText,
});

export const newGroup = { id: text };

export const groups = {
  list: parts({ id: text, name: maybeText, user_count: count, user_members: texts }),
};

export const tenant = {
  tenant_meego_key: maybeText,
  name: maybeText,
  departments: parts(),
  accounts: parts(),
};

export const newAccount = { user_meego_key: text };
export const newDepartment = { department_meego_key: text };

export const department = {
  department_meego_key: maybeText,
  name: anything,
  parent: anything,
  all_children: parts(),
  direct_employees: parts(),
  all_employees: parts(),
};

const madeBy = { id, created_at: count, operator: maybeText };

export const comments = listOf({ ...madeBy, content: maybeText, doc_rich_text: anything });

export const fileComments = listOf({ ...madeBy, comment_file: anything });

export const comment = { comment_id: maybeId };

export const commentPage = {
  comments: parts({ comment_id: maybeId }),
  next_cursor: maybeText,
};

const workHour = {
  id,
  resource_type: maybeText,
  resource_id: maybeText,
  resource_name: maybeText,
  work_date: count,
  work_time: count,
  work_description: maybeText,
  work_user_key: maybeText,
};

export const workHours = listOf(workHour);
