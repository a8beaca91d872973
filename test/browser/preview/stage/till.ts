// The till beside the phone: ready as soon as the phone shows a code, and tells how the redeeming went.

interface Receipt {
  readonly ok: boolean;
  readonly message: string;
}

export interface StageTill {
  /** What the phone shows now. */
  sees(code: string | undefined): void;
  /** Another customer. */
  rest(): void;
}

const idle = '在手机上领一张券，点“去使用”。\nClaim a coupon on the phone and tap 去使用.';
const ready = '看到券码了，点下面的按钮。\nThe code is in sight: press the button.';
const done = '✓ 核销成功，看看手机。\nRedeemed. Look at the phone.';

export function newTill(button: HTMLButtonElement, text: HTMLElement): StageTill {
  let code: string | undefined;
  let redeemed = false;

  function show(): void {
    button.disabled = code === undefined;
    button.classList.toggle('ready', code !== undefined);
    if (code !== undefined) text.textContent = ready;
    else text.textContent = redeemed ? done : idle;
  }

  async function redeem(): Promise<void> {
    const answer = await fetch('/till', { method: 'POST', body: JSON.stringify({ code }) });
    const { ok, message } = (await answer.json()) as Receipt;
    redeemed = ok;
    if (ok) code = undefined;
    show();
    if (!ok) text.textContent = `✗ ${message}`;
  }

  button.addEventListener('click', () => void redeem());
  show();
  return {
    sees(seen) {
      if (seen === code) return;
      // The code goes when it was redeemed: that is no news.
      if (seen !== undefined) redeemed = false;
      code = seen;
      show();
    },
    rest() {
      redeemed = false;
      code = undefined;
      show();
    },
  };
}
