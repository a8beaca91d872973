// Tells when the phone is connected again.
import type { Cancel } from './cancel';

/** @param reconnected called each time until called off */
export function onReconnect(reconnected: () => void, cancel: Cancel): void {
  const listener: WechatMiniprogram.OnNetworkStatusChangeCallback = ({ isConnected }) => {
    if (isConnected) reconnected();
  };
  wx.onNetworkStatusChange(listener);
  // The typings give the listener to be forgotten another argument than the one that listens.
  cancel.onCancel(() => wx.offNetworkStatusChange(listener as never));
}
