import type { BlamedValue } from '../../core/errors.js';

/** As measured: `Invalid request parameter: 'fields.<field>.fieldValue.<value>.fieldName.<field>'. Correct format …`. */
const wrongCell = /'fields\.(?<field>.+)\.fieldValue\.(?<value>.*)\.fieldName\.\k<field>'/s;
/** `Invalid request parameter: 'fields.<field>'. Correct format : field_name not found.` */
const unknownField = /'fields\.(?<field>[^']+)'\. Correct format/;
/** As measured: `record not found,id = recX`. */
const unknownRecord = /\bid = (?<recordId>rec\w+)/;

/** What a refusal points at: the vendor puts it into words only. */
export function blamedValueIn(...texts: readonly string[]): BlamedValue | undefined {
  for (const text of texts) {
    const found = [wrongCell, unknownField, unknownRecord].map((shape) => shape.exec(text)?.groups);
    const blamed = found.find((groups) => groups !== undefined);
    if (blamed !== undefined) {
      return blamed;
    }
  }
  return undefined;
}
