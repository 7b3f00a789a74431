import { nodeId, projectKey, typeKey, workItemIdInPath } from './schemas.js';

export const space = '/open_api/{project_key}';
export const item = `${space}/work_item/{work_item_type_key}/{work_item_id}` as const;
/** The paths of operations on nodes lack the segment `work_item` (page "节点完成/回滚"). */
export const workflow = `${space}/workflow/{work_item_type_key}/{work_item_id}` as const;

export const inSpace = { project_key: projectKey };
export const ofType = { ...inSpace, work_item_type_key: typeKey };
export const ofItem = { ...ofType, work_item_id: workItemIdInPath };
export const ofNode = { ...ofItem, node_id: nodeId };
