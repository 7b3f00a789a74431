import type { Extension } from '../../context/extension.js';

/** A second attempt answers like a wrong id does: whether the flow is gone is looked up. */
export const deletion: Extension = { load: () => import('./settle-deletion.js') };
