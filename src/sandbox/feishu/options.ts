/**
 * Switches for what the sources leave open, and for behaviour that only some tests want. The defaults follow
 * what was measured on the live service where somebody measured it.
 */
export interface FeishuOptions {
  /** `measured`: 1254xxx and 1255xxx arrive with HTTP 200. `documented`: with the status of the vendor's pages. */
  readonly httpStatus: 'measured' | 'documented';
  /** Records a table takes; the error text of 1254103 says 20,000, real limits depend on the plan. */
  readonly recordsPerTable: number;
  /** Records in one batch_create or batch_update; the newer pages say 1,000, the seeds 500. */
  readonly recordsPerBatch: number;
  /** Parallel writes on one table answer 1254291. */
  readonly writeConflicts: boolean;
  /** Uploads of an app beside each other answer 1061045. */
  readonly uploadConflicts: boolean;
  /** How long a copy answers 1254036, in milliseconds. */
  readonly copyMs: number;
  /** How long the roles of a base answer 1254301 after its advanced permissions were switched on, in milliseconds. */
  readonly rolesReadyMs: number;
  /** Tenant tokens live this long, in seconds. */
  readonly tokenLifetimeS: number;
  /** How long a `client_token` is remembered, in milliseconds. */
  readonly clientTokenMs: number;
  /** An empty `client_token`: refused as no UUID, or none, as the pages of A34 and A38 say. */
  readonly emptyClientToken: 'refused' | 'none';
  /** Legacy list and get give numbers as text, as the pages say, or as numbers. */
  readonly legacyNumbers: 'text' | 'number';
  /** A code for an unknown name in `field_names`; the sources name both. */
  readonly unknownFieldNameCode: 1254024 | 1254045;
  /** Whether 1254107 and 1254108 count the JSON of a search; they may be meant for the legacy query strings only. */
  readonly searchLengths: 'counted' | 'free';
  /** What isGreater passes over: the midnight that its day begins with, or the whole day. */
  readonly dateGreater: 'midnight' | 'day';
  /** A base that does not exist: the document layer's code was measured, the pages name Bitable's own. */
  readonly unknownBaseCode: 91402 | 1254040;
  /** A `page_size` out of range: refused by the gateway, as other Feishu APIs do, or by Bitable. */
  readonly pageSizeCode: 99992402 | 1254011;
  /** Some pages of the documents show a `page_token` beside `has_more: false`. */
  readonly pageTokenOnLastPage: boolean;
  /** What the reply calls a form question that was changed: newer pages and the SDK say fields. */
  readonly formFieldKey: 'fields' | 'field';
  /**
   * How advanced permissions refuse: with code 1254302, or, as was measured too, with a success that says no in
   * its `msg` alone and has no data.
   */
  readonly permissionDenial: 'code' | 'empty';
  /**
   * Who is not the owner of a document and was given no right to it: may do everything with it, or nothing, as on
   * the live service, where an app must be added to a document first.
   */
  readonly sharing: 'open' | 'enforced';
  /**
   * What the older update of a role does with what it does not name: the page of A44 replaces the role whole, the newer page
   * leaves it.
   */
  readonly roleUpdate: 'replace' | 'merge';
  /** Roles for some records or fields need a paid edition; without it 1254304. */
  readonly rowAndFieldPermissions: boolean;
  /** How long a write holds its table, in milliseconds; with 0 only requests that overlap anyway collide. */
  readonly writeMs: number;
  /** The gateway counts calls by each endpoint's documented rate and answers 99991400 beyond it. */
  readonly gatewayLimits: boolean;
  /** Calls on one base in any second; beyond it 1254290. No limit when undefined. */
  readonly baseCallsPerSecond: number | undefined;
}

export const defaultFeishuOptions: FeishuOptions = {
  httpStatus: 'measured',
  recordsPerTable: 20_000,
  recordsPerBatch: 1_000,
  writeConflicts: true,
  uploadConflicts: true,
  copyMs: 300,
  rolesReadyMs: 300,
  tokenLifetimeS: 7_200,
  clientTokenMs: 24 * 60 * 60 * 1_000,
  emptyClientToken: 'none',
  legacyNumbers: 'text',
  unknownFieldNameCode: 1254024,
  searchLengths: 'counted',
  dateGreater: 'midnight',
  unknownBaseCode: 91402,
  pageSizeCode: 99992402,
  pageTokenOnLastPage: false,
  formFieldKey: 'fields',
  permissionDenial: 'code',
  sharing: 'open',
  roleUpdate: 'replace',
  rowAndFieldPermissions: true,
  writeMs: 0,
  gatewayLimits: false,
  baseCallsPerSecond: undefined,
};
