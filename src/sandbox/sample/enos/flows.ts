import type { Parameter } from '../../enos/model.js';

export interface SampleFlow {
  readonly name: string;
  readonly desc: string;
  /** 0 manual, 1 periodic. */
  readonly type: 0 | 1;
  readonly freq: string;
  readonly cycle: string;
  readonly parameters: readonly Parameter[];
  /** One after the other. */
  readonly tasks: readonly (readonly [name: string, cmd: string])[];
}

const daily = { type: 0, freq: '0 0 2 * * ? *', cycle: 'D' } as const;

/** What the sample has, by what becomes of it. */
export const sampleFlows = {
  succeeds: {
    ...daily,
    name: 'daily_power_report',
    desc: '汇总前一天的发电量，生成日报',
    parameters: [
      { key: 'SITE', value: 'all' },
      { key: 'OUTPUT', value: '/reports/daily' },
    ],
    tasks: [
      ['extract', 'echo "reading meters of site $SITE"; sleep 2; echo "1440 rows read"'],
      ['transform', 'echo "aggregating by hour"; sleep 1; echo "24 rows"'],
      ['load', 'echo "writing $OUTPUT/$SITE.csv"; sleep 1; echo "done"'],
    ],
  },
  fails: {
    ...daily,
    name: 'meter_data_import',
    desc: '从电表数据库导入读数',
    parameters: [{ key: 'SOURCE', value: 'meter-db-01' }],
    tasks: [
      ['check', 'echo "source $SOURCE is reachable"'],
      [
        'import',
        'echo "connecting to jdbc:mysql://$SOURCE:3306/meters as etl"; sleep 2; echo "ERROR 1045 (28000): Access denied for user \'etl\'@\'$SOURCE\' (using password: YES)"; exit 1',
      ],
      ['notify', 'echo "import finished"'],
    ],
  },
  timesOut: {
    ...daily,
    name: 'archive_history',
    desc: '归档历史数据，通常要超过五分钟的上限',
    parameters: [],
    tasks: [['archive', 'echo "copying partition 2019"; sleep 600; echo "done"']],
  },
  empty: {
    ...daily,
    name: 'new_flow_draft',
    desc: '尚未配置任务',
    parameters: [],
    tasks: [],
  },
  periodic: {
    name: 'hourly_weather_sync',
    desc: '每小时同步气象数据',
    type: 1,
    freq: '0 0 * * * ? *',
    cycle: 'H',
    parameters: [{ key: 'REGION', value: 'east' }],
    tasks: [['sync', 'echo "syncing $REGION"; sleep 5; echo "ok"']],
  },
  reliesOnOther: {
    ...daily,
    name: 'weekly_summary',
    desc: '依赖日报',
    parameters: [],
    tasks: [['summarize', 'echo "summarizing seven reports"; sleep 1']],
  },
} satisfies Readonly<Record<string, SampleFlow>>;
