// How the page looks, by day and by night.

export const pageStyle = `
:root { color-scheme: light dark; --line: light-dark(#dfe4ea, #333c47); --quiet: light-dark(#5c6773, #9aa7b4);
  --good: light-dark(#0a7a3d, #4cc38a); --bad: light-dark(#b3261e, #ff8a80); --card: light-dark(#fff, #1b2129); }
body { margin: 0 auto; max-width: 72rem; padding: 1.5rem; background: light-dark(#f5f7f9, #12161b);
  font: 15px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; }
small { color: var(--quiet); font-weight: normal; font-size: .85em; }
header p, .none, footer { color: var(--quiet); margin: .25rem 0 1rem; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .75rem; margin: 0; }
dl div, .wide, .none { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; }
dt { color: var(--quiet); } dd { margin: 0; font-size: 1.75rem; font-variant-numeric: tabular-nums; }
.wide { overflow-x: auto; padding: 0; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .4rem .75rem; border-bottom: 1px solid var(--line); white-space: nowrap; }
th { color: var(--quiet); font-weight: normal; } tbody tr:last-child td { border-bottom: 0; }
.good td:last-child { color: var(--good); } .bad td:last-child { color: var(--bad); }
mark { border-radius: .25rem; padding: 0 .35rem; } footer { margin-top: 1rem; } footer a { margin-right: 1rem; }
`;
