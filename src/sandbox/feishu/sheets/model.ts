export interface Spreadsheet {
  readonly token: string;
  readonly title: string;
  /** open_id */
  ownerId: string;
  readonly revision: number;
  readonly sheets: readonly Sheet[];
}

export interface Sheet {
  readonly sheetId: string;
  readonly title: string;
  readonly rowCount: number;
  readonly columnCount: number;
  /** `<app_token>_<table_id>` where a base fills the whole sheet. */
  readonly bitableToken?: string;
}
