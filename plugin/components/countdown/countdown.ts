// A line that grows shorter and the seconds beside it, both in the server's time. It rests while nobody looks.
import { words } from '../../i18n/words';
import { serverNow } from '../../services/clock';

const tickMs = 1_000;
const timers = new WeakMap<object, ReturnType<typeof setInterval>>();

Component({
  properties: {
    fromAt: { type: Number, value: 0 },
    untilAt: { type: Number, value: 0 },
  },
  data: { text: '', percent: 100 },
  observers: {
    'fromAt, untilAt'() {
      this.show();
    },
  },
  lifetimes: {
    attached() {
      this.run();
    },
    detached() {
      this.rest();
    },
  },
  pageLifetimes: {
    show() {
      this.run();
    },
    hide() {
      this.rest();
    },
  },
  methods: {
    run() {
      this.rest();
      this.show();
      timers.set(
        this,
        setInterval(() => this.show(), tickMs),
      );
    },
    rest() {
      const timer = timers.get(this);
      if (timer !== undefined) clearInterval(timer);
    },
    show() {
      const { fromAt, untilAt } = this.data;
      const left = Math.max(0, untilAt - serverNow());
      const percent = untilAt > fromAt ? Math.round(Math.min(1, left / (untilAt - fromAt)) * 100) : 0;
      this.setData({ text: words().phrases.secondsLeft(Math.ceil(left / 1_000)), percent });
    },
  },
});
