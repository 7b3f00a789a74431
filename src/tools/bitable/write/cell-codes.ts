/** Codes with which the vendor says that a value does not fit its field: pages of the record endpoints. */
export const cellCodes: readonly number[] = [
  1254015,
  ...Array.from({ length: 15 }, (_, index) => 1254060 + index),
];
