import { z } from 'zod';

export const input = z.object({ url: z.string().min(1).max(2_000).describe('Any link') }).strict();

export type ResolveArgs = z.output<typeof input>;
