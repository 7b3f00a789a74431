import type { ToolRun } from '../../../../core/tool.js';

/** How far a task is that takes several requests of several kinds. */
export class Steps {
  #done = 0;

  constructor(readonly run: Pick<ToolRun, 'progress'>) {}

  /** One request is done; `left` are still to come, as far as is known. */
  step(message: string, left?: number): void {
    this.#done += 1;
    this.run.progress(this.#done, left === undefined ? undefined : this.#done + left, message);
  }
}
