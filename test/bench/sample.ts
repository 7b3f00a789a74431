/** A task list as people keep it: nine fields of seven types. */
export function nineFields() {
  return [
    { field_name: '任务', type: 1 },
    { field_name: '状态', type: 3 },
    { field_name: '标签', type: 4 },
    { field_name: '进度', type: 2 },
    { field_name: '截止日期', type: 5 },
    { field_name: '完成', type: 7 },
    { field_name: '链接', type: 15 },
    { field_name: '电话', type: 13 },
    { field_name: '备注', type: 1 },
  ];
}

/** One of its rows. */
export function nineCells(index: number): Record<string, unknown> {
  return {
    任务: `整理第 ${index + 1} 批客户资料`,
    状态: ['进行中', '未开始', '已完成'][index % 3],
    标签: ['客户', '紧急'].slice(0, 1 + (index % 2)),
    进度: index * 2,
    截止日期: 1_793_462_400_000 + index * 86_400_000,
    完成: index % 3 === 2,
    链接: { text: '文档', link: `https://example.com/doc/${index}` },
    电话: `1380000${String(index).padStart(4, '0')}`,
    备注: '需要和销售确认交付时间',
  };
}
