// What a coupon takes off: the figure that is read from afar, its condition, and both as one sentence for screen readers.
import type { BenefitView } from '../../shared/plugin/messages/views.ts';
import { words } from '../i18n/words';
import { language } from '../services/settings';
import { yuan } from './money';

export interface BenefitText {
  /** Small, before the figure. */
  readonly lead: string;
  readonly sign: string;
  readonly figure: string;
  /** Small, after it. */
  readonly unit: string;
  readonly condition: string;
  readonly spoken: string;
}

export function benefitText(benefit: BenefitView): BenefitText {
  const figure = figureOf(benefit);
  const condition = conditionOf(benefit);
  const { phrases } = words();
  const sum =
    benefit.kind === 'amount'
      ? phrases.amount(figure.figure)
      : [figure.lead, figure.sign, figure.figure, figure.unit].join('');
  return { ...figure, condition, spoken: phrases.join([sum, condition]) };
}

function figureOf(benefit: BenefitView) {
  const { phrases } = words();
  switch (benefit.kind) {
    case 'amount':
      return { lead: '', sign: '¥', figure: yuan(benefit.amountFen), unit: '' };
    case 'cut-to':
      return { lead: phrases.cutTo, sign: '¥', figure: yuan(benefit.priceFen), unit: '' };
    case 'discount':
      return { lead: '', sign: '', figure: discountFigure(benefit.percent), unit: phrases.discountUnit };
  }
}

/** 88 % are paid: 8.8 折, which is 12 % off. */
function discountFigure(percent: number): string {
  return language() === 'zh' ? String(percent / 10) : String(100 - percent);
}

function conditionOf(benefit: BenefitView): string {
  const { phrases } = words();
  const parts = [benefit.minimumFen > 0 ? phrases.minimum(yuan(benefit.minimumFen)) : phrases.noMinimum];
  if (benefit.kind === 'discount' && benefit.maximumFen > 0)
    parts.push(phrases.maximum(yuan(benefit.maximumFen)));
  return phrases.join(parts);
}
