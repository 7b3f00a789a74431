import { z } from 'zod';
import {
  anything,
  count,
  flag,
  id,
  listOf,
  maybeText,
  part,
  parts,
  text,
  texts,
} from '../replies.js';

export const views = listOf({
  view_id: text,
  name: maybeText,
  view_url: maybeText,
  view_type: count.describe('1 condition, 2 fixed'),
  created_by: maybeText,
  quick_filters: parts(),
});

export const fixedView = {
  view_id: maybeText,
  name: maybeText,
  editable: flag,
  work_item_id_list: z.array(id).nullish(),
};

export const newView = { view_id: text };

export const charts = {
  chart_list: parts({ chart_id: text, chart_name: maybeText }),
  chart_page: part({ total: count }).nullish(),
};

export const chart = {
  name: maybeText,
  chart_data_list: anything,
  dim_titles: texts,
  quota_titles: texts,
};
