import type { SandboxClock } from '../../kernel/clock.js';
import type { Wire } from '../gateway/wire.js';
import type { ProjectOptions } from '../options.js';
import type { ProjectFieldConf } from './fields.js';
import type { ProjectIds } from './ids.js';
import type { Template } from './process.js';
import type { ConditionView, FixedView } from './views.js';
import type { BatchTask, WorkItem } from './work-item.js';

/** A person of the tenant, as `user/query` tells of them. */
export interface ProjectUser {
  /** 19 digits. */
  readonly userKey: string;
  readonly userId: string;
  readonly nameCn: string;
  readonly nameEn: string;
  readonly email: string;
  /** The Feishu union id. */
  readonly outId: string;
  readonly status: 'activated' | 'resigned' | 'frozen';
}

export interface ProjectRole {
  readonly id: string;
  name: string;
  alias: string;
  isOwner: boolean;
  autoEnterGroup: boolean;
  /** 1 by hand, 2 these members, 3 the creator, 4 by condition. */
  memberAssignMode: number;
  members: readonly string[];
  isMemberMulti: boolean;
  lockScope?: readonly string[];
}

export interface WorkItemType {
  readonly key: string;
  readonly apiName: string;
  readonly name: string;
  readonly flowMode: 'workflow' | 'stateflow';
  description: string;
  disabled: boolean;
  pinned: boolean;
  /** Absent until somebody sets them. */
  scheduleField?: string;
  pointField?: string;
  actualTimeField?: string;
  schedules?: boolean;
  actualTime?: boolean;
  /** All of its roles where nobody chose. */
  belongRoles?: readonly string[];
  readonly fields: ProjectFieldConf[];
  readonly roles: ProjectRole[];
  readonly templates: Template[];
}

export interface Team {
  readonly id: string;
  readonly name: string;
  readonly members: readonly string[];
  readonly administrators: readonly string[];
}

export interface BusinessLine {
  readonly id: string;
  readonly name: string;
  readonly disabled: boolean;
  readonly children: readonly BusinessLine[];
}

export interface ProjectRelation {
  readonly id: string;
  name: string;
  typeKey: string;
  /** 0 plain, 1 parent and child. */
  readonly kind: 0 | 1;
  details: readonly { readonly projectKey: string; readonly typeKey: string }[];
}

/** Lets work items of two spaces be bound to each other. */
export interface AssociationRule {
  readonly id: string;
  readonly name: string;
  readonly typeKey: string;
  readonly remoteProjectKey: string;
  readonly remoteTypeKey: string;
}

/** Two items that are bound by an AssociationRule. */
export interface Binding {
  readonly ruleId: string;
  readonly itemId: string;
  readonly remoteItemId: string;
}

/** Of the customizable user groups of a space. */
export interface UserGroup {
  readonly id: string;
  readonly projectKey: string;
  readonly name: string;
  members: readonly string[];
}

export interface Chart {
  readonly id: string;
  readonly viewId: string;
  readonly name: string;
}

/** A rule of a plugin in the space: what it intercepts is refused with 20090. */
export interface Interception {
  readonly typeKey: string;
  /** A node that is completed or rolled back, a target state, or a field that is updated. */
  readonly target: string;
  /** Lets pass what has this value in this field. */
  readonly unless: { readonly field: string; readonly value: Wire };
}

export interface Space {
  readonly key: string;
  readonly simpleName: string;
  readonly name: string;
  readonly administrators: readonly string[];
  readonly members: ReadonlySet<string>;
  readonly pluginInstalled: boolean;
  readonly types: WorkItemType[];
  readonly teams: readonly Team[];
  readonly businessLines: readonly BusinessLine[];
  readonly relations: ProjectRelation[];
  readonly interceptions: readonly Interception[];
  readonly associationRules: readonly AssociationRule[];
}

export interface ProjectComment {
  readonly id: string;
  readonly itemId: string;
  readonly createdAt: number;
  readonly operator: string;
  content: string;
  richText?: Wire | undefined;
  /** The file that it is, where it is no text. */
  readonly fileToken?: string;
}

export interface ProjectStoredFile {
  readonly uuid: string;
  readonly itemId: string | undefined;
  readonly fieldKey: string | undefined;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly uploadedAt: number;
  readonly uploader: string;
}

export interface WorkHour {
  readonly id: string;
  readonly itemId: string;
  readonly resourceType: 'node' | 'sub_task';
  readonly resourceId: string;
  readonly workDate: number;
  readonly userKey: string;
  readonly createdAt: number;
  updatedAt: number;
  hours: number;
  description: string;
}

/** One entry of the change log. */
export interface OpRecord {
  readonly projectKey: string;
  readonly typeKey: string;
  readonly itemId: string;
  readonly operation: string;
  readonly module: string;
  readonly at: number;
  readonly operator: string;
  readonly objectType: string;
  readonly objectValue: string;
  readonly property: string;
  readonly old: readonly string[];
  readonly new: readonly string[];
}

/** The plugin that calls. */
export interface ProjectPlugin {
  readonly id: string;
  readonly secret: string;
  /** Whom `user/query` finds with a virtual token. */
  readonly collaborators: ReadonlySet<string>;
  /** The spaces that a virtual token reaches. */
  readonly virtualScope: ReadonlySet<string>;
}

/** A stand-in for one tenant of Feishu Project; knows no HTTP. */
export interface ProjectWorld {
  readonly clock: SandboxClock;
  readonly options: ProjectOptions;
  readonly ids: ProjectIds;
  readonly plugin: ProjectPlugin;
  readonly users: readonly ProjectUser[];
  readonly spaces: readonly Space[];
  /** By id, in the order of their creation. */
  readonly items: Map<string, WorkItem>;
  readonly comments: ProjectComment[];
  readonly files: Map<string, ProjectStoredFile>;
  readonly workHours: WorkHour[];
  readonly records: OpRecord[];
  readonly views: Map<string, FixedView | ConditionView>;
  readonly batchTasks: Map<string, BatchTask>;
  readonly bindings: Binding[];
  readonly userGroups: UserGroup[];
  readonly charts: Chart[];
}
