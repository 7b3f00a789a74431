/** What could stand in place of something that was refused. */
export interface Remedy {
  /** What is allowed, for people; without it the options say so. */
  readonly allowed?: string;
  /** The right name or word that was most likely meant. */
  readonly nearest?: string | undefined;
  /** The names or words that there are. */
  readonly options?: readonly NamedOption[];
  /** What one option is called: `field`. */
  readonly what?: string;
  /** The tool that lists all options. */
  readonly listedBy?: string | undefined;
  /** What the options are; decides how they are worded. */
  readonly optionKind?: OptionKind;
}

export interface NamedOption {
  readonly name: string;
  /** What the vendor knows it by, where that is something else. */
  readonly id?: string;
}

export type OptionKind =
  | 'argument'
  | 'enum_value'
  | 'field'
  | 'file_column'
  | 'filter_name'
  | 'item'
  | 'keyword'
  | 'operator'
  | 'query_field'
  | 'result_column'
  | 'select_option';
