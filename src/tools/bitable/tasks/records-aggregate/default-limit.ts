/** How many groups an answer holds where the caller does not say. */
export const defaultLimit = 200;
