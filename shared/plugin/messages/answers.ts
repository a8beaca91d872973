// What the plugin is answered.
import { z } from 'zod';
import { coupon, offer, returnTarget } from './views.ts';

export const sessionAnswer = z.object({
  /** For `Authorization: Bearer …`; known to nobody else, and to us by its hash only. */
  token: z.string(),
  expiresAt: z.int(),
  returnTarget,
  /** The stock that the launch names, if it does. */
  stockId: z.string().optional(),
});

export const offersAnswer = z.object({ offers: z.array(offer) });

export const claimAnswer = z.object({ coupon });

export const couponsAnswer = z.object({
  counts: z.object({ available: z.int(), used: z.int(), ended: z.int() }),
  coupons: z.array(coupon),
  /** There are more behind this one. */
  next: z.string().optional(),
});

export const couponAnswer = z.object({ coupon });

export const codeAnswer = z.object({
  /** 20 digits. */
  code: z.string(),
  /** SVG texts: black on white with their quiet zones, drawn by the server. */
  qrSvg: z.string(),
  barcodeSvg: z.string(),
  /** When to ask for the next one, a moment of this coupon's own, and from when on this one is refused. */
  refreshAt: z.int(),
  validUntilAt: z.int(),
});

export const watchAnswer = z.object({ changed: z.boolean(), coupon });
