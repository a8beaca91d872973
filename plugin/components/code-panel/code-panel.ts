// What the till scans: QR code, bars and digits, black on white in the dark too; covered as soon as the till would refuse it.
import { inGroups, svgUri } from '../../format/code';
import { words } from '../../i18n/words';
import { serverNow } from '../../services/clock';
import type { CodeView } from '../../services/code-desk';

Component({
  properties: {
    /** As the code desk gives it. */
    view: { type: Object, value: null as CodeView | null },
  },
  data: {
    labels: words().labels,
    code: '',
    groups: '',
    qr: '',
    bars: '',
    shownAt: 0,
    refreshAt: 0,
    stale: false,
    busy: false,
    problem: '',
    copied: false,
  },
  observers: {
    view(view: CodeView | null) {
      const code = view?.code;
      const isNew = code !== undefined && code.code !== this.data.code;
      this.setData({
        labels: words().labels,
        stale: view?.stale ?? false,
        busy: view?.busy ?? true,
        problem: view?.failure?.message ?? '',
        // The pictures are large: they go to the screen once for each code.
        ...(isNew ? picturesOf(code) : {}),
      });
    },
  },
  methods: {
    refresh() {
      this.triggerEvent('refresh');
    },
    copy() {
      wx.setClipboardData({ data: this.data.code, success: () => this.setData({ copied: true }) });
    },
  },
});

function picturesOf({ code, qrSvg, barcodeSvg, refreshAt }: NonNullable<CodeView['code']>) {
  return {
    code,
    groups: inGroups(code),
    qr: svgUri(qrSvg),
    bars: svgUri(barcodeSvg),
    shownAt: serverNow(),
    refreshAt,
    copied: false,
  };
}
