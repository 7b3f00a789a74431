/** What the vendor's words name: nodes, fields, roles, sub-tasks. The first shape that fits. */
const shapes: readonly RegExp[] = [
  /node (?<node>.+) cannot be completed because task (?<sub_task>.+) is not completed/i,
  /^node (?<node>\S+) 实际工时 is required/i,
  /^(?<node>.+?) ?估分 ?and schedule required/i,
  /^role (?<role>.+?) ?[(（](?<role_id>[^()（）]+)[)）] required/i,
  /^unable to edit (?<field>.+?) ?[(（](?<field_key>[^()（）]+)[)）]/i,
  // The page "节点完成/回滚": {{节点名}}({{字段ID}}) Required.
  /^(?<node>.+?) ?[(（](?<field_key>[^()（）]+)[)）] required/i,
  /^(?<field>.+?) ?[(（](?<field_key>[^()（）]+)[)）] should be passed/i,
  /field alias (?<field_alias>[\w-]+) ?: ?can ?not find/i,
  /field \[(?<field>[^\]]+)\] is illegal/i,
];

export function namedIn(message: string): Readonly<Record<string, string>> {
  for (const shape of shapes) {
    const found = shape.exec(message)?.groups;
    if (found !== undefined) {
      return { ...found };
    }
  }
  return {};
}
