// How built-in components look before anybody styles them, as far as pages here can notice it.

export const defaultStyle = `
* { -webkit-tap-highlight-color: transparent; }
.tab-bar { position: fixed; inset: auto 0 0; z-index: 1; display: flex; border-top: 1px solid #8884; background: Canvas; }
.tab-bar a { flex: 1; padding: 14px; font-size: 15px; text-align: center; cursor: pointer; }
.tab-bar a[aria-current] { color: #07863f; font-weight: 700; }
wx-page, wx-view { display: block; }
wx-page-meta { display: none; }
[hidden] { display: none !important; }
wx-text { white-space: pre-line; }
wx-text:not([user-select]), wx-button, wx-view { -webkit-user-select: none; user-select: none; }
wx-text[user-select] { -webkit-user-select: text; user-select: text; }
wx-image { display: inline-block; width: 320px; height: 240px; overflow: hidden; }
wx-button {
  position: relative; display: block; box-sizing: border-box; width: 184px; margin: 0 auto; padding: 8px 24px;
  border-radius: 4px; overflow: hidden; background: rgba(0, 0, 0, .05); color: #06ae56;
  font-size: 17px; font-weight: 700; line-height: 1.41176471; text-align: center; cursor: pointer;
}
wx-button[type="primary"] { background: #07c160; color: #fff; }
wx-button.button-hover { background: rgba(0, 0, 0, .1); }
wx-button:focus-visible { outline: 3px solid currentColor; outline-offset: -3px; }
`;
