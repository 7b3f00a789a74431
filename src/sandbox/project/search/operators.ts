/** "搜索参数格式及常用示例": the sets of operators that its tables name. */
export const equals = ['=', '!='];
export const among = [...equals, 'HAS ANY OF', 'HAS NONE OF'];
export const presence = ['IS NULL', 'IS NOT NULL'];
export const containment = ['CONTAINS', 'NOT CONTAINS'];
export const order = ['<', '>', '<=', '>='];
export const likeness = ['~', '!~'];
export const meeting = ['MEET', 'NOT MEET'];
