/** Gives the processor time that this process has used, in milliseconds: other work of the machine does not count. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
