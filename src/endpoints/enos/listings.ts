import type { ListingSpec } from '../../core/endpoint.js';

/* How the lists of replies are answered as columns and rows. */

export const foundFlows: ListingSpec = {
  in: 'data',
  columns: { flowId: 'flowId', flowName: 'flowName' },
};

export const ownFlows: ListingSpec = {
  in: 'data',
  columns: { flowId: 'flowId', flowName: 'flowName', cycle: 'cycle', editable: 'editable' },
};

/** Settings of the flow and repeated values are shown where `fields` names them. */
export const runs: ListingSpec = {
  in: 'flowInsts',
  columns: {
    instanceId: 'instanceId',
    flowName: 'flowName',
    flowId: 'flowId',
    status: { at: 'status', as: 'status' },
    triggerTime: { at: 'triggerTime', as: 'time' },
    startTime: { at: 'startTime', as: 'time' },
    endTime: { at: 'endTime', as: 'time' },
    owner: { at: 'owner', as: 'people' },
    parameters: { at: 'parameters', as: 'parameters', onRequest: true },
    cycle: { at: 'cycle', onRequest: true },
    freq: { at: 'freq', onRequest: true },
    doAs: { at: 'doAs', onRequest: true },
    calDt: { at: 'calDt', onRequest: true },
    isCancelled: { at: 'isCancelled', onRequest: true },
  },
  omit: [
    ...['graph', 'statusDesc', 'timestamp', 'alertMode', 'hasEditPri', 'hasReadPri', 'virtual'],
  ],
};

export const taskRuns: ListingSpec = {
  in: 'graph.tasks',
  columns: {
    taskName: 'taskName',
    taskInstId: 'taskInstId',
    taskId: 'taskId',
    status: { at: 'status', as: 'status' },
  },
  omit: ['x', 'y', 'nodeId'],
};

export const relations: ListingSpec = {
  in: 'graph.relations',
  columns: {
    source: { at: 'source', as: 'node' },
    target: { at: 'target', as: 'node' },
    cycleGap: 'cycleGap',
  },
  omit: ['rerun'],
};

export const awaitedFlows: ListingSpec = {
  in: 'graph.flows',
  columns: { flowName: 'flowName', flowId: 'flowId' },
  omit: ['x', 'y', 'nodeId', 'isVirtual'],
};

export const directories: ListingSpec = {
  in: 'data',
  tree: { children: 'children', name: 'title' },
  columns: {
    path: 'path',
    id: 'key',
    kind: { at: 'isDirectory', as: 'entry' },
    editable: 'editable',
  },
  omit: ['title', 'type'],
};
