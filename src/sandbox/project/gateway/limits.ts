import { perMinute, perSecond, type Rate } from '../../../core/rate.js';
import type { SandboxClock } from '../../kernel/clock.js';
import { refuse } from './refusal.js';

/** "同一 token 请求同一接口 15qps". */
const usual: readonly Rate[] = [perSecond(15)];
const search: readonly Rate[] = [perSecond(15), perMinute(450)];

/** Endpoints with limits of their own. */
const rates: Readonly<Record<string, readonly Rate[]>> = {
  project_work_items_filter: search,
  project_work_items_filter_across: search,
  project_work_items_search: search,
  project_subtasks_search: search,
  project_condition_views_update: search,
  project_work_items_search_by_relation: [perSecond(10)],
  project_nodes_update_actual_time: [perSecond(10)],
  project_work_items_batch_update: [perSecond(1)],
  project_tasks_get_result: [perSecond(1)],
};

/** Calls travel: one that left in time may follow the last by this much less of the window. */
const tolerance = 0.1;

/** Counts a call of a token to an endpoint, or refuses it with 10429; a refused call does not count. */
export type ProjectLimits = (token: string, endpoint: string) => void;

export function createProjectLimits(clock: SandboxClock): ProjectLimits {
  const calls = new Map<string, number[]>();
  return (token, endpoint) => {
    const now = clock.now();
    const key = `${token} ${endpoint}`;
    const applied = rates[endpoint] ?? usual;
    const longest = Math.max(...applied.map(({ perMs }) => perMs));
    const recent = (calls.get(key) ?? []).filter((time) => time > now - longest);
    calls.set(key, recent);
    const isOver = applied.some(({ calls: most, perMs }) => {
      const window = now - perMs * (1 - tolerance);
      return recent.filter((time) => time > window).length >= most;
    });
    if (isOver) refuse(10429);
    recent.push(now);
  };
}
