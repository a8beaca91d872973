// The bar at the foot of every page that leads back to the host. Always there: after success, after failure, and while loading.
import { words } from '../../i18n/words';
import { currentVisit } from '../../services/visit';
import { goHome } from '../../services/way-home';

Component({
  data: { labels: words().labels, busy: false, stuck: false },
  lifetimes: {
    attached() {
      this.setData({ labels: words().labels });
    },
  },
  methods: {
    async go() {
      const visit = currentVisit();
      if (visit === undefined) return;
      // Not a moment later: WeChat opens another mini-program only within the tap itself.
      const leaving = goHome(visit);
      this.setData({ busy: true, stuck: false });
      const way = await leaving;
      this.setData({ busy: false, stuck: way === 'stuck' });
    },
  },
});
