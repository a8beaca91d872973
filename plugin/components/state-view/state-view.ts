// What stands where content is not: still loading, nothing there, or an error with what to do about it.
import { words } from '../../i18n/words';
import type { Failure } from '../../services/outcome';

Component({
  properties: {
    /** loading, empty or error */
    kind: { type: String, value: 'loading' },
    title: { type: String, value: '' },
    message: { type: String, value: '' },
    failure: { type: Object, value: null as Failure | null },
    busy: { type: Boolean, value: false },
  },
  data: {
    labels: words().labels,
    head: '',
    text: '',
    reference: '',
    retryable: false,
    icon: '',
    copied: false,
  },
  observers: {
    'kind, title, message, failure'() {
      const { failure, title, message } = this.data as {
        failure: Failure | null;
        title: string;
        message: string;
      };
      this.setData({
        labels: words().labels,
        head: failure === null ? title : headOf(failure),
        text: failure?.message ?? message,
        reference: failure?.reference ?? '',
        retryable: failure?.retryable ?? false,
        icon: failure === null ? 'ticket' : iconOf(failure),
        copied: false,
      });
    },
  },
  methods: {
    retry() {
      this.triggerEvent('retry');
    },
    copy() {
      wx.setClipboardData({ data: this.data.reference, success: () => this.setData({ copied: true }) });
    },
  },
});

function headOf({ code, retryable }: Failure): string {
  const { failures } = words();
  if (code === 'offline') return failures.offlineTitle;
  return retryable ? failures.title : failures.refusedTitle;
}

function iconOf({ code, retryable }: Failure): string {
  if (code === 'offline') return 'offline';
  return retryable ? 'warn' : 'ban';
}
