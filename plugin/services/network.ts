// Whether the phone is connected, and when it is again.
import type { Cancel } from './cancel';

export function isOffline(): Promise<boolean> {
  return new Promise((resolve) => {
    wx.getNetworkType({
      success: ({ networkType }) => resolve(networkType === 'none'),
      fail: () => resolve(false),
    });
  });
}

/** @param reconnected called each time until called off */
export function onReconnect(reconnected: () => void, cancel: Cancel): void {
  const listener: WechatMiniprogram.OnNetworkStatusChangeCallback = ({ isConnected }) => {
    if (isConnected) reconnected();
  };
  wx.onNetworkStatusChange(listener);
  // The typings give the listener to be forgotten another argument than the one that listens.
  cancel.onCancel(() => wx.offNetworkStatusChange(listener as never));
}
