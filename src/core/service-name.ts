export const serviceNames = ['feishu', 'project', 'enos'] as const;

/** A vendor's service. */
export type ServiceName = (typeof serviceNames)[number];
